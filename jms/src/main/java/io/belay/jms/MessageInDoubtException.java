package io.belay.jms;

import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/**
 * A call ended before its answer came, so it may have taken effect or not; the words say what is known. For sends, commits and
 * acknowledgements whose deadline passed or whose session could not be resumed.
 */
public final class MessageInDoubtException extends JMSException {
    private static final long serialVersionUID = 1;

    /** Whether the answer can still come. */
    public enum Outlook {
        /** The client goes on trying: what was asked takes effect once, as soon as the broker is reached again within the session's expiry. */
        WILL_BE_KNOWN,
        /** The session is gone, and with it what the broker remembered of the call. */
        UNKNOWN
    }

    private final Outlook outlook;

    /**
     * One call in doubt.
     *
     * @param words what was asked, what is known, and why no more
     * @param outlook whether an answer can still come
     * @param cause what happened to the line, or null
     */
    public MessageInDoubtException(String words, Outlook outlook, @Nullable Throwable cause) {
        super(words, outlook.name());
        this.outlook = outlook;
        if (cause != null) initCause(cause);
    }

    /** Whether the answer can still come. */
    public Outlook outlook() {
        return outlook;
    }
}
