package io.belay.server;

import io.belay.base.Break;
import io.belay.net.Line;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A line without a socket: the test says what the peer takes, and when tasks of its loop run. */
final class TestLine implements Line {
    final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    final Queue<Runnable> tasks = new ArrayDeque<>();
    boolean isReading = true;
    boolean peerReads = true;
    boolean isExhausted;
    Executor loop = tasks::add;
    private final long id;
    private long unwritten;

    @Nullable
    String closed;

    TestLine(long id) {
        this.id = id;
    }

    /** The peer takes so many bytes. */
    void take(int bytes) {
        unwritten -= bytes;
    }

    void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) task.run();
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String peer() {
        return "test:" + id;
    }

    @Override
    public void send(ByteBuffer bytes) {
        unwritten += bytes.remaining();
        while (bytes.hasRemaining()) sent.write(bytes.get());
    }

    @Override
    public void flush() {
        if (isExhausted) throw new OutOfMemoryError("no direct memory");
        if (peerReads) unwritten = 0;
    }

    @Override
    public long unwrittenBytes() {
        return unwritten;
    }

    @Override
    public long takenMark() {
        return sent.size() - unwrittenBytes();
    }

    @Override
    public void pauseReading() {
        isReading = false;
    }

    @Override
    public void resumeReading() {
        isReading = true;
    }

    @Override
    public void close(Break why) {
        if (closed == null) closed = why.text();
    }

    @Override
    public Executor loop() {
        return loop;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }
}
