package io.belay.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Answers at port 7676 which service is where. It answers at once and hangs up, whatever the other end says (the version of
 * the form that it knows, and there is but one): so there is nothing to wait for, and nobody to wait for.
 */
public final class PortMapper implements LineAcceptor {
    private final byte[] answer;

    /** @param table what is answered */
    public PortMapper(PortMapperTable table) {
        answer = table.text().getBytes(StandardCharsets.US_ASCII);
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
        public void lost(String why, boolean byPeer) {}
    }
}
