package io.belay.bench;

import io.belay.testkit.BrokerProgram;
import java.util.Comparator;
import java.util.Locale;

/**
 * A broker and the client that puts the load on it.
 *
 * @param broker which is started
 * @param client whose API is called
 */
record JmsContestant(BrokerProgram broker, JmsClient client) implements Comparable<JmsContestant> {
    private static final Comparator<JmsContestant> ORDER =
            Comparator.comparing(JmsContestant::broker).thenComparing(JmsContestant::client);

    /**
     * Reads {@code BROKER/CLIENT}, in any case.
     *
     * @throws IllegalArgumentException if it is not of that form or one of the two is not known
     */
    static JmsContestant of(String text) {
        String[] names = text.toUpperCase(Locale.ROOT).split("/", -1);
        if (names.length != 2) throw new IllegalArgumentException("expected BROKER/CLIENT; found " + text);
        return new JmsContestant(BrokerProgram.valueOf(names[0]), JmsClient.valueOf(names[1]));
    }

    @Override
    public int compareTo(JmsContestant other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return broker + "/" + client;
    }
}
