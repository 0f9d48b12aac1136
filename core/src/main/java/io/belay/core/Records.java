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
 *   message       flags, format, topic, expiresAtMs if flag 8, priority if flag 32, deliverAtMs if flag 64,
 *                 group (4 bytes) if flag 128, content
 *                 flags: bits 0-1 guarantee, 4 retain, 8 expires, 16 hasBody, 32 priority other than 4, 64 delayed,
 *                 128 of a group
 *   subscription  flags, filter, group if flag 4, id if flag 8
 *                 flags: bits 0-1 guarantee, 4 shared, 8 has an id, 16 noLocal, 32 retainAsPublished, 64-128 retainHandling
 *   will          0 for none, or 1, message, delayMs, expiryMs + 1
 *   topic         filter, group
 *   link tag      name of the link, tag
 * </pre>
 */
final class Records {
    private static final int GUARANTEE = 3;
    private static final int MESSAGE_RETAIN = 4;
    private static final int MESSAGE_EXPIRES = 8;
    private static final int MESSAGE_HAS_BODY = 16;
    private static final int MESSAGE_PRIORITY = 32;
    private static final int MESSAGE_DELAYED = 64;
    private static final int MESSAGE_GROUP = 128;
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
                | (message.hasBody() ? MESSAGE_HAS_BODY : 0)
                | flags(message.scheduling());
        out.writeByte(flags).writeByte(message.format()).writeString(message.topic());
        if (message.expiresAtMs() != 0) out.writeVarint(message.expiresAtMs());
        writeScheduling(message.scheduling(), out);
        out.writeBytes(message.content());
    }

    static Message readMessage(ByteReader in) {
        int flags = in.readByte();
        int format = in.readByte();
        String topic = in.readString();
        long expiresAtMs = (flags & MESSAGE_EXPIRES) != 0 ? in.readVarint() : 0;
        boolean retain = (flags & MESSAGE_RETAIN) != 0;
        boolean hasBody = (flags & MESSAGE_HAS_BODY) != 0;
        Scheduling scheduling = readScheduling(flags, in);
        Guarantee guarantee = guarantee(flags & GUARANTEE);
        return new Message(topic, guarantee, retain, expiresAtMs, format, hasBody, in.readBytes(), scheduling);
    }

    private static int flags(Scheduling scheduling) {
        return (scheduling.priority() != Scheduling.PRIORITY_NORMAL ? MESSAGE_PRIORITY : 0)
                | (scheduling.deliverAtMs() != 0 ? MESSAGE_DELAYED : 0)
                | (scheduling.group() != 0 ? MESSAGE_GROUP : 0);
    }

    private static void writeScheduling(Scheduling scheduling, ByteWriter out) {
        if (scheduling.priority() != Scheduling.PRIORITY_NORMAL) out.writeByte(scheduling.priority());
        if (scheduling.deliverAtMs() != 0) out.writeVarint(scheduling.deliverAtMs());
        if (scheduling.group() != 0) out.writeInt(scheduling.group());
    }

    private static Scheduling readScheduling(int flags, ByteReader in) {
        if (flags < MESSAGE_PRIORITY) return Scheduling.NORMAL;
        boolean prior = (flags & MESSAGE_PRIORITY) != 0;
        int priority = prior ? in.readVarint(Scheduling.PRIORITY_MAX) : Scheduling.PRIORITY_NORMAL;
        long deliverAtMs = (flags & MESSAGE_DELAYED) != 0 ? in.readVarint() : 0;
        if (deliverAtMs < 0) throw malformed("a time of delivery of 0 or more", deliverAtMs);
        return new Scheduling(priority, deliverAtMs, (flags & MESSAGE_GROUP) != 0 ? in.readInt() : 0);
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

    static void writeLinkTag(LinkTag tag, ByteWriter out) {
        out.writeString(tag.link()).writeBytes(tag.tag());
    }

    static LinkTag readLinkTag(ByteReader in) {
        return new LinkTag(readLink(in), TagSet.readTag(in));
    }

    static String readLink(ByteReader in) {
        String link = in.readString();
        if (!LinkTag.isShort(link)) throw malformed("the name of a link of at most 255 bytes", link.length());
        return link;
    }

    static Guarantee guarantee(int ordinal) {
        if (ordinal > 2) throw malformed("a guarantee from 0 to 2", ordinal);
        return Guarantee.values()[ordinal];
    }

    static MalformedException malformed(String expected, long found) {
        return new MalformedException(0, -1, "expected " + expected + ", found " + found);
    }
}
