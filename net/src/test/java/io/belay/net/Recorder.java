package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.Break;
import io.belay.base.Cause;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A handler that writes down what it hears, and lets the test wait for it. */
class Recorder implements LineHandler {
    static final long PATIENCE_S = 60;

    record Loss(String why, boolean byPeer) {}

    final Line line;
    final BlockingQueue<Loss> losses = new LinkedBlockingQueue<>();
    final BlockingQueue<Cause> causes = new LinkedBlockingQueue<>();
    final BlockingQueue<Long> ticks = new LinkedBlockingQueue<>();
    final BlockingQueue<Long> drains = new LinkedBlockingQueue<>();
    final BlockingQueue<Integer> batches = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final CountDownLatch wanted = new CountDownLatch(1);
    private volatile long wantedLength = Long.MAX_VALUE;

    Recorder(Line line) {
        this.line = line;
    }

    @Override
    public void received(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        synchronized (received) {
            received.writeBytes(copy);
            if (received.size() >= wantedLength) wanted.countDown();
        }
    }

    @Override
    public void batchEnd() {
        batches.add(receivedLength());
    }

    @Override
    public void drained() {
        drains.add(line.unwrittenBytes());
    }

    @Override
    public void tick(long nowMs) {
        ticks.add(nowMs);
    }

    @Override
    public void lost(Break why, boolean byPeer) {
        causes.add(why.cause());
        losses.add(new Loss(why.words(), byPeer));
    }

    int receivedLength() {
        synchronized (received) {
            return received.size();
        }
    }

    /** Waits until that many bytes have come, and gives all that have. */
    byte[] awaitReceived(int length) throws InterruptedException {
        synchronized (received) {
            wantedLength = length;
            if (received.size() >= length) wanted.countDown();
        }
        assertThat(wanted.await(PATIENCE_S, TimeUnit.SECONDS))
                .as("%s of %s bytes came", receivedLength(), length)
                .isTrue();
        synchronized (received) {
            return received.toByteArray();
        }
    }

    /** Waits, as often as is wanted, until that many bytes have come at the end of a batch, and gives them as text. */
    String awaitText(int length) throws InterruptedException {
        while (receivedLength() < length) await(batches, "more bytes");
        synchronized (received) {
            return received.toString(StandardCharsets.ISO_8859_1);
        }
    }

    Loss awaitLoss() throws InterruptedException {
        return await(losses, "loss");
    }

    static <T> T await(BlockingQueue<T> queue, String what) throws InterruptedException {
        T first = queue.poll(PATIENCE_S, TimeUnit.SECONDS);
        assertThat(first).as(what).isNotNull();
        return first;
    }

    /** Runs a task on the line's loop and waits for it. */
    void onLoop(Consumer<Line> task) throws Exception {
        askLoop(() -> {
            task.accept(line);
            return null;
        });
    }

    <T> T askLoop(Supplier<T> question) throws Exception {
        CompletableFuture<T> answer = new CompletableFuture<>();
        line.execute(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException failed) {
                answer.completeExceptionally(failed);
            }
        });
        return answer.get(PATIENCE_S, TimeUnit.SECONDS);
    }
}
