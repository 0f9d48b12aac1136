package io.belay.server.tokens;

import java.io.IOException;

/** Keys that the test changes, or takes away. */
final class TestKeys implements KeySource {
    byte[] content;
    boolean isLost;
    int reads;
    long freshForMs = 300_000;

    TestKeys(byte[] content) {
        this.content = content;
    }

    @Override
    public byte[] read() throws IOException {
        reads++;
        if (isLost) throw new IOException("nobody answers");
        return content;
    }

    @Override
    public long freshForMs() {
        return freshForMs;
    }

    @Override
    public String name() {
        return "the test";
    }
}
