package io.belay.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Session;

/** When what a session has received counts as done. */
public enum AcknowledgeMode {
    /** With the commit. */
    TRANSACTED(Session.SESSION_TRANSACTED),
    /** When the application has it: {@code receive} returns, or the listener does. */
    AUTO(Session.AUTO_ACKNOWLEDGE),
    /** When the application calls {@code acknowledge}, for all that the session has received. */
    CLIENT(Session.CLIENT_ACKNOWLEDGE),
    /** As AUTO, many at a time. */
    DUPS_OK(Session.DUPS_OK_ACKNOWLEDGE),
    /** When the application calls {@code acknowledge}, for that message alone. Belay's own. */
    INDIVIDUAL(AcknowledgeMode.INDIVIDUAL_ACKNOWLEDGE),
    /** As the broker sends it, at most once. Open Message Queue's. */
    NONE(AcknowledgeMode.NO_ACKNOWLEDGE);

    /** What to give to {@code createSession} for {@link #INDIVIDUAL}; the standard leaves such numbers to providers. */
    public static final int INDIVIDUAL_ACKNOWLEDGE = 101;

    /** What to give to {@code createSession} for {@link #NONE}. */
    public static final int NO_ACKNOWLEDGE = io.belay.jms.mq.jms.Session.NO_ACKNOWLEDGE;

    private final int code;

    AcknowledgeMode(int code) {
        this.code = code;
    }

    /** The number that Jakarta Messaging has for it. */
    public int code() {
        return code;
    }

    /** Whether the session acknowledges by itself, when the application has had a message. */
    boolean isBySession() {
        return this == AUTO || this == DUPS_OK;
    }

    /** Whether the application acknowledges, rather than the session, a transaction or nobody. */
    boolean isByApplication() {
        return this == CLIENT || this == INDIVIDUAL;
    }

    /**
     * The mode of a number.
     *
     * @throws JMSException if there is none
     */
    static AcknowledgeMode of(int code) throws JMSException {
        for (AcknowledgeMode each : values()) if (each.code == code) return each;
        throw new JMSException("no acknowledge mode: " + code);
    }
}
