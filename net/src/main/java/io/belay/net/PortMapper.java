package io.belay.net;

import io.belay.base.Break;
import io.belay.net.PortMapperTable.Row;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Answers at port 7676 which service is where. It answers at once (whom it knows not to speak TLS) and hangs up, whatever the other end says (the version of
 * the form that it knows, and there is but one): so there is nothing to wait for, and nobody to wait for.
 */
public final class PortMapper implements LineAcceptor {
    private final byte[] answer;

    /** @param table what is answered */
    public PortMapper(PortMapperTable table) {
        answer = table.text().getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Listens, and tells of itself as well.
     *
     * @param tls for those who ask over TLS ({@code mq+ssl}) at the same port; null: there are none
     * @param broker its name, without spaces
     * @param services what runs besides
     * @throws IOException as {@link Listener#open} does
     */
    public static Listener listen(
            EventLoops loops,
            String host,
            int port,
            LineOptions options,
            @Nullable Tls tls,
            String broker,
            List<Row> services)
            throws IOException {
        CompletableFuture<PortMapper> known = new CompletableFuture<>(); // its own port is known only when it is bound
        LineAcceptor answering = line -> known.join().accept(line);
        Listener listener = tls == null
                ? Listener.open(loops, host, port, options, answering)
                : Listener.openEither(loops, host, port, options, tls, answering);
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("portmapper", "tcp", "PORTMAPPER", listener.port()));
        rows.addAll(services);
        known.complete(new PortMapper(new PortMapperTable(broker, rows)));
        return listener;
    }

    @Override
    public LineHandler accept(Line line) {
        line.send(ByteBuffer.wrap(answer));
        line.close("answered");
        return Silence.INSTANCE;
    }

    /** Nothing that comes matters any more. */
    private enum Silence implements LineHandler {
        INSTANCE;

        @Override
        public void received(ByteBuffer bytes) {}

        @Override
        public void batchEnd() {}

        @Override
        public void drained() {}

        @Override
        public void tick(long nowMs) {}

        @Override
        public void lost(Break why, boolean byPeer) {}
    }
}
