package io.belay.jms.mq.jms;

/** What a session of Open Message Queue can besides the standard. Each session of Belay is one. */
public interface Session extends jakarta.jms.Session {
    /**
     * A mode of {@code createSession} in which nothing is acknowledged: the broker has done with a message as it sends it. At most
     * once, and what is under way when the line or the consumer ends is lost.
     */
    int NO_ACKNOWLEDGE = 32768;
}
