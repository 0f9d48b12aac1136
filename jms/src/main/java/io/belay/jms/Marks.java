package io.belay.jms;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties that a session sets on what it sends and receives, where the administrator wants them (Jakarta Messaging
 * §3.5.9, row OMQ-35). Each is a text, as Open Message Queue has them. Any thread.
 */
final class Marks {
    private final ConnectionSettings settings;
    private final @Nullable String user;
    private final String application;
    private final @Nullable String transactions; // begins the names of transactions; null in a session without
    private volatile int transaction; // those that are over; written by the session's thread

    /**
     * The marks of one session.
     *
     * @param application who sends: the client id, or what stands for it
     * @param session begins the names of its transactions; null if it has none
     */
    Marks(ConnectionOptions options, String application, @Nullable String session) {
        settings = options.settings();
        user = options.user();
        this.application = application;
        transactions = session;
    }

    /** A transaction is over, and the next is another one. */
    void decided() {
        transaction++;
    }

    /** What is set on a message that is sent now; mostly nothing. */
    Map<String, String> onSend() {
        Map<String, String> marks = new LinkedHashMap<>();
        if (settings.flag(Setting.JMSX_USER_ID) && user != null) marks.put("JMSXUserID", user);
        if (settings.flag(Setting.JMSX_APP_ID)) marks.put("JMSXAppID", application);
        if (settings.flag(Setting.JMSX_PRODUCER_TX_ID) && transactions != null) {
            marks.put("JMSXProducerTXID", transactions + "-" + transaction);
        }
        return marks;
    }

    /** What is set on a message that is received now. */
    Map<String, String> onReceive(long nowMs) {
        Map<String, String> marks = new LinkedHashMap<>();
        if (settings.flag(Setting.JMSX_CONSUMER_TX_ID) && transactions != null) {
            marks.put("JMSXConsumerTXID", transactions + "-" + transaction);
        }
        if (settings.flag(Setting.JMSX_RCV_TIMESTAMP)) marks.put("JMSXRcvTimestamp", Long.toString(nowMs));
        return marks;
    }
}
