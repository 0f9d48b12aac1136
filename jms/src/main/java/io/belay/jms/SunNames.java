package io.belay.jms;

import static io.belay.jms.Alias.nothing;
import static io.belay.jms.Alias.same;

import io.belay.jms.SettingKind.Choice;
import io.belay.jms.SettingKind.Flag;
import io.belay.jms.SettingKind.Number;
import io.belay.jms.SettingKind.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The attributes of Sun MQ's connection factories, with its types and defaults (Open MQ's
 * {@code ConnectionFactory_defaults.properties}; rows OMQ-1 to OMQ-38), and what they come to here. A default counts only
 * where a user writes it: what is not written follows Belay's own.
 */
final class SunNames {
    private static final Number INT = new Number(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final Number LONG = new Number(Long.MIN_VALUE, Long.MAX_VALUE);
    private static final String LIST = "imqAddressList";
    private static final String NO_PREFETCH = "imqConsumerFlowLimitPrefetch";
    private static final String CONNECTION_LIMIT = "imqConnectionFlowLimit";
    private static final String CONNECTION_LIMITED = "imqConnectionFlowLimitEnabled";
    private static final String TYPE = "imqConnectionType";
    private static final String HOST = "imqBrokerHostName";
    private static final String PORT = "imqBrokerHostPort";
    private static final String SERVICE_PORT = "imqBrokerServicePort";
    private static final String URL = "imqConnectionURL";
    private static final long PING_S_MAX = 3_600;
    private static final long PREFETCH_UNLIMITED = 1_000_000;

    static final List<Alias> ALL = List.of(
            new Alias(LIST, new Text(), "", (value, given) -> Map.of(Setting.ADDRESS, orDefault(value)), ""),
            new Alias(
                    "imqAddressListBehavior",
                    Choice.of("PRIORITY", "RANDOM"),
                    "PRIORITY",
                    one(Setting.ADDRESS_ORDER),
                    ""),
            new Alias("imqAddressListIterations", INT, "1", SunNames::iterations, ""),
            same("imqReconnectEnabled", Setting.RECONNECT, "false"),
            new Alias("imqReconnectAttempts", INT, "0", atLeast(-1, Setting.ADDRESS_ATTEMPTS), ""),
            new Alias("imqReconnectInterval", LONG, "3000", atLeast(0, Setting.RECONNECT_INTERVAL_MS), ""),
            new Alias("imqPingInterval", INT, "30", SunNames::ping, ""),
            nothing("imqPingAckTimeout", INT, "0", "a dead line is always found within two ping intervals"),
            nothing("imqAbortOnPingAckTimeout", new Flag(), "false", "a dead line is always given up"),
            nothing("imqAbortOnTimeout", new Flag(), "false", "a dead line is always given up"),
            new Alias("imqSocketConnectTimeout", INT, "0", atLeast(0, Setting.DIAL_TIMEOUT_MS), ""),
            new Alias("imqPortMapperSoTimeout", INT, "60000", atLeast(1, Setting.PORT_MAPPER_TIMEOUT_MS), ""),
            same("imqSSLIsHostTrusted", Setting.TLS_TRUST_ALL, "false"),
            new Alias(TYPE, Choice.of("TCP", "TLS", "HTTP"), "TCP", SunNames::oldAddress, ""),
            new Alias(HOST, new Text(), "localhost", SunNames::oldAddress, ""),
            new Alias(PORT, INT, "7676", SunNames::oldAddress, ""),
            new Alias(SERVICE_PORT, INT, "0", SunNames::oldAddress, ""),
            new Alias(URL, new Text(), "http://localhost/imq/tunnel", SunNames::oldAddress, ""),
            new Alias("imqAckTimeout", INT, "0", SunNames::acknowledgeTimeout, ""),
            new Alias(
                    "imqAsyncSendCompletionWaitTimeout", LONG, "180000", atLeast(1, Setting.ASYNC_SEND_TIMEOUT_MS), ""),
            new Alias("imqAckOnProduce", new Flag(), "", choice(Setting.SEND_WAITS, "ALWAYS", "NEVER"), ""),
            new Alias("imqAckOnAcknowledge", new Flag(), "", choice(Setting.ACKNOWLEDGE_WAITS, "ALWAYS", "NEVER"), ""),
            nothing("imqConnectionFlowCount", INT, "100", "AMQP's credit meters each consumer by itself"),
            new Alias(CONNECTION_LIMITED, new Flag(), "false", SunNames::connectionLimit, ""),
            new Alias(CONNECTION_LIMIT, INT, "1000", SunNames::connectionLimit, ""),
            new Alias("imqConsumerFlowLimit", INT, "1000", SunNames::prefetch, ""),
            new Alias("imqConsumerFlowThreshold", INT, "50", one(Setting.PREFETCH_REFILL_PERCENT), ""),
            new Alias(NO_PREFETCH, new Flag(), "true", SunNames::noPrefetch, ""),
            new Alias("imqOnMessageExceptionRedeliveryAttempts", INT, "1", atLeast(-1, Setting.LISTENER_RETRIES), ""),
            new Alias(
                    "imqOnMessageExceptionRedeliveryIntervals",
                    LONG,
                    "500",
                    atLeast(0, Setting.LISTENER_RETRY_DELAY_MS),
                    ""),
            same("imqDefaultUsername", Setting.USERNAME, "guest"),
            same("imqDefaultPassword", Setting.PASSWORD, "guest"),
            same("imqConfiguredClientID", Setting.CLIENT_ID, ""),
            same("imqDisableSetClientID", Setting.CLIENT_ID_FIXED, "false"),
            nothing(
                    "imqEnableSharedClientID",
                    new Flag(),
                    "false",
                    "a client id is one session; programs share a subscription by its name"),
            same("imqSetJMSXUserID", Setting.JMSX_USER_ID, "false"),
            same("imqSetJMSXAppID", Setting.JMSX_APP_ID, "false"),
            same("imqSetJMSXProducerTXID", Setting.JMSX_PRODUCER_TX_ID, "false"),
            same("imqSetJMSXConsumerTXID", Setting.JMSX_CONSUMER_TX_ID, "false"),
            same("imqSetJMSXRcvTimestamp", Setting.JMSX_RCV_TIMESTAMP, "false"),
            same("imqOverrideJMSDeliveryMode", Setting.OVERRIDE_DELIVERY_MODE, "false"),
            new Alias(
                    "imqJMSDeliveryMode",
                    Choice.of("PERSISTENT", "NON_PERSISTENT", "2", "1"),
                    "PERSISTENT",
                    SunNames::deliveryMode,
                    ""),
            same("imqOverrideJMSExpiration", Setting.OVERRIDE_TIME_TO_LIVE, "false"),
            same("imqJMSExpiration", Setting.TIME_TO_LIVE_MS, "0"),
            same("imqOverrideJMSPriority", Setting.OVERRIDE_PRIORITY, "false"),
            same("imqJMSPriority", Setting.PRIORITY, "4"),
            same("imqOverrideJMSHeadersToTemporaryDestinations", Setting.OVERRIDE_TEMPORARY, "false"),
            new Alias("imqQueueBrowserMaxMessagesPerRetrieve", INT, "1000", atLeast(1, Setting.BROWSER_PREFETCH), ""),
            new Alias("imqQueueBrowserRetrieveTimeout", LONG, "60000", atLeast(0, Setting.BROWSER_TIMEOUT_MS), ""),
            nothing("imqLoadMaxToServerSession", new Flag(), "true", "there are no connection consumers yet"));

    private SunNames() {}

    private static String orDefault(String list) {
        return list.isBlank() ? "mq://localhost:7676/jms" : list;
    }

    private static Alias.Meaning one(Setting setting) {
        return (value, given) -> Map.of(setting, value);
    }

    /** What is less means the same as the least that we know: Sun MQ takes any negative number. */
    private static Alias.Meaning atLeast(long least, Setting setting) {
        return (value, given) -> Map.of(setting, Long.toString(Math.max(least, number(value))));
    }

    private static Alias.Meaning choice(Setting setting, String ifTrue, String ifFalse) {
        return (value, given) -> Map.of(setting, isTrue(value) ? ifTrue : ifFalse);
    }

    private static long number(String value) {
        return Long.parseLong(value.strip());
    }

    private static boolean isTrue(String value) {
        return Boolean.parseBoolean(value.strip());
    }

    /** Governs the first connect as well (row OMQ-71). */
    private static Map<Setting, String> iterations(String value, Map<String, String> given) {
        String passes = Long.toString(Math.max(-1, number(value)));
        return Map.of(Setting.ADDRESS_PASSES, passes, Setting.START_PASSES, passes);
    }

    private static Map<Setting, String> ping(String value, Map<String, String> given) {
        long seconds = Math.min(PING_S_MAX, Math.max(0, number(value)));
        return Map.of(Setting.PING_MS, Long.toString(seconds * 1_000));
    }

    private static Map<Setting, String> acknowledgeTimeout(String value, Map<String, String> given) {
        String ms = Long.toString(Math.max(0, number(value)));
        return Map.of(
                Setting.SEND_TIMEOUT_MS, ms,
                Setting.ACKNOWLEDGE_TIMEOUT_MS, ms,
                Setting.COMMIT_TIMEOUT_MS, ms,
                Setting.REQUEST_TIMEOUT_MS, ms);
    }

    private static Map<Setting, String> connectionLimit(String value, Map<String, String> given) {
        boolean enabled = isTrue(given.getOrDefault(CONNECTION_LIMITED, "false"));
        long limit = enabled ? Math.max(0, number(given.getOrDefault(CONNECTION_LIMIT, "1000"))) : 0;
        return Map.of(Setting.CONNECTION_PREFETCH_MAX, Long.toString(limit));
    }

    private static Map<Setting, String> prefetch(String value, Map<String, String> given) {
        if (!isTrue(given.getOrDefault(NO_PREFETCH, "true"))) return Map.of();
        long limit = number(value);
        return Map.of(
                Setting.PREFETCH, Long.toString(limit <= 0 ? PREFETCH_UNLIMITED : Math.min(limit, PREFETCH_UNLIMITED)));
    }

    /** One message at a time, whatever the limit. */
    private static Map<Setting, String> noPrefetch(String value, Map<String, String> given) {
        return isTrue(value) ? Map.of() : Map.of(Setting.PREFETCH, "1");
    }

    private static Map<Setting, String> deliveryMode(String value, Map<String, String> given) {
        boolean persistent = value.strip().equals("2") || value.strip().equalsIgnoreCase("PERSISTENT");
        return Map.of(Setting.DELIVERY_MODE, persistent ? "PERSISTENT" : "NON_PERSISTENT");
    }

    /** The attributes of version 3.0: they count only where no address list is given (row OMQ-14). */
    private static Map<Setting, String> oldAddress(String value, Map<String, String> given) {
        if (!given.getOrDefault(LIST, "").isBlank()) return Map.of();
        String type = given.getOrDefault(TYPE, "TCP").strip().toUpperCase(Locale.ROOT);
        if (type.equals("HTTP")) return Map.of(Setting.ADDRESS, given.getOrDefault(URL, "http://localhost/imq/tunnel"));
        boolean tls = type.equals("TLS");
        String host = given.getOrDefault(HOST, "localhost");
        long servicePort = number(given.getOrDefault(SERVICE_PORT, "0"));
        String mapped = "mq://" + host + ":" + given.getOrDefault(PORT, "7676").strip();
        String direct = (tls ? "mqssl://" : "mqtcp://") + host + ":" + servicePort;
        return Map.of(Setting.ADDRESS, (servicePort > 0 ? direct : mapped) + (tls ? "/ssljms" : "/jms"));
    }
}
