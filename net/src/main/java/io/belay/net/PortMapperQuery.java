package io.belay.net;

import io.belay.base.Break;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** One question to a port mapper, on a line of its own. */
final class PortMapperQuery implements LineHandler {
    private static final byte[] QUESTION = (PortMapperTable.VERSION + "\n").getBytes(StandardCharsets.US_ASCII);

    private final Line line;
    private final CompletableFuture<PortMapperTable> answer;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    PortMapperQuery(Line line, CompletableFuture<PortMapperTable> answer) {
        this.line = line;
        this.answer = answer;
        line.send(ByteBuffer.wrap(QUESTION));
        line.flush();
    }

    @Override
    public void received(ByteBuffer bytes) {
        byte[] more = new byte[Math.min(bytes.remaining(), PortMapperTable.LENGTH_MAX + 1 - received.size())];
        bytes.get(more);
        received.writeBytes(more);
        String text = received.toString(StandardCharsets.ISO_8859_1);
        if (received.size() > PortMapperTable.LENGTH_MAX)
            fail("its answer is longer than " + PortMapperTable.LENGTH_MAX + " bytes");
        else if (PortMapperTable.isWhole(text)) read(text);
    }

    private void read(String text) {
        try {
            answer.complete(PortMapperTable.parse(text));
            line.close("answered");
        } catch (IllegalArgumentException wrong) {
            fail(String.valueOf(wrong.getMessage()));
        }
    }

    private void fail(String why) {
        answer.completeExceptionally(new IOException(why));
        line.close(why);
    }

    @Override
    public void batchEnd() {}

    @Override
    public void drained() {}

    @Override
    public void tick(long nowMs) {
        if (answer.isDone()) line.close("given up");
    }

    @Override
    public void lost(Break why, boolean byPeer) {
        answer.completeExceptionally(new IOException("it hung up before its answer was whole: " + why.words()));
    }
}
