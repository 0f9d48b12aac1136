package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.TOPIC_NAME_INVALID;

import java.nio.ByteBuffer;

/** Reads topic names. Remembers the last one, for a publisher seldom changes its topic from one message to the next. */
final class TopicReader {
    private static final int REMEMBERED_MAX = 256; // bytes; a long topic is not worth holding for an idle line

    private String last = "";
    private int lastLength;
    private long[] lastWords = {0}; // eight bytes each; the last word overlaps the one before, or is short

    /**
     * Reads a topic name, which may be empty.
     *
     * @throws io.belay.base.MalformedException with 0x90 if it has wildcards (MQTT-3.3.2-2)
     */
    String read(PacketReader reader) {
        int from = reader.skipBinary();
        int length = reader.position() - from;
        if (length == lastLength && same(reader.buffer(), from, length)) return last;
        reader.position(from - 2);
        String topic = reader.readString();
        if (!topic.isEmpty() && !Topics.isName(topic)) {
            throw reader.malformed(TOPIC_NAME_INVALID, from, "a topic name without wildcards");
        }
        if (length <= REMEMBERED_MAX) remember(reader.buffer(), from, length, topic);
        return topic;
    }

    private boolean same(ByteBuffer in, int from, int length) {
        long[] words = lastWords;
        if (length < 8) return shortWord(in, from, length) == words[0];
        int end = from + length - 8;
        int index = 0;
        for (int at = from; at < end; at += 8) {
            if (in.getLong(at) != words[index++]) return false;
        }
        return in.getLong(end) == words[index];
    }

    private void remember(ByteBuffer in, int from, int length, String topic) {
        long[] words = new long[Math.max(1, (length + 7) / 8)];
        if (length < 8) words[0] = shortWord(in, from, length);
        for (int index = 0; length >= 8 && index < words.length; index++) {
            words[index] = in.getLong(from + Math.min(8 * index, length - 8));
        }
        last = topic;
        lastLength = length;
        lastWords = words;
    }

    private static long shortWord(ByteBuffer in, int from, int length) {
        long word = 0;
        for (int index = 0; index < length; index++) {
            word = word << 8 | in.get(from + index) & 0xFF;
        }
        return word;
    }
}
