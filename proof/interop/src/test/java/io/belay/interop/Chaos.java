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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws faults from a seed and inflicts them, each when its slice of the {@link Gate} is half done. One thread. */
public final class Chaos {
    private static final Logger LOG = LoggerFactory.getLogger(Chaos.class);
    private static final long SLICE_MS = 150_000;

    private final Random random;
    private final List<Proxy> proxies;
    private final Gate gate;
    private final BrokerProcess broker; // null if it is somebody else's and must not be killed
    private final int holdMs;
    private final Strikes strikes = new Strikes();
    private final Map<Fault, Integer> cuts = new EnumMap<>(Fault.class);
    private int kills;
    private volatile boolean isKilling;
    private volatile long servedNs = Long.MIN_VALUE; // since when the broker has served again after the last kill
    private long startMsMax;

    /** What may come between faults. */
    public interface Pause {
        /** Waits for it. */
        void await() throws InterruptedException;
    }

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
        run(cutCount, killCount, () -> {});
    }

    /** Likewise; before each fault but the first it waits for what is told. */
    public void run(int cutCount, int killCount, Pause before) throws InterruptedException {
        List<Fault> plan = new ArrayList<>();
        for (int i = 0; i < cutCount; i++) plan.add(Fault.values()[i % Fault.values().length]);
        for (int i = 0; i < killCount; i++) plan.add(null); // a kill
        Collections.shuffle(plan, random);
        for (Fault fault : plan) {
            if (cuts() + kills > 0) before.await();
            if (!gate.awaitMiddle(SLICE_MS)) throw new IllegalStateException("no progress before " + tally());
            if (fault == null) kill();
            else cut(fault);
            gate.done();
        }
    }

    /** When which proxy, by its place in the list, was struck. */
    public Strikes strikes() {
        return strikes;
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
        int hit = 0;
        // A line that is there may be gone before it is hit: then the next one is.
        while (hit == 0 && proxy.awaitLine(SLICE_MS)) hit = strike(proxy, fault, ms);
        if (hit > 0) cuts.merge(fault, 1, Integer::sum);
    }

    private int strike(Proxy proxy, Fault fault, long ms) throws InterruptedException {
        int number = proxies.indexOf(proxy);
        LOG.info("{} at proxy {} for {} ms", fault, number, ms);
        strikes.begin(number, System.nanoTime());
        int hit = proxy.inflict(fault, ms);
        strikes.end(System.nanoTime());
        LOG.info("{} is over, {} lines", fault, hit);
        return hit;
    }

    /** Whether the broker was dead at any moment since then, on the clock of {@link System#nanoTime}. Any thread. */
    public boolean wasDeadSince(long ns) {
        return isKilling || servedNs != Long.MIN_VALUE && servedNs - ns > 0;
    }

    private void kill() {
        LOG.info("kill");
        strikes.beginAll(System.nanoTime());
        isKilling = true;
        broker.kill();
        broker.restart();
        servedNs = System.nanoTime();
        strikes.end(servedNs);
        LOG.info("served again");
        isKilling = false;
        kills++;
        startMsMax = Math.max(startMsMax, broker.startedInMs());
    }
}
