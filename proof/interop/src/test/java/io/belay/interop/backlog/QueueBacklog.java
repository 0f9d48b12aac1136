package io.belay.interop.backlog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Numbered persistent messages in one queue: puts them in from several producers at a time, and takes them out with one
 * consumer and checks that all come, once, in each producer's order.
 *
 * @param queue its name
 * @param producers each on a connection of its own, at least 1
 * @param perProducer messages of each, at least 1
 * @param payloadLength bytes, 16 to 255
 */
record QueueBacklog(String queue, int producers, long perProducer, int payloadLength) {
    private static final int CREDIT = 5000;
    private static final int ACCEPT_COUNT = 500;
    private static final int SILENCE_MS = 1000;

    long messages() {
        return producers * perProducer;
    }

    /** Sends everything and returns when the broker has accepted all of it. */
    void fill(int port) throws IOException {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            int producer = i;
            all.add(CompletableFuture.runAsync(
                    () -> send(port, producer), task -> new Thread(task, "producer " + producer).start()));
        }
        try {
            all.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    /**
     * Takes everything.
     *
     * @return when the last message had come, by {@link System#nanoTime()}
     * @throws IOException if a message is missing, comes twice or out of order, or if one is left
     */
    long drain(int port) throws IOException {
        try (AmqpLink link = AmqpLink.receiver(port, "consumer-of-" + queue, queue)) {
            long[] next = new long[producers];
            long taken = 0;
            long granted = 0;
            long unacceptedId = -1;
            long lastId = -1;
            while (taken < messages()) {
                if (granted - taken <= CREDIT / 2) {
                    link.grant(taken, CREDIT);
                    granted = taken + CREDIT;
                    link.flush();
                }
                AmqpFrame frame = link.read();
                if (frame.code() != AmqpFrame.TRANSFER) continue;
                check(frame, next);
                taken++;
                lastId = frame.field(1, lastId + 1);
                if (unacceptedId < 0) unacceptedId = lastId;
                if (lastId - unacceptedId + 1 < ACCEPT_COUNT && link.hasInput()) continue;
                link.accept(unacceptedId, lastId);
                link.flush();
                unacceptedId = -1;
            }
            if (unacceptedId >= 0) link.accept(unacceptedId, lastId);
            link.flush();
            long endNs = System.nanoTime();
            expectSilence(link);
            return endNs;
        }
    }

    private void send(int port, int producer) {
        try (AmqpLink link = AmqpLink.sender(port, "producer-" + producer + "-of-" + queue, queue)) {
            for (long sent = 0; link.settled() < perProducer; ) {
                while (sent < perProducer && link.maySend(sent)) link.send(payloadLength, producer, sent++);
                link.flush();
                do link.read();
                while (link.hasInput());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(AmqpFrame frame, long[] next) throws IOException {
        int end = frame.body().limit();
        int producer = (int) frame.body().getLong(end - 16);
        long number = frame.body().getLong(end - 8);
        if (number != next[producer]) {
            throw new IOException("expected " + next[producer] + " of producer " + producer + ", found " + number);
        }
        next[producer]++;
    }

    private static void expectSilence(AmqpLink link) throws IOException {
        link.waitAtMost(SILENCE_MS);
        try {
            for (AmqpFrame frame = link.read(); ; frame = link.read()) {
                if (frame.code() == AmqpFrame.TRANSFER) throw new IOException("more came than was sent");
            }
        } catch (SocketTimeoutException e) {
            return; // as it should be
        }
    }
}
