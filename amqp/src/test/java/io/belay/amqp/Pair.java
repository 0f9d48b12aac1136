package io.belay.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;

/** A client's end and a server's, and the bytes between them; both opened, with one session each. */
final class Pair {
    final TestEnd client;
    final TestEnd server;
    private long bytesLeft = Long.MAX_VALUE; // until the line is cut
    private int chunk = Integer.MAX_VALUE; // bytes that arrive at once

    Pair(AmqpLimits limits) {
        client = TestEnd.client(limits, false);
        server = TestEnd.server(limits);
        server.reactingWith(Pair::answer);
        client.connection.open(Frames.open("client"));
    }

    /** Both ends open, and one session. */
    Pair opened() {
        flow();
        client.connection.session().begin();
        flow();
        return this;
    }

    Pair arrivingIn(int chunk) {
        this.chunk = chunk;
        return this;
    }

    /** The line takes so many bytes more, both ways together, and no further ones. */
    Pair cutAfter(long bytes) {
        bytesLeft = bytes;
        return this;
    }

    boolean isCut() {
        return bytesLeft <= 0;
    }

    long left() {
        return bytesLeft;
    }

    private static void answer(AmqpEvent event) {
        if (event instanceof AmqpEvent.Begun begun) begun.session().begin();
    }

    /** Carries bytes until both have nothing more to say. */
    void flow() {
        for (int round = 0; round < 10_000; round++) {
            byte[] up = client.takes();
            byte[] down = server.takes();
            if (up.length + down.length == 0) return;
            carry(up, server);
            carry(down, client);
            openServer();
        }
        throw new AssertionError("the ends never stop talking");
    }

    private void openServer() {
        if (!server.connection.isWaiting()) return;
        server.connection.open(Frames.open("server"));
        server.resumes();
    }

    private void carry(byte[] bytes, TestEnd to) {
        for (int from = 0; from < bytes.length && bytesLeft > 0; ) {
            int count = (int) Math.min(Math.min(chunk, bytes.length - from), bytesLeft);
            to.hears(ByteBuffer.wrap(bytes, from, count).slice());
            bytesLeft -= count;
            from += count;
        }
        assertThat(to.events(AmqpEvent.Failed.class)).isEmpty();
        assertThat(to.events(AmqpEvent.SessionFailed.class)).isEmpty();
        assertThat(to.events(AmqpEvent.LinkFailed.class)).isEmpty();
    }
}
