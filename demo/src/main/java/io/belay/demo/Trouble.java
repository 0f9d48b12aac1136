package io.belay.demo;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws faults from a seed and inflicts them until it is stopped: mostly on lines, now and then on the broker. */
final class Trouble implements Runnable {
    private static final int REST_MAX_MS = 1_500;
    private static final int HOLD_MAX_MS = 2_000;
    private static final int KILL_EVERY = 8; // faults

    private final Random random;
    private final List<Proxy> proxies;
    private final DemoBroker broker;
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class); // guarded by this
    private int kills; // guarded by this
    private String now = "all is well"; // guarded by this
    private String end = ""; // guarded by this: what ended it early
    private volatile boolean isStopped;

    Trouble(long seed, List<Proxy> proxies, DemoBroker broker) {
        this.random = new Random(seed);
        this.proxies = proxies;
        this.broker = broker;
    }

    @Override
    public void run() {
        try {
            for (int number = 1; !isStopped; number++) {
                say("all is well");
                Thread.sleep(REST_MAX_MS / 3 + random.nextInt(REST_MAX_MS));
                if (isStopped) return;
                if (number % KILL_EVERY == KILL_EVERY / 2) kill();
                else cut();
            }
        } catch (InterruptedException | IOException failed) {
            failed(failed);
        }
    }

    /** Inflicts nothing more; what is under way is brought to its end. */
    void stop() {
        isStopped = true;
    }

    /** What is happening, for people. */
    synchronized String now() {
        return now;
    }

    /** What has happened so far, for people. */
    synchronized String tally() {
        StringBuilder tally = new StringBuilder();
        tally.append(kills).append(kills == 1 ? " kill -9 of the broker" : " kills -9 of the broker");
        faults.forEach(
                (fault, count) -> tally.append(", ").append(count).append(' ').append(name(fault)));
        return tally.append(end).toString();
    }

    private void cut() throws InterruptedException {
        Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
        int index = random.nextInt(proxies.size());
        int holdMs = 200 + random.nextInt(HOLD_MAX_MS);
        String whose = index == 0 ? "producer" : "consumer";
        say(name(fault) + " at the " + whose + "'s line");
        if (proxies.get(index).inflict(fault, holdMs) > 0) count(fault);
    }

    private void kill() throws InterruptedException, IOException {
        say("kill -9 " + broker.pid() + ", and a new start");
        broker.kill();
        broker.start();
        countKill();
    }

    private static String name(Fault fault) {
        return switch (fault) {
            case RESET -> "reset";
            case BLACKHOLE -> "blackhole";
            case STALL -> "stall";
            case HALF_OPEN_AT_BROKER -> "half-open (broker's end)";
            case HALF_OPEN_AT_CLIENT -> "half-open (client's end)";
        };
    }

    private synchronized void say(String what) {
        now = what;
    }

    private synchronized void count(Fault fault) {
        faults.merge(fault, 1, Integer::sum);
    }

    private synchronized void countKill() {
        kills++;
    }

    private synchronized void failed(Exception failed) {
        end = ", and then: " + failed;
        now = failed.toString();
    }
}
