package io.belay.core;

import io.belay.base.ByteReader;
import io.belay.base.ByteWriter;
import io.belay.base.MalformedException;

/**
 * The commands of clients that come back to their links, as bytes of the log, for {@link CommandCodec}.
 *
 * <pre>
 *   26 Send        session, queue, link tag, message
 *   27 Publish     session, tag, link tag, message
 *   28 Commit      session, link tag, count; for each: consumed
 *   29 Forget      session, link, tags as TagSet draws them
 *   30 ForgetLink  session, link
 *   31 Watch       session, queue, on
 * </pre>
 */
final class LinkCodec {
    static final int FIRST = 26;

    private static final int SEND = 26;
    private static final int PUBLISH = 27;
    private static final int COMMIT = 28;
    private static final int FORGET = 29;
    private static final int FORGET_LINK = 30;
    private static final int WATCH = 31;

    private LinkCodec() {}

    /** Appends {@code command} if it is of these; returns whether it is. */
    static boolean write(Command command, ByteWriter out) {
        if (command instanceof Command.Send it && it.linkTag() != null) writeSend(it, it.linkTag(), out);
        else if (command instanceof Command.Publish it && it.linkTag() != null) writePublish(it, it.linkTag(), out);
        else if (command instanceof Command.Commit it && it.linkTag() != null) writeCommit(it, it.linkTag(), out);
        else if (command instanceof Command.Forget it)
            it.tags().write(start(FORGET, it.session(), out).writeString(it.link()));
        else if (command instanceof Command.ForgetLink it)
            start(FORGET_LINK, it.session(), out).writeString(it.link());
        else if (command instanceof Command.Watch it)
            start(WATCH, it.session(), out).writeVarint(it.queue()).writeBoolean(it.on());
        else return false;
        return true;
    }

    /** Reads the rest of a command of this kind. */
    static Command read(int kind, ByteReader in) {
        return switch (kind) {
            case SEND ->
                new Command.Send(in.readVarint(), in.readVarint(), Records.readLinkTag(in), Records.readMessage(in));
            case PUBLISH ->
                new Command.Publish(
                        in.readVarint(),
                        in.readVarint(Integer.MAX_VALUE),
                        Records.readLinkTag(in),
                        Records.readMessage(in));
            case COMMIT -> readCommit(in);
            case FORGET -> new Command.Forget(in.readVarint(), Records.readLink(in), TagSet.read(in));
            case FORGET_LINK -> new Command.ForgetLink(in.readVarint(), Records.readLink(in));
            case WATCH -> new Command.Watch(in.readVarint(), in.readVarint(), in.readBoolean());
            default -> throw unknown(kind);
        };
    }

    static MalformedException unknown(int kind) {
        return Records.malformed("a kind of command from 1 to " + StoryCodec.LAST, kind);
    }

    private static ByteWriter start(int kind, long session, ByteWriter out) {
        return out.writeByte(kind).writeVarint(session);
    }

    private static void writeSend(Command.Send send, LinkTag tag, ByteWriter out) {
        Records.writeLinkTag(tag, start(SEND, send.session(), out).writeVarint(send.queue()));
        Records.writeMessage(send.message(), out);
    }

    private static void writePublish(Command.Publish publish, LinkTag tag, ByteWriter out) {
        Records.writeLinkTag(tag, start(PUBLISH, publish.session(), out).writeVarint(publish.tag()));
        Records.writeMessage(publish.message(), out);
    }

    private static void writeCommit(Command.Commit commit, LinkTag tag, ByteWriter out) {
        Records.writeLinkTag(tag, start(COMMIT, commit.session(), out));
        QueueCodec.writeAll(commit.consumed(), out);
    }

    private static Command readCommit(ByteReader in) {
        long session = in.readVarint();
        LinkTag tag = Records.readLinkTag(in);
        return new Command.Commit(session, QueueCodec.readAll(in), tag);
    }
}
