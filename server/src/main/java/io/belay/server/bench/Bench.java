package io.belay.server.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Clients that each send messages to themselves through the broker. */
final class Bench {
    /**
     * What it is to do.
     *
     * @param broker where its protocol is listened for
     * @param login of all clients
     * @param clients 1 and up
     * @param length of a payload, bytes
     * @param nanos how long
     * @param amqp how AMQP is spoken; null for MQTT
     */
    record Plan(
            InetSocketAddress broker,
            BenchLine.Login login,
            int clients,
            int length,
            long nanos,
            @Nullable AmqpPlan amqp) {}

    /**
     * How AMQP is spoken.
     *
     * @param isDurable whether the messages are
     * @param window how many of a client's may be unanswered or not received, 1 and up
     * @param transaction how many are sent in one, 0 for none
     */
    record AmqpPlan(boolean isDurable, int window, int transaction) {}

    /**
     * How long messages took.
     *
     * @param acknowledged from sending to the broker's answer; of a whole transaction from its begin
     * @param received from sending to the message's return
     */
    record Times(Durations acknowledged, Durations received) {
        Times() {
            this(new Durations(), new Durations());
        }

        void addAll(Times others) {
            acknowledged.addAll(others.acknowledged);
            received.addAll(others.received);
        }
    }

    /**
     * What came of it.
     *
     * @param nanos how long it took
     */
    record Result(long nanos, Times times) {
        /** Messages that went all the way, a second. */
        double perS() {
            return times.received().count() * 1e9 / nanos;
        }
    }

    private static final int TICK_MS = 100;
    private static final int LEAVE_S = 1;

    private final Plan plan;
    private final String name; // each client's begins with it
    private final AtomicBoolean over = new AtomicBoolean();

    /** {@code name} is one that nobody else uses. */
    Bench(Plan plan, String name) {
        this.plan = plan;
        this.name = name;
    }

    /**
     * Runs it.
     *
     * @param progress hears how many nanoseconds have gone, now and then
     * @throws IOException if a client is not let in, or its line breaks
     */
    Result run(LongConsumer progress) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(plan.clients());
        List<BenchLine> lines = new ArrayList<>();
        try {
            for (int client = 0; client < plan.clients(); client++) lines.add(open(client));
            return measure(threads, lines, progress);
        } finally {
            over.set(true);
            threads.shutdownNow();
            threads.awaitTermination(LEAVE_S, TimeUnit.SECONDS); // who is still at his line has it closed under him
            for (BenchLine line : lines) close(line);
        }
    }

    private BenchLine open(int client) throws IOException {
        AmqpPlan amqp = plan.amqp();
        BenchLine line = amqp == null ? new MqttLine(plan.broker()) : new AmqpLine(plan.broker(), amqp);
        try {
            line.open(name + "/" + client, plan.login());
            return line;
        } catch (IOException | RuntimeException refused) {
            close(line);
            throw refused;
        }
    }

    private Result measure(ExecutorService threads, List<BenchLine> lines, LongConsumer progress)
            throws IOException, InterruptedException {
        long beganNanos = System.nanoTime();
        List<Future<Times>> running = new ArrayList<>();
        for (BenchLine line : lines) running.add(threads.submit(() -> load(line)));
        long goneNanos = 0;
        while (goneNanos < plan.nanos() && running.stream().noneMatch(Future::isDone)) {
            progress.accept(goneNanos);
            TimeUnit.MILLISECONDS.sleep(TICK_MS);
            goneNanos = System.nanoTime() - beganNanos;
        }
        over.set(true);
        Times sum = new Times();
        for (Future<Times> each : running) sum.addAll(timesOf(each));
        return new Result(System.nanoTime() - beganNanos, sum);
    }

    private static Times timesOf(Future<Times> one) throws IOException, InterruptedException {
        try {
            return one.get();
        } catch (ExecutionException broken) {
            throw new IOException(broken.getCause().getMessage(), broken);
        }
    }

    private Times load(BenchLine line) throws IOException {
        Times times = new Times();
        line.load(over::get, plan.length(), times);
        return times;
    }

    private static void close(BenchLine line) {
        try {
            line.close();
        } catch (IOException gone) {
            return; // It ends with its line in any case.
        }
    }
}
