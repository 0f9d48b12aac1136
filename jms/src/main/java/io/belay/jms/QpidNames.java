package io.belay.jms;

import static io.belay.jms.Alias.same;

import io.belay.jms.SettingKind.Flag;
import io.belay.jms.SettingKind.Number;
import io.belay.jms.SettingKind.Text;
import java.util.List;
import java.util.Map;

/**
 * The options of Qpid JMS's connection URIs and what they come to here. Those of its TCP sockets, frame tracing and thread
 * names mean nothing and are taken; those that would make something safer and that we do not have are refused, for nobody
 * should believe in a guard that is not there.
 */
final class QpidNames {
    private static final Number INT = new Number(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final String BACK_OFF = "failover.useReconnectBackOff";
    private static final String DELAY = "failover.reconnectDelay";

    static final List<Alias> ALL = List.of(
            same("jms.clientID", Setting.CLIENT_ID, ""),
            same("jms.username", Setting.USERNAME, ""),
            same("jms.password", Setting.PASSWORD, ""),
            new Alias("jms.connectTimeout", INT, "15000", forEver(Setting.CONNECT_TIMEOUT_MS), ""),
            new Alias("jms.sendTimeout", INT, "-1", forEver(Setting.SEND_TIMEOUT_MS), ""),
            new Alias("jms.requestTimeout", INT, "-1", QpidNames::requestTimeout, ""),
            new Alias("jms.closeTimeout", INT, "60000", forEver(Setting.CLOSE_TIMEOUT_MS), ""),
            new Alias("jms.forceAsyncSend", new Flag(), "false", ifTrue(Setting.SEND_WAITS, "NEVER"), ""),
            new Alias("jms.forceSyncSend", new Flag(), "false", ifTrue(Setting.SEND_WAITS, "ALWAYS"), ""),
            new Alias("jms.forceAsyncAcks", new Flag(), "false", ifTrue(Setting.ACKNOWLEDGE_WAITS, "NEVER"), ""),
            same("jms.localMessageExpiry", Setting.LOCAL_EXPIRY, "true"),
            same("jms.useDaemonThread", Setting.DAEMON_THREADS, "false"),
            same("jms.populateJMSXUserID", Setting.JMSX_USER_ID, "false"),
            same("jms.validatePropertyNames", Setting.VALIDATE_PROPERTY_NAMES, "true"),
            same("jms.queuePrefix", Setting.QUEUE_PREFIX, ""),
            same("jms.topicPrefix", Setting.TOPIC_PREFIX, ""),
            same("jms.prefetchPolicy.all", Setting.PREFETCH, "1000"),
            same("jms.prefetchPolicy.queuePrefetch", Setting.PREFETCH, "1000"),
            same("jms.prefetchPolicy.queueBrowserPrefetch", Setting.BROWSER_PREFETCH, "1000"),
            same("jms.deserializationPolicy.allowList", Setting.TRUSTED_CLASSES, "*"),
            same("jms.deserializationPolicy.whiteList", Setting.TRUSTED_CLASSES, "*"),
            new Alias("amqp.idleTimeout", INT, "60000", QpidNames::idleTimeout, ""),
            same("amqp.vhost", Setting.VIRTUAL_HOST, ""),
            same("amqp.saslMechanisms", Setting.SASL_MECHANISMS, ""),
            new Alias("failover.randomize", new Flag(), "false", ifTrue(Setting.ADDRESS_ORDER, "RANDOM"), ""),
            new Alias(DELAY, INT, "10", QpidNames::delay, ""),
            new Alias(BACK_OFF, new Flag(), "true", QpidNames::delay, ""),
            new Alias("failover.maxReconnectDelay", INT, "30000", atLeastOne(Setting.BACK_OFF_MAX_MS), ""),
            new Alias("failover.maxReconnectAttempts", INT, "-1", QpidNames::attempts, ""),
            new Alias("failover.startupMaxReconnectAttempts", INT, "-1", QpidNames::startAttempts, ""),
            new Alias("transport.connectTimeout", INT, "60000", forEver(Setting.DIAL_TIMEOUT_MS), ""),
            same("transport.trustAll", Setting.TLS_TRUST_ALL, "false"),
            same("transport.verifyHost", Setting.TLS_VERIFY_HOST, "true"),
            same("transport.trustStoreLocation", Setting.TLS_TRUST_STORE, ""),
            same("transport.trustStorePassword", Setting.TLS_TRUST_STORE_PASSWORD, ""),
            same("transport.keyStoreLocation", Setting.TLS_KEY_STORE, ""),
            same("transport.keyStorePassword", Setting.TLS_KEY_STORE_PASSWORD, ""),
            same("transport.enabledProtocols", Setting.TLS_PROTOCOLS, ""),
            same("transport.enabledCipherSuites", Setting.TLS_CIPHERS, ""),
            taken("jms.awaitClientID", "the client id is always known before the first frame"),
            taken("jms.clientIDPrefix", "a client id that is not set is drawn"),
            taken("jms.connectionIDPrefix", "connections have no other id than the client's"),
            taken("jms.localMessagePriority", "the broker orders by priority"),
            taken("jms.validateSelector", "the broker checks selectors"),
            taken("jms.closeLinksThatFailOnReconnect", "a consumer that cannot be made again tells its listener"),
            taken("jms.messageIDPolicy.messageIDType", "message ids are strings"),
            taken("jms.prefetchPolicy.topicPrefetch", "see prefetch"),
            taken("jms.prefetchPolicy.durableTopicPrefetch", "see prefetch"),
            taken("jms.prefetchPolicy.maxPrefetchSize", "see prefetch"),
            taken("jms.presettlePolicy.presettleAll", "nothing is settled before it arrives"),
            taken("jms.presettlePolicy.presettleProducers", "nothing is settled before it arrives"),
            taken("jms.presettlePolicy.presettleTopicProducers", "nothing is settled before it arrives"),
            taken("jms.presettlePolicy.presettleQueueProducers", "nothing is settled before it arrives"),
            taken("jms.presettlePolicy.presettleTransactedProducers", "nothing is settled before it arrives"),
            taken("jms.presettlePolicy.presettleConsumers", "nothing is settled before it arrives"),
            taken("jms.presettlePolicy.presettleTopicConsumers", "nothing is settled before it arrives"),
            taken("jms.presettlePolicy.presettleQueueConsumers", "nothing is settled before it arrives"),
            taken("jms.receiveLocalOnly", "receive asks the broker"),
            taken("jms.receiveNoWaitLocalOnly", "receiveNoWait asks the broker"),
            taken("jms.redeliveryPolicy.maxRedeliveries", "the queue says how often"),
            taken("jms.redeliveryPolicy.outcome", "the queue says what becomes of it"),
            taken("jms.tracing", "see events and metrics"),
            taken("amqp.allowNonSecureRedirects", "redirects are not followed"),
            taken("amqp.anonymousFallbackCacheSize", "a producer keeps links to 16 destinations"),
            taken("amqp.anonymousFallbackCacheTimeout", "the least used of them goes for the next"),
            taken("amqp.channelMax", "one AMQP session is enough"),
            taken("amqp.drainTimeout", "see requestTimeoutMs"),
            taken("amqp.maxFrameSize", "both ends agree"),
            taken("amqp.maxWriteBytesBeforeFlush", "each batch is flushed"),
            taken("amqp.saslLayer", "SASL is always spoken"),
            taken("amqp.sessionOutgoingWindow", "see unsettledBytesMax"),
            taken("amqp.traceBytes", "frames are not traced"),
            taken("amqp.traceFrames", "frames are not traced"),
            taken("amqp.traceFramesPayloadLimit", "frames are not traced"),
            taken("failover.amqpOpenServerListAction", "what the broker tells comes after what is listed"),
            taken("failover.initialReconnectDelay", "the first attempt is made at once"),
            taken("failover.reconnectBackOffMultiplier", "the pause doubles"),
            taken("failover.warnAfterReconnectAttempts", "each failed attempt is an event"),
            taken("transport.contextProtocol", "see tlsProtocols"),
            taken("transport.keyAlias", "the key store's key is taken"),
            taken("transport.keyStoreType", "the file tells"),
            taken("transport.storeType", "the file tells"),
            taken("transport.trustStoreType", "the file tells"),
            taken("transport.localAddress", "the system chooses"),
            taken("transport.localPort", "the system chooses"),
            taken("transport.receiveBufferSize", "the system sizes it"),
            taken("transport.sendBufferSize", "the system sizes it"),
            taken("transport.sharedEventLoopThreads", "connections of a factory share their loops"),
            taken("transport.soLinger", "lines are closed in order"),
            taken("transport.soTimeout", "see pingMs"),
            taken("transport.tcpKeepAlive", "it is on"),
            taken("transport.tcpNoDelay", "it is on"),
            taken("transport.threads", "one loop serves a connection"),
            taken("transport.traceBytes", "bytes are not traced"),
            taken("transport.trafficClass", "the system's is used"),
            taken("transport.useEpoll", "the best that works is used"),
            taken("transport.useKQueue", "the best that works is used"),
            taken("transport.useOpenSSL", "the JVM's TLS is used"),
            taken("transport.ws.compression", "frames are not compressed"),
            taken("transport.ws.maxFrameSize", "frames hold what fits"),
            taken("provider.futureType", "a thread that waits is parked"));

    private QpidNames() {}

    private static Alias taken(String name, String why) {
        return Alias.nothing(name, new Text(), "", why);
    }

    private static long number(String value) {
        return Long.parseLong(value.strip());
    }

    private static boolean isTrue(String value) {
        return Boolean.parseBoolean(value.strip());
    }

    /** Less than 0 waits for ever, as 0 does here. */
    private static Alias.Meaning forEver(Setting setting) {
        return (value, given) -> Map.of(setting, Long.toString(Math.max(0, number(value))));
    }

    private static Alias.Meaning atLeastOne(Setting setting) {
        return (value, given) -> Map.of(setting, Long.toString(Math.max(1, number(value))));
    }

    private static Alias.Meaning ifTrue(Setting setting, String then) {
        return (value, given) -> isTrue(value) ? Map.of(setting, then) : Map.of();
    }

    private static Map<Setting, String> requestTimeout(String value, Map<String, String> given) {
        String ms = Long.toString(Math.max(0, number(value)));
        return Map.of(
                Setting.REQUEST_TIMEOUT_MS, ms, Setting.ACKNOWLEDGE_TIMEOUT_MS, ms, Setting.COMMIT_TIMEOUT_MS, ms);
    }

    /** The line is given up after so long, which is twice the ping interval. */
    private static Map<Setting, String> idleTimeout(String value, Map<String, String> given) {
        long idleMs = Math.max(0, number(value));
        return Map.of(Setting.PING_MS, Long.toString(idleMs == 0 ? 0 : Math.min(3_600_000, Math.max(1, idleMs / 2))));
    }

    private static Map<Setting, String> delay(String value, Map<String, String> given) {
        boolean grows = isTrue(given.getOrDefault(BACK_OFF, "true"));
        String ms = Long.toString(Math.max(1, number(given.getOrDefault(DELAY, "10"))));
        return Map.of(grows ? Setting.BACK_OFF_MIN_MS : Setting.RECONNECT_INTERVAL_MS, ms);
    }

    private static Map<Setting, String> attempts(String value, Map<String, String> given) {
        long attempts = Math.max(-1, number(value));
        if (attempts == 0) return Map.of(Setting.RECONNECT, "false");
        return Map.of(Setting.ADDRESS_PASSES, Long.toString(attempts));
    }

    /** 0 is one attempt, for what was never connected cannot be connected again. */
    private static Map<Setting, String> startAttempts(String value, Map<String, String> given) {
        long attempts = Math.max(-1, number(value));
        return Map.of(Setting.START_PASSES, Long.toString(attempts == 0 ? 1 : attempts));
    }
}
