package io.belay.mqtt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT control packet (MQTT 5.0 chapter 3). One set of records for both versions: in 3.1.1 the properties are
 * {@link Properties#NONE} and reason codes are the nearest of 5.0; the codec maps them.
 *
 * <p>Byte arrays belong to the packet: whoever gets one reads it and never writes.
 */
public sealed interface Packet {
    /**
     * A client asks for a session (§3.1).
     *
     * @param version what the client speaks
     * @param clientId may be empty
     * @param cleanStart forget the session that may exist; in 3.1.1 the Clean Session flag
     * @param keepAliveS 0 to 65535, 0 is off
     * @param will what to publish when the line is lost
     * @param username of the account
     * @param password secret or token, opaque
     * @param properties of the connection
     */
    record Connect(
            Version version,
            String clientId,
            boolean cleanStart,
            int keepAliveS,
            @Nullable Will will,
            @Nullable String username,
            byte @Nullable [] password,
            Properties properties)
            implements Packet {}

    /**
     * A will as CONNECT carries it (§3.1.3.2).
     *
     * @param topic a topic name, no wildcards
     * @param qos 0 to 2
     * @param retain whether it is to be retained
     * @param delayS seconds between the loss of the line and the will, 0 to 4294967295
     * @param expiryS message expiry in seconds, −1 when absent
     * @param content forwardable properties and payload, as in {@link Publish}
     */
    record Will(String topic, int qos, boolean retain, long delayS, long expiryS, byte[] content) {}

    /** The server's answer to CONNECT (§3.2). */
    record Connack(boolean sessionPresent, ReasonCode reason, Properties properties) implements Packet {}

    /**
     * A message (§3.3).
     *
     * <p>{@code content} is the tail of the 5.0 packet less what belongs to one hop only (topic alias, subscription
     * identifiers, message expiry), so that it can be stored and sent on to anyone as it is:
     *
     * <pre>
     *  +------------------+---------------------------------------------+-----------+
     *  | varint, 1-4      | payload format, content type, response      |  payload  |
     *  | properties length| topic, correlation data, user properties    |  to end   |
     *  +------------------+---------------------------------------------+-----------+
     * </pre>
     *
     * @param topic empty only when a known topic alias stands for it
     * @param qos 0 to 2
     * @param dup a repetition
     * @param retain as on the wire
     * @param packetId 1 to 65535, 0 for QoS 0
     * @param topicAlias 1 to 65535, 0 when absent
     * @param expiryS message expiry in seconds, −1 when absent
     * @param subscriptionIds in the order of the packet, empty when absent
     * @param content see above; for 3.1.1 it starts with a length of 0
     */
    record Publish(
            String topic,
            int qos,
            boolean dup,
            boolean retain,
            int packetId,
            int topicAlias,
            long expiryS,
            int[] subscriptionIds,
            byte[] content)
            implements Packet {}

    /** Answers a QoS 1 PUBLISH (§3.4). */
    record Puback(int packetId, ReasonCode reason, Properties properties) implements Packet {}

    /** Answers a QoS 2 PUBLISH: received (§3.5). */
    record Pubrec(int packetId, ReasonCode reason, Properties properties) implements Packet {}

    /** Answers PUBREC: released (§3.6). */
    record Pubrel(int packetId, ReasonCode reason, Properties properties) implements Packet {}

    /** Answers PUBREL: complete (§3.7). */
    record Pubcomp(int packetId, ReasonCode reason, Properties properties) implements Packet {}

    /** Asks for messages (§3.8). */
    record Subscribe(int packetId, List<Filter> filters, Properties properties) implements Packet {}

    /**
     * One line of SUBSCRIBE.
     *
     * @param filter as sent, with {@code $share/…} if it is shared
     * @param qos the highest that the client wants, 0 to 2
     * @param noLocal not what this client published itself
     * @param retainAsPublished keep the RETAIN flag as it was published
     * @param retainHandling 0 send retained messages, 1 only for a new subscription, 2 never
     */
    record Filter(String filter, int qos, boolean noLocal, boolean retainAsPublished, int retainHandling) {}

    /** Answers SUBSCRIBE, one reason for each filter (§3.9). */
    record Suback(int packetId, List<ReasonCode> reasons, Properties properties) implements Packet {}

    /** Ends subscriptions (§3.10). */
    record Unsubscribe(int packetId, List<String> filters, Properties properties) implements Packet {}

    /** Answers UNSUBSCRIBE, one reason for each filter; in 3.1.1 the list is not on the wire (§3.11). */
    record Unsuback(int packetId, List<ReasonCode> reasons, Properties properties) implements Packet {}

    /** Asks whether the peer is there (§3.12). */
    record Pingreq() implements Packet {}

    /** The peer is there (§3.13). */
    record Pingresp() implements Packet {}

    /** Says goodbye, and why (§3.14). */
    record Disconnect(ReasonCode reason, Properties properties) implements Packet {}

    /** One step of enhanced authentication (§3.15), 5.0 only. */
    record Auth(ReasonCode reason, Properties properties) implements Packet {}
}
