package io.belay.jms;

import io.belay.jms.SettingKind.Choice;
import io.belay.jms.SettingKind.Flag;
import io.belay.jms.SettingKind.Number;
import io.belay.jms.SettingKind.Secret;
import io.belay.jms.SettingKind.Text;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a connection can be told, by Belay's own names. {@code docs/CONNECTION.md} tells the same with the names
 * of Sun MQ and Qpid JMS beside it. Names end in their unit; a deadline of 0 waits for ever.
 */
public enum Setting {
    /** Where the broker is: one address or a list, see {@link AddressList}. */
    ADDRESS("address", new Text(), "amqp://localhost:5672"),
    /** The identity of the session, also after a restart of the program; empty: a new one for each connection. */
    CLIENT_ID("clientId", new Text(), ""),
    /** Whether {@code setClientID} is refused. */
    CLIENT_ID_FIXED("clientIdFixed", new Flag(), "false"),
    /** Whether a live connection of the same client id is ended in favour of this one; else this one is refused. */
    DISPLACE("displace", new Flag(), "false"),
    /** User of {@code createConnection()}; empty: anonymous. */
    USERNAME("username", new Text(), ""),
    /** Password of {@code createConnection()}. */
    PASSWORD("password", new Secret(), ""),
    /** File with the token (JWT) by which {@code createConnection()} says who it is, read anew for each line; empty: none. */
    TOKEN_FILE("tokenFile", new Text(), ""),
    /** SASL mechanisms that may be used, separated by commas; empty: the best that both sides know. */
    SASL_MECHANISMS("saslMechanisms", new Text(), ""),
    /** Host named in AMQP's Open, for brokers that choose a virtual host by it; empty: the host of the address. */
    VIRTUAL_HOST("virtualHost", new Text(), ""),
    /** How long the broker keeps the session after a lost line, seconds; 0: it dies with its line. */
    SESSION_EXPIRY_S("sessionExpiryS", new Number(0, 4_294_967_295L), "300"),

    /** How often a silent line is tried; a dead one is given up within twice this. 0: never. */
    PING_MS("pingMs", new Number(0, 3_600_000), "5000"),
    /** How long one attempt to connect may take, up to the peer's first word; 0: as long as the system waits. */
    DIAL_TIMEOUT_MS("dialTimeoutMs", new Number(0, 3_600_000), "10000"),
    /** How long a port mapper may take for its whole answer. */
    PORT_MAPPER_TIMEOUT_MS("portMapperTimeoutMs", new Number(1, 3_600_000), "10000"),
    /** HTTP proxy for WebSocket and HTTP addresses, {@code [user:password@]host:port}; empty: none. */
    PROXY("proxy", new Secret(), ""),

    /** Whether a lost line is opened again. */
    RECONNECT("reconnect", new Flag(), "true"),
    /** {@code PRIORITY}: addresses as listed; {@code RANDOM}: shuffled once for each connection. */
    ADDRESS_ORDER("addressOrder", Choice.of("PRIORITY", "RANDOM"), "PRIORITY"),
    /** Passes through the list when a line was lost; 0 and below: without end. */
    ADDRESS_PASSES("addressPasses", new Number(-1, Integer.MAX_VALUE), "-1"),
    /** Passes through the list for the first connect; 0 and below: until {@link #CONNECT_TIMEOUT_MS}. */
    START_PASSES("startPasses", new Number(-1, Integer.MAX_VALUE), "1"),
    /** Attempts at one address before the next; 0 is as 1; negative: the first address for ever. */
    ADDRESS_ATTEMPTS("addressAttempts", new Number(-1, Integer.MAX_VALUE), "1"),
    /** Fixed pause between two attempts; 0: it grows from {@link #BACK_OFF_MIN_MS} to {@link #BACK_OFF_MAX_MS}. */
    RECONNECT_INTERVAL_MS("reconnectIntervalMs", new Number(0, 86_400_000), "0"),
    /** Where the growing pause begins; each is drawn anew between 0 and its bound. */
    BACK_OFF_MIN_MS("backOffMinMs", new Number(1, 86_400_000), "100"),
    /** Where the growing pause ends. */
    BACK_OFF_MAX_MS("backOffMaxMs", new Number(1, 86_400_000), "10000"),

