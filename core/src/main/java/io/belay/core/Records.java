package io.belay.core;

import io.belay.base.ByteReader;
import io.belay.base.ByteWriter;
import io.belay.base.MalformedException;
import io.belay.core.Command.Unsubscribe.Topic;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the records that commands and checkpoints share. All numbers are varints, a string or byte array is its
 * length and its bytes.
 *
 * <pre>
 *   message       flags, format, topic, expiresAtMs if flag 8, content
 *                 flags: bits 0-1 guarantee, 4 retain, 8 expires, 16 hasBody
 *   subscription  flags, filter, group if flag 4, id if flag 8
 *                 flags: bits 0-1 guarantee, 4 shared, 8 has an id, 16 noLocal, 32 retainAsPublished, 64-128 retainHandling
 *   will          0 for none, or 1, message, delayMs, expiryMs + 1
 *   topic         filter, group
 * </pre>
 */
final class Records {
    private static final int GUARANTEE = 3;
    private static final int MESSAGE_RETAIN = 4;
    private static final int MESSAGE_EXPIRES = 8;
    private static final int MESSAGE_HAS_BODY = 16;
    private static final int SHARED = 4;
    private static final int HAS_ID = 8;
    private static final int NO_LOCAL = 16;
    private static final int RETAIN_AS_PUBLISHED = 32;
    private static final int RETAIN_HANDLING_SHIFT = 6;

    private Records() {}

    static void writeMessage(Message message, ByteWriter out) {
        int flags = message.guarantee().ordinal()
                | (message.retain() ? MESSAGE_RETAIN : 0)
                | (message.expiresAtMs() != 0 ? MESSAGE_EXPIRES : 0)
                | (message.hasBody() ? MESSAGE_HAS_BODY : 0);
        out.writeByte(flags).writeByte(message.format()).writeString(message.topic());
        if (message.expiresAtMs() != 0) out.writeVarint(message.expiresAtMs());
        out.writeBytes(message.content());
    }

    static Message readMessage(ByteReader in) {
        int flags = in.readByte();
        if (flags >= 32) throw malformed("flags of a message below 32", flags);
        int format = in.readByte();
        String topic = in.readString();
        long expiresAtMs = (flags & MESSAGE_EXPIRES) != 0 ? in.readVarint() : 0;
        boolean retain = (flags & MESSAGE_RETAIN) != 0;
        boolean hasBody = (flags & MESSAGE_HAS_BODY) != 0;
        return new Message(topic, guarantee(flags & GUARANTEE), retain, expiresAtMs, format, hasBody, in.readBytes());
    }

    static void writeSubscription(Subscription subscription, ByteWriter out) {
        int flags = subscription.guarantee().ordinal()
                | (subscription.isShared() ? SHARED : 0)
                | (subscription.id() != 0 ? HAS_ID : 0)
                | (subscription.noLocal() ? NO_LOCAL : 0)
                | (subscription.retainAsPublished() ? RETAIN_AS_PUBLISHED : 0)
                | subscription.retainHandling() << RETAIN_HANDLING_SHIFT;
        out.writeByte(flags).writeString(subscription.filter());
        if (subscription.isShared()) out.writeString(subscription.group());
        if (subscription.id() != 0) out.writeVarint(subscription.id());
    }

    static Subscription readSubscription(ByteReader in) {
        int flags = in.readByte();
        String filter = in.readString();
        String group = (flags & SHARED) != 0 ? in.readString() : "";
        int id = (flags & HAS_ID) != 0 ? in.readVarint(Integer.MAX_VALUE) : 0;
        return new Subscription(
                filter,
                group,
                guarantee(flags & GUARANTEE),
                (flags & NO_LOCAL) != 0,
                (flags & RETAIN_AS_PUBLISHED) != 0,
                flags >>> RETAIN_HANDLING_SHIFT,
                id);
    }

    static void writeWill(@Nullable Will will, ByteWriter out) {
        out.writeBoolean(will != null);
        if (will == null) return;
        writeMessage(will.message(), out);
        out.writeVarint(will.delayMs()).writeVarint(will.expiryMs() + 1);
    }

    static @Nullable Will readWill(ByteReader in) {
        return in.readBoolean() ? new Will(readMessage(in), in.readVarint(), in.readVarint() - 1) : null;
    }

    static void writeTopic(Topic topic, ByteWriter out) {
        out.writeString(topic.filter()).writeString(topic.group());
    }

    static Topic readTopic(ByteReader in) {
        return new Topic(in.readString(), in.readString());
    }

    static Guarantee guarantee(int ordinal) {
        if (ordinal > 2) throw malformed("a guarantee from 0 to 2", ordinal);
        return Guarantee.values()[ordinal];
    }

    static MalformedException malformed(String expected, long found) {
        return new MalformedException(0, -1, "expected " + expected + ", found " + found);
    }
}
