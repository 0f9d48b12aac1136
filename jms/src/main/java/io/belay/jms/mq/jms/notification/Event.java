package io.belay.jms.mq.jms.notification;

import java.util.EventObject;

/** Something that happened to a connection. */
public abstract class Event extends EventObject {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String message;

    /** One event of {@code source}. */
    protected Event(Object source, String code, String message) {
        super(source);
        this.code = code;
        this.message = message;
    }

    /** What happened: {@code E201}, for one. */
    public String getEventCode() {
        return code;
    }

    /** The same in words. */
    public String getEventMessage() {
        return message;
    }

    /** Code and words. */
    @Override
    public String toString() {
        return "[" + code + "] " + message;
    }
}