    /** Deadline of the first connect, with all its attempts. */
    CONNECT_TIMEOUT_MS("connectTimeoutMs", new Number(0, Integer.MAX_VALUE), "60000"),
    /** Deadline of a send that waits. */
    SEND_TIMEOUT_MS("sendTimeoutMs", new Number(0, Integer.MAX_VALUE), "60000"),
    /** Deadline of a CompletionListener: at it, it hears that the outcome is not known yet. */
    ASYNC_SEND_TIMEOUT_MS("asyncSendTimeoutMs", new Number(1, Integer.MAX_VALUE), "180000"),
    /** Deadline of acknowledge, where it waits. */
    ACKNOWLEDGE_TIMEOUT_MS("acknowledgeTimeoutMs", new Number(0, Integer.MAX_VALUE), "60000"),
    /** Deadline of commit and rollback. */
    COMMIT_TIMEOUT_MS("commitTimeoutMs", new Number(0, Integer.MAX_VALUE), "60000"),
    /** Deadline of all else that asks the broker: consumers, producers, browsers, temporary destinations, unsubscribe. */
    REQUEST_TIMEOUT_MS("requestTimeoutMs", new Number(0, Integer.MAX_VALUE), "60000"),
    /** Deadline of close. */
    CLOSE_TIMEOUT_MS("closeTimeoutMs", new Number(0, Integer.MAX_VALUE), "60000"),

    /** Which sends return only when the broker has the message safely. */
    SEND_WAITS("sendWaits", Choice.of("PERSISTENT", "ALWAYS", "NEVER"), "PERSISTENT"),
    /** Which acknowledgements are waited for: those that the program calls for, all, or none. */
    ACKNOWLEDGE_WAITS("acknowledgeWaits", Choice.of("EXPLICIT", "ALWAYS", "NEVER"), "EXPLICIT"),
    /** What becomes of a send whose answer was lost with the line, at a broker that does not keep sessions. */
    DOUBTFUL_SENDS("doubtfulSends", Choice.of("TELL", "REPEAT"), "TELL"),
    /** Bytes of messages that are sent and not settled; when it is reached, send waits. */
    UNSETTLED_BYTES_MAX("unsettledBytesMax", new Number(1_024, 1L << 40), "67108864"),
    /** Number of messages that are sent and not settled; when it is reached, send waits. */
    UNSETTLED_MESSAGES_MAX("unsettledMessagesMax", new Number(1, 10_000_000), "65536"),

    /** Messages that a consumer holds ahead of the program; 0: none is fetched before it is asked for. */
    PREFETCH("prefetch", new Number(0, 1_000_000), "1000"),
    /** More is fetched when what is held has fallen below this part of {@link #PREFETCH}. */
    PREFETCH_REFILL_PERCENT("prefetchRefillPercent", new Number(0, 100), "50"),
    /** Messages that all consumers of a connection hold together; 0: no such limit. */
    CONNECTION_PREFETCH_MAX("connectionPrefetchMax", new Number(0, Integer.MAX_VALUE), "0"),
    /** Messages that a browser holds ahead of the program. */
    BROWSER_PREFETCH("browserPrefetch", new Number(1, 1_000_000), "1000"),
    /** How long a browser waits for the next message or the word that there is none. */
    BROWSER_TIMEOUT_MS("browserTimeoutMs", new Number(0, Integer.MAX_VALUE), "60000"),
    /** How often a message comes again whose listener has thrown (AUTO and DUPS_OK); −1: without end. */
    LISTENER_RETRIES("listenerRetries", new Number(-1, Integer.MAX_VALUE), "1"),
    /** Pause before it does. */
    LISTENER_RETRY_DELAY_MS("listenerRetryDelayMs", new Number(0, 86_400_000), "500"),
    /** Whether the program may end while only listeners wait; else it goes on until their sessions are closed. */
    DAEMON_THREADS("daemonThreads", new Flag(), "false"),
    /** Whether a message that has expired while it was held here is dropped. */
    LOCAL_EXPIRY("localExpiry", new Flag(), "true"),
    /** Classes and packages ({@code com.shop.}) that an ObjectMessage may hold, separated by commas; empty: none. */
    TRUSTED_CLASSES("trustedClasses", new Text(), ""),

