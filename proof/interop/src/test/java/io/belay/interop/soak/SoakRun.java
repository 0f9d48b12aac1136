package io.belay.interop.soak;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.BrokerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * First those who behave well alone, for the broker to warm up; then all at once; then what is left is taken and counted; then
 * those who behave well alone again, and that is what the time of the load is compared with, for both are of compiled code.
 */
final class SoakRun implements AutoCloseable {
    private static final int SAMPLES_MAX = 360;
    private static final int SAMPLE_EVERY_S = 5; // each takes a program of its own
    private static final String SETTINGS = """
            broker:
              queued-messages-max: 20000
            connects:
              per-second-max: 300
            slow:
              stalled-after: 5s
            """;

    private final SoakPlan plan;
    private final BrokerProcess broker;
    private final WitnessProcess witness;
    private final List<Part> parts = new ArrayList<>();
    private final List<Flow> flows = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();

    SoakRun(SoakPlan plan, Path directory) throws IOException {
        this.plan = plan;
        Files.createDirectories(directory);
        Files.writeString(Path.of(directory + ".yaml"), SETTINGS);
        broker = BrokerProcess.start(BrokerProgram.BELAY, directory, "-Xms256m", "-Xmx256m");
        witness = new WitnessProcess(broker.port(), Path.of(directory + "-echo"));
    }

    /** The last lines that the broker wrote. */
    List<String> said() {
        return broker.output();
    }

    Outcome run() throws IOException, InterruptedException {
        witness.begin("cold");
        Part.until(System.nanoTime() + plan.aloneS() * 1_000_000_000L);
        SlowCrowd crowd = start(new SlowCrowd(broker.port(), plan.slow()));
        Storm storm = start(new Storm(broker.port(), plan.stormEveryS(), plan.storm()));
        Hostile hostile = start(new Hostile(broker.port(), broker.amqpPort(), 7));
        start(new Noise(broker.port()));
        for (int number = 0; number < plan.flows(); number++) flow(number);
        witness.begin("loaded");
        sample();
        witness.begin("after");
        drain();
        witness.begin("alone");
        Part.until(System.nanoTime() + plan.aloneS() * 1_000_000_000L);
        witness.end();
        String others = "%d slow lines, storms: %d served, %d told to return, %d unheard; %d hostile lines"
                .formatted(
                        crowd.opened(), storm.served.get(), storm.told.get(), storm.closed.get(), hostile.lines.get());
        return outcome(others);
    }

    private void flow(int number) throws IOException {
        Flow flow = new Flow(number, broker.port(), plan.perSecond());
        flows.add(flow);
        start(flow.producer);
        start(flow.consumer);
    }

    private <P extends Part> P start(P part) {
        parts.add(part);
        part.start();
        return part;
    }

    /** Every so often, and less often on a machine that is slow itself. */
    private void sample() throws IOException, InterruptedException {
        long beganNanos = System.nanoTime();
        long everyS = Math.max(plan.overloadS() / SAMPLES_MAX, Math.min(SAMPLE_EVERY_S, plan.overloadS() / 4));
        long everyNanos = Math.max(1, everyS) * 1_000_000_000L;
        long endNanos = beganNanos + plan.overloadS() * 1_000_000_000L;
        do {
            long confirmed = flows.stream().mapToLong(Flow::confirmed).sum();
            long seconds = (System.nanoTime() - beganNanos) / 1_000_000_000L;
            samples.add(Sample.of(broker.pid(), seconds, confirmed));
            Part.until(Math.min(endNanos, System.nanoTime() + everyNanos));
        } while (System.nanoTime() < endNanos);
    }

    /** The load ends; what was confirmed is taken to the last message. */
    private void drain() throws InterruptedException {
        for (Part part : parts) if (!(part instanceof Flow.Consumer)) part.stop();
        for (Part part : parts) if (!(part instanceof Flow.Consumer)) part.join();
        flows.forEach(each -> each.consumer.hurry());
        for (Flow each : flows) each.consumer.join();
    }

    private Outcome outcome(String others) {
        List<String> trouble = new ArrayList<>(witness.trouble);
        for (Part part : parts)
            if (part.failure() != null) trouble.add(part.getClass().getSimpleName() + ": " + part.failure());
        return new Outcome(
                flows.stream().mapToInt(Flow::confirmed).sum(),
                flows.stream().mapToInt(Flow::refused).sum(),
                flows.stream().mapToInt(Flow::missing).sum(),
                witness.times.get("calm alone"),
                witness.times.get("calm loaded"),
                witness.times.get("bare alone"),
                witness.times.get("bare loaded"),
                List.copyOf(samples),
                others,
                trouble);
    }

    @Override
    public void close() {
        parts.forEach(Part::close);
        witness.close();
        broker.close();
    }
}
