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

/** Clients that each send a message to themselves through the broker, again as soon as it is back. */
final class Bench {
    /**
     * What it is to do.
     *
     * @param broker where MQTT is listened for
     * @param login of all clients
     * @param clients 1 and up
     * @param length of a payload, bytes
     * @param nanos how long
     */
    record Plan(InetSocketAddress broker, BenchLine.Login login, int clients, int length, long nanos) {}

    /**
     * What came of it.
     *
     * @param nanos how long it took
     * @param acknowledged from sending to PUBACK
     * @param received from sending to the message's return
     */
    record Result(long nanos, Durations acknowledged, Durations received) {
        double perS() {
            return acknowledged.count() * 1e9 / nanos;
        }
    }

    private static final int TICK_MS = 100;
    private static final int PACKET_ID_MAX = 65_535;

    private final Plan plan;
    private final String topic; // each client's begins with it
    private final AtomicBoolean over = new AtomicBoolean();

    /** {@code name} is one that nobody else uses for topics and clients. */
    Bench(Plan plan, String name) {
        this.plan = plan;
        topic = name;
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
            for (BenchLine line : lines) close(line);
        }
    }

    private BenchLine open(int client) throws IOException {
        BenchLine line = new BenchLine(plan.broker());
        try {
            line.open(topic + "-" + client, plan.login(), topic + "/" + client);
            return line;
        } catch (IOException | RuntimeException refused) {
            close(line);
            throw refused;
        }
    }

    private Result measure(ExecutorService threads, List<BenchLine> lines, LongConsumer progress)
            throws IOException, InterruptedException {
        long beganNanos = System.nanoTime();
        List<Future<Result>> running = new ArrayList<>();
        for (int client = 0; client < lines.size(); client++) {
            BenchLine line = lines.get(client);
            String its = topic + "/" + client;
            running.add(threads.submit(() -> load(line, its)));
        }
        long goneNanos = 0;
        while (goneNanos < plan.nanos() && running.stream().noneMatch(Future::isDone)) {
            progress.accept(goneNanos);
            TimeUnit.MILLISECONDS.sleep(TICK_MS);
            goneNanos = System.nanoTime() - beganNanos;
        }
        over.set(true);
        Result sum = new Result(System.nanoTime() - beganNanos, new Durations(), new Durations());
        for (Future<Result> each : running) add(each, sum);
        return sum;
    }

    private static void add(Future<Result> one, Result sum) throws IOException, InterruptedException {
        try {
            sum.acknowledged().addAll(one.get().acknowledged());
            sum.received().addAll(one.get().received());
        } catch (ExecutionException broken) {
            throw new IOException(broken.getCause().getMessage(), broken);
        }
    }

    private Result load(BenchLine line, String its) throws IOException {
        Result result = new Result(plan.nanos(), new Durations(), new Durations());
        byte[] content = BenchLine.content(plan.length());
        for (int id = 1; !over.get(); id = id % PACKET_ID_MAX + 1) {
            line.roundTrip(its, id, content, result.acknowledged(), result.received());
        }
        return result;
    }

    private static void close(BenchLine line) {
        try {
            line.close();
        } catch (IOException gone) {
            return; // It ends with its line in any case.
        }
    }
}