    /** What is put before a queue's name to make its address, for brokers that want it. */
    QUEUE_PREFIX("queuePrefix", new Text(), ""),
    /** What is put before a topic's name to make its address, for brokers that want it. */
    TOPIC_PREFIX("topicPrefix", new Text(), ""),
    /** Whether names of properties must be Java identifiers. */
    VALIDATE_PROPERTY_NAMES("validatePropertyNames", new Flag(), "true"),
    /** Whether {@link #DELIVERY_MODE} replaces what the program says. */
    OVERRIDE_DELIVERY_MODE("overrideDeliveryMode", new Flag(), "false"),
    /** See {@link #OVERRIDE_DELIVERY_MODE}. */
    DELIVERY_MODE("deliveryMode", Choice.of("PERSISTENT", "NON_PERSISTENT"), "PERSISTENT"),
    /** Whether {@link #TIME_TO_LIVE_MS} replaces what the program says. */
    OVERRIDE_TIME_TO_LIVE("overrideTimeToLive", new Flag(), "false"),
    /** See {@link #OVERRIDE_TIME_TO_LIVE}; 0: for ever. */
    TIME_TO_LIVE_MS("timeToLiveMs", new Number(0, Long.MAX_VALUE), "0"),
    /** Whether {@link #PRIORITY} replaces what the program says. */
    OVERRIDE_PRIORITY("overridePriority", new Flag(), "false"),
    /** See {@link #OVERRIDE_PRIORITY}. */
    PRIORITY("priority", new Number(0, 9), "4"),
    /** Whether these replacements are made for temporary destinations too. */
    OVERRIDE_TEMPORARY("overrideTemporary", new Flag(), "false"),
    /** Whether JMSXUserID is set on what is sent. */
    JMSX_USER_ID("jmsxUserId", new Flag(), "false"),
    /** Whether JMSXAppID is set on what is sent. */
    JMSX_APP_ID("jmsxAppId", new Flag(), "false"),
    /** Whether JMSXProducerTXID is set on what is sent in a transaction. */
    JMSX_PRODUCER_TX_ID("jmsxProducerTxId", new Flag(), "false"),
    /** Whether JMSXConsumerTXID is set on what is received in a transaction. */
    JMSX_CONSUMER_TX_ID("jmsxConsumerTxId", new Flag(), "false"),
    /** Whether JMSXRcvTimestamp is set on what is received. */
    JMSX_RCV_TIMESTAMP("jmsxRcvTimestamp", new Flag(), "false"),

    /** Whether any certificate will do. For trials: whoever sits on the way can read and write everything. */
    TLS_TRUST_ALL("tlsTrustAll", new Flag(), "false"),
    /** Whether the certificate must be made out to the host of the address. */
    TLS_VERIFY_HOST("tlsVerifyHost", new Flag(), "true"),
    /** Key store file, or PEM file, of the certificates that are trusted; empty: those that the JVM trusts. */
    TLS_TRUST_STORE("tlsTrustStore", new Text(), ""),
    /** Password of the trust store. */
    TLS_TRUST_STORE_PASSWORD("tlsTrustStorePassword", new Secret(), ""),
    /** Key store file with this client's own certificate and key; empty: none is shown. */
    TLS_KEY_STORE("tlsKeyStore", new Text(), ""),
    /** Password of the key store and of its key. */
    TLS_KEY_STORE_PASSWORD("tlsKeyStorePassword", new Secret(), ""),
    /** Versions of TLS, separated by commas; empty: 1.3 and 1.2. */
    TLS_PROTOCOLS("tlsProtocols", new Text(), ""),
    /** Cipher suites, separated by commas; empty: what the JVM thinks good. */
    TLS_CIPHERS("tlsCiphers", new Text(), "");

    private static final Map<String, Setting> BY_NAME = byName();

    private final String text;
    private final SettingKind kind;
    private final String standard;

    Setting(String text, SettingKind kind, String standard) {
        this.text = text;
        this.kind = kind;
        this.standard = standard;
    }

    private static Map<String, Setting> byName() {
        Map<String, Setting> byName = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(each -> byName.put(each.text, each));
        return Collections.unmodifiableMap(byName);
    }

    /** Finds a setting by its name as written, or null. */
    static @Nullable Setting named(String text) {
        return BY_NAME.get(text);
    }

    /** Its name, as written in properties and URIs. */
    public String text() {
        return text;
    }

    /** Its default, as it would be written. */
    public String standard() {
        return standard;
    }

    /** The values that it takes, in words. */
    public String words() {
        return kind.words();
    }

    SettingKind kind() {
        return kind;
    }
}
