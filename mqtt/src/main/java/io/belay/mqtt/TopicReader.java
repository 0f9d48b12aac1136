package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.TOPIC_NAME_INVALID;

import java.nio.ByteBuffer;

/** Reads topic names. Remembers the last one, for a publisher seldom changes its topic from one message to the next. */
final class TopicReader {
    private static final int REMEMBERED_MAX = 256; // bytes; a long topic is not worth holding for an idle line

    private ByteBuffer lastBytes = ByteBuffer.allocate(0);
    private String last = "";

    /**
     * Reads a topic name, which may be empty.
     *
     * @throws io.belay.base.MalformedException with 0x90 if it has wildcards (MQTT-3.3.2-2)
     */
    String read(PacketReader reader) {
        int from = reader.skipBinary();
        int length = reader.position() - from;
        ByteBuffer in = reader.buffer();
        if (length == lastBytes.capacity() && same(in, from, length)) return last;
        reader.position(from - 2);
        String topic = reader.readString();
        if (!topic.isEmpty() && !Topics.isName(topic)) {
            throw reader.malformed(TOPIC_NAME_INVALID, from, "a topic name without wildcards");
        }
        if (length <= REMEMBERED_MAX) remember(in, from, length, topic);
        return topic;
    }

    private boolean same(ByteBuffer in, int from, int length) {
        int index = 0;
        for (; index + 8 <= length; index += 8) {
            if (in.getLong(from + index) != lastBytes.getLong(index)) return false;
        }
        for (; index < length; index++) {
            if (in.get(from + index) != lastBytes.get(index)) return false;
        }
        return true;
    }

    private void remember(ByteBuffer in, int from, int length, String topic) {
        byte[] bytes = new byte[length];
        in.get(from, bytes);
        lastBytes = ByteBuffer.wrap(bytes);
        last = topic;
    }
}
