package io.belay.interop.brokers;

import io.belay.testkit.BrokerProcess;

/** Trials on one broker. */
final class Visits {
    /**
     * What came of one.
     *
     * @param why it does not hold, one line; empty if it does
     */
    record Result(Outcome outcome, String why) {}

    private static final int WHY_LENGTH_MAX = 200;

    private final Host host;
    private final BrokerProcess broker;
    private final int waitMs;

    Visits(Host host, BrokerProcess broker, int waitMs) {
        this.host = host;
        this.broker = broker;
        this.waitMs = waitMs;
    }

    /** Makes one, with names of its own. */
    Result make(Trial trial) {
        String prefix = Integer.toString(Trial.all().indexOf(trial)) + "-";
        try (Guest guest = new Guest(host, broker, prefix, waitMs)) {
            return new Result(trial.visit().make(guest), "");
        } catch (Exception | AssertionError fails) {
            return new Result(Outcome.NO, words(fails));
        }
    }

    private static String words(Throwable fails) {
        String all = (fails.getClass().getSimpleName() + ": " + fails.getMessage())
                .replaceAll("\\s+", " ")
                .strip();
        return all.length() <= WHY_LENGTH_MAX ? all : all.substring(0, WHY_LENGTH_MAX) + "…";
    }
}
