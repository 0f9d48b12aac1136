package io.belay.interop;

import io.belay.demo.Fault;
import io.belay.demo.Proxy;
import io.belay.testkit.BrokerProcess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws faults from a seed and inflicts them, each when its slice of the {@link Gate} is half done. One thread. */
public final class Chaos {
    private static final long SLICE_MS = 150_000;

    private final Random random;
    private final List<Proxy> proxies;
    private final Gate gate;
    private final BrokerProcess broker; // null if it is somebody else's and must not be killed
    private final int holdMs;
    private final Map<Fault, Integer> cuts = new EnumMap<>(Fault.class);
    private int kills;
    private volatile boolean isKilling;
    private volatile long servedNs = Long.MIN_VALUE; // since when the broker has served again after the last kill
    private long startMsMax;

    /** With {@code broker} null nothing is killed. */
    public Chaos(long seed, List<Proxy> proxies, Gate gate, BrokerProcess broker, int holdMs) {
        random = new Random(seed);
        this.proxies = proxies;
        this.gate = gate;
        this.broker = broker;
        this.holdMs = holdMs;
    }

    /**
     * Goes through all faults, every kind about as often as every other.
     *
     * @throws IllegalStateException if the clients stop making progress
     */
    public void run(int cutCount, int killCount) throws InterruptedException {
        List<Fault> plan = new ArrayList<>();
        for (int i = 0; i < cutCount; i++) plan.add(Fault.values()[i % Fault.values().length]);
        for (int i = 0; i < killCount; i++) plan.add(null); // a kill
        Collections.shuffle(plan, random);
        for (Fault fault : plan) {
            if (!gate.awaitMiddle(SLICE_MS)) throw new IllegalStateException("no progress before " + tally());
            if (fault == null) kill();
            else cut(fault);
            gate.done();
        }
    }

    /** How many lines were cut, or stalled. */
    public int cuts() {
        return cuts.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int kills() {
        return kills;
    }

    public String tally() {
        return cuts() + " cuts " + cuts + ", " + kills + " kills, slowest start after one " + startMsMax + " ms";
    }

    private void cut(Fault fault) throws InterruptedException {
        Proxy proxy = proxies.get(random.nextInt(proxies.size()));
        long ms = fault == Fault.STALL ? 1 + random.nextInt(holdMs) : holdMs;
        if (proxy.awaitLine(SLICE_MS) && proxy.inflict(fault, ms) > 0) cuts.merge(fault, 1, Integer::sum);
    }

    /** Whether the broker was dead at any moment since then, on the clock of {@link System#nanoTime}. Any thread. */
    public boolean wasDeadSince(long ns) {
        return isKilling || servedNs != Long.MIN_VALUE && servedNs - ns > 0;
    }

    private void kill() {
        isKilling = true;
        broker.kill();
        broker.restart();
        servedNs = System.nanoTime();
        isKilling = false;
        kills++;
        startMsMax = Math.max(startMsMax, broker.startedInMs());
    }
}
