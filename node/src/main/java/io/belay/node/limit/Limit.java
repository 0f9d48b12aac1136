package io.belay.node.limit;

/**
 * What can be reached while the broker runs, and is counted then. Each has the key of its setting as its name, or, if it
 * cannot be set, the name that docs/LIMITS.md gives it.
 */
public enum Limit {
    /** Connections of one port. */
    CONNECTIONS("lines.connections-max"),
    /** Connections of all ports together, as far as the system lets the broker open files. */
    OPEN_FILES("FILES_RESERVED"),
    /** Bytes that the peer of one line leaves unread: the line is not read either. */
    UNREAD("lines.high-water-bytes"),
    /** Bytes of one line that wait for the node. */
    UNPROCESSED("UNPROCESSED_MAX"),

    /** Connections that come to the whole broker in a second. */
    ACCEPT_RATE("connects.per-second-max"),
    /** Connections of one address. */
    ADDRESS_CONNECTIONS("connects.per-address-max"),
    /** Connections that come from one address in a second. */
    ADDRESS_RATE("connects.per-address-per-second-max"),
    /** Connections of one user. */
    USER_CONNECTIONS("connects.per-user-max"),
    /** Connections that come of one user in a second. */
    USER_RATE("connects.per-user-per-second-max"),
    /** Sessions of one user, attached or not. */
    USER_SESSIONS("connects.sessions-per-user-max"),

    /** Bytes in memory that grow with the load, of all lines together: publishers are held back. */
    MEMORY_BUDGET("memory.budget-bytes-max"),
    /** Of the heap, by all that is no garbage: messages, subscriptions, queues and long wills are refused. */
    HEAP("HEAP_PERCENT_MAX"),
    /** QoS 0 messages that wait for a slow line: the oldest is dropped. */
    UNASSURED("memory.unassured-bytes-max"),
    /** How long a peer may leave everything unread. */
    STALLED("slow.stalled-after"),
    /** How long a consumer may answer nothing while messages wait for it. */
    SLOW_CONSUMER("slow.unanswered-after"),

    /** Free space on the disk. */
    DISK_RESERVE("log.reserve-bytes"),
    /** The batch that waits for the disk: no line is served meanwhile. */
    BATCH("log.batch-bytes-max"),

    /** Sessions of the broker. */
    SESSIONS("broker.sessions-max"),
    /** Subscriptions of one session. */
    SUBSCRIPTIONS("broker.subscriptions-per-session-max"),
    /** Messages or bytes of one session, group or queue. */
    QUEUED("broker.queued-messages-max"),
    /** Topics with a retained message. */
    RETAINED("broker.retained-max"),
    /** Exchanges that a publisher has not finished. */
    TAGS("broker.tags-per-session-max"),
    /** Queues of the broker. */
    QUEUES("broker.queues-max"),
    /** AMQP clients that come back in a second. */
    RETURN_RATE("returns.per-second-max"),

    /** The length of a packet. */
    MQTT_PACKET("mqtt.packet-length-max"),
    /** What a client sends before it is let in. */
    MQTT_HELD("mqtt.held-length-max"),
    /** How long a client takes to say who it is. */
    MQTT_CONNECT("mqtt.connect-timeout"),
    /** Silence for longer than a client has promised. */
    MQTT_KEEP_ALIVE("keep alive"),
    /** Messages that a client has begun and not finished. */
    MQTT_RECEIVE("mqtt.receive-maximum"),
    /** Topic aliases of a client. */
    MQTT_ALIAS("mqtt.topic-alias-maximum"),
    /** The length of a client identifier. */
    MQTT_CLIENT_ID("mqtt.client-id-length-max"),
    /** The length of a topic name or filter. */
    MQTT_TOPIC("mqtt.topic-length-max"),
    /** Its levels. */
    MQTT_TOPIC_LEVELS("mqtt.topic-levels-max"),
    /** Filters of one SUBSCRIBE. */
    MQTT_FILTERS("mqtt.filters-max"),
    /** The length of a will. */
    MQTT_WILL("mqtt.will-length-max"),
    /** Messages of one MQTT line that wait for the disk: it is not read. */
    MQTT_UNANSWERED("mqtt.unanswered-bytes-max"),

    /** A frame, channel or handle beyond what was told. */
    AMQP_FRAMING("amqp.frame-size-max"),
    /** What one connection may hold, of links, unfinished messages and waiting bytes. */
    AMQP_RESOURCES("amqp.gathered-length-max"),
    /** How long a client takes to get in. */
    AMQP_OPEN("amqp.open-timeout"),
    /** Silence for longer than was told. */
    AMQP_IDLE("amqp.idle-timeout"),
    /** The length of a message. */
    AMQP_MESSAGE("amqp.message-length-max"),
    /** More messages than a sender had credit for. */
    AMQP_CREDIT("amqp.sender-credit-max"),
    /** More frames than the window of a session has room for. */
    AMQP_WINDOW("amqp.incoming-window"),
    /** Open transactions of one line. */
    AMQP_TRANSACTIONS("amqp.transactions-max"),
    /** What one line has in open transactions. */
    AMQP_TRANSACTION_SIZE("amqp.transaction-bytes-max"),
    /** How long a transaction stays open. */
    AMQP_TRANSACTION_TIME("amqp.transaction-timeout"),
    /** Messages of one AMQP line that wait for the disk: it is not read. */
    AMQP_UNANSWERED("amqp.unanswered-bytes-max"),

    /** An attempt to come in that would have to wait too long after others that failed. */
    LOGIN_WAIT("keptMaxMs");

    private final String key;

    Limit(String key) {
        this.key = key;
    }

    /** Its name for people and metrics: {@code mqtt.packet-length-max}. */
    public String key() {
        return key;
    }
}
