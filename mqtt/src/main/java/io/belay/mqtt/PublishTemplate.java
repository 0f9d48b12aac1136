package io.belay.mqtt;

import io.belay.base.ByteWriter;

/** A message made ready once for all its readers. Immutable, shared by threads. */
public final class PublishTemplate {
    /**
     * Makes it ready.
     *
     * @param topic a topic name
     * @param content as in {@link Packet.Publish}; not copied, nobody may write to it
     */
    public PublishTemplate(String topic, byte[] content) {}

    /**
     * Appends a PUBLISH.
     *
     * @param out where to
     * @param version of the reader; 3.1.1 gets the payload only
     * @param qos 0 to 2
     * @param dup a repetition
     * @param retain the RETAIN flag
     * @param packetId 1 to 65535; ignored for QoS 0
     * @param expiryS what is left of the message expiry in seconds, −1 for none; ignored for 3.1.1
     * @param subscriptionIds of the matching subscriptions, may be empty; ignored for 3.1.1
     * @param topicAlias 1 to 65535, 0 for none; ignored for 3.1.1
     * @param omitTopic whether the alias alone stands for the topic; needs {@code topicAlias}
     */
    public void write(
            ByteWriter out,
            Version version,
            int qos,
            boolean dup,
            boolean retain,
            int packetId,
            long expiryS,
            int[] subscriptionIds,
            int topicAlias,
            boolean omitTopic) {
        throw new UnsupportedOperationException();
    }

    /** The bytes that {@link #write} would append with the same arguments. */
    public int length(
            Version version, int qos, long expiryS, int[] subscriptionIds, int topicAlias, boolean omitTopic) {
        throw new UnsupportedOperationException();
    }
}
