package io.belay.server.bench;

import io.belay.amqp.AmqpConnection;
import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpLimits;
import io.belay.amqp.sasl.PlainMessage;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.SaslCode;
import io.belay.amqp.type.Symbol;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A socket with a client's end of AMQP on it: what is said goes out, and what comes is told, while somebody waits. */
final class AmqpWire implements AutoCloseable {
    private static final Symbol PLAIN = Symbol.of("PLAIN");
    private static final Symbol ANONYMOUS = Symbol.of("ANONYMOUS");

    private final Socket socket = new Socket();
    private final AmqpConnection connection;
    private final Consumer<AmqpEvent> events;
    private final ByteBuffer in = ByteBuffer.allocate(64 << 10);
    private BenchLine.Login login = new BenchLine.Login(null, null);
    private String container = "";
    private boolean isOpen;
    private @Nullable String refusal;

    /**
     * Dials.
     *
     * @param events takes what is not about letting us in
     * @throws IOException if the broker is not there
     */
    AmqpWire(InetSocketAddress broker, Consumer<AmqpEvent> events) throws IOException {
        this.events = events;
        BenchLine.dial(socket, broker);
        connection = AmqpConnection.client(AmqpLimits.DEFAULT, true, nowMs());
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    AmqpConnection connection() {
        return connection;
    }

    /** @throws IOException if the broker does not let us in, with its reason */
    void open(String containerId, BenchLine.Login login) throws IOException {
        this.login = login;
        container = containerId;
        await(() -> isOpen);
    }

    /** @throws IOException if the line breaks, or the broker ends it, before that holds */
    void await(BooleanSupplier isDone) throws IOException {
        flush();
        while (!isDone.getAsBoolean()) {
            int count = socket.getInputStream().read(in.array());
            if (count < 0) throw new EOFException("the broker closed the line");
            connection.receive(in.clear().limit(count), nowMs(), this::take);
            flush();
            String words = refusal;
            if (words != null) throw new IOException(words);
            if (connection.isClosed()) throw new IOException("the broker ends the line");
        }
    }

    /** Sends what has been said. */
    void flush() throws IOException {
        connection.tick(nowMs(), this::take);
        ByteBuffer bytes = connection.out().view();
        if (!bytes.hasRemaining()) return;
        byte[] all = new byte[bytes.remaining()];
        bytes.get(all);
        connection.drained();
        socket.getOutputStream().write(all);
    }

    private void take(AmqpEvent event) {
        if (event instanceof AmqpEvent.SaslOffered offered) choose(offered.mechanisms());
        else if (event instanceof AmqpEvent.SaslEnded ended) authenticated(ended.code());
        else if (event instanceof AmqpEvent.Opened) isOpen = true;
        else if (event instanceof AmqpEvent.Closed closed) refused("the broker ends the connection", closed.error());
        else if (event instanceof AmqpEvent.Failed failed) refusal = failed.why();
        else if (event instanceof AmqpEvent.Ended ended) refused("the broker ends the session", ended.error());
        else if (event instanceof AmqpEvent.SessionFailed failed) refused("the session fails", failed.error());
        else if (event instanceof AmqpEvent.Detached detached) refused("the broker ends a link", detached.error());
        else if (event instanceof AmqpEvent.LinkFailed failed) refused("a link fails", failed.error());
        else events.accept(event);
    }

    private void choose(List<Symbol> offered) {
        String user = login.user();
        byte[] secret = login.password();
        Symbol ours = user == null ? ANONYMOUS : PLAIN;
        if (!offered.contains(ours)) {
            refusal = "the broker offers " + offered + ", not " + ours;
            return;
        }
        String password = secret == null ? "" : new String(secret, StandardCharsets.UTF_8);
        Binary first = user == null ? Binary.of() : new PlainMessage("", user, password).toBinary();
        connection.saslInit(ours, first, null);
    }

    private void authenticated(SaslCode code) {
        if (code != SaslCode.OK) {
            refusal = "the broker refuses the connection: " + code;
            return;
        }
        List<Symbol> none = List.of();
        connection.open(
                new Performative.Open(container, null, 0, 0, 0, none, none, none, none, Collections.emptyMap()));
    }

    private void refused(String what, @Nullable AmqpError error) {
        if (refusal != null) return;
        refusal = error == null ? what : what + ": " + error.condition() + ", " + error.description();
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            connection.close(null);
            flush();
        }
    }
}
