package io.belay.core;

import io.belay.base.Break;
import io.belay.base.ByteReader;
import io.belay.base.ByteWriter;
import io.belay.base.Cause;
import org.jspecify.annotations.Nullable;

/**
 * The commands that tell the story of a session better than those of before did, as bytes of the log, for
 * {@link CommandCodec}; and what checkpoints have in common with them.
 *
 * <pre>
 *   32 Detach   session, epoch, cause, words, in flight, withWill, expiryS + 1
 *   33 Attach   clientId, owner, cleanStart, expiryS, windowMax, will, from, in flight
 *   34 Restart  seenMs
 *
 *   in flight   unanswered, delivered, consumers
 *   explained   0 if there is nothing to say, or 1 without a cause, or its code + 2; then
 *               unanswered, delivered, waiting, tags, subscriptions, consumers
 * </pre>
 */
final class StoryCodec {
    static final int FIRST = 32;
    static final int LAST = 34;

    private static final int DETACH = 32;
    private static final int ATTACH = 33;
    private static final int RESTART = 34;
    private static final int UNCAUSED = 1;
    private static final int CAUSED = 2;

    private StoryCodec() {}

    /** Appends {@code command} if it is of these; returns whether it is. */
    static boolean write(Command command, ByteWriter out) {
        if (command instanceof Command.Detach it && isTold(it)) writeDetach(it, out);
        else if (command instanceof Command.Attach it && !it.kept().equals(InFlight.NONE)) {
            CommandCodec.writeAttach(it, out.writeByte(ATTACH));
            writeInFlight(it.kept(), out);
        } else if (command instanceof Command.Restart it && it.seenMs() != 0)
            out.writeByte(RESTART).writeVarint(it.seenMs());
        else return false;
        return true;
    }

    private static boolean isTold(Command.Detach detach) {
        return detach.why().cause() != Cause.UNKNOWN || !detach.inFlight().equals(InFlight.NONE);
    }

    /** Reads the rest of a command of this kind. */
    static Command read(int kind, ByteReader in) {
        return switch (kind) {
            case DETACH ->
                new Command.Detach(
                        in.readVarint(),
                        in.readVarint(),
                        new Break(Cause.of(in.readByte()), in.readString()),
                        readInFlight(in),
                        in.readBoolean(),
                        in.readVarint() - 1);
            case ATTACH -> CommandCodec.readAttach(in).with(readInFlight(in));
            case RESTART -> new Command.Restart(in.readVarint());
            default -> throw Records.malformed("a kind of command from 1 to " + LAST, kind);
        };
    }

    private static void writeDetach(Command.Detach detach, ByteWriter out) {
        out.writeByte(DETACH).writeVarint(detach.session()).writeVarint(detach.epoch());
        out.writeByte(detach.why().cause().code()).writeString(detach.why().words());
        writeInFlight(detach.inFlight(), out);
        out.writeBoolean(detach.withWill()).writeVarint(detach.expiryS() + 1);
    }

    private static void writeInFlight(InFlight inFlight, ByteWriter out) {
        out.writeVarint(inFlight.unanswered()).writeVarint(inFlight.delivered()).writeVarint(inFlight.consumers());
    }

    private static InFlight readInFlight(ByteReader in) {
        return new InFlight(in.readVarint(), in.readVarint(), in.readVarint());
    }

    /** Appends what {@link SessionRecord#writeTimeline} has left out. */
    static void writeExplained(Timeline timeline, ByteWriter out) {
        for (TimelineEntry entry : timeline.entries()) {
            Cause cause = entry.cause();
            Holdings held = entry.holdings();
            boolean isPlain = cause == null && held.equals(Holdings.NONE);
            out.writeVarint(isPlain ? 0 : cause == null ? UNCAUSED : cause.code() + CAUSED);
            if (isPlain) continue;
            out.writeVarint(held.unanswered()).writeVarint(held.delivered()).writeVarint(held.waiting());
            out.writeVarint(held.tags()).writeVarint(held.subscriptions()).writeVarint(held.consumers());
        }
    }

    /** Reads it for all entries of a timeline. */
    static void readExplained(ByteReader in, Timeline timeline) {
        for (TimelineEntry entry : timeline.takeAll()) {
            int mark = in.readVarint(Integer.MAX_VALUE);
            if (mark == 0) {
                timeline.add(entry);
                continue;
            }
            @Nullable Cause cause = mark == UNCAUSED ? null : Cause.of(mark - CAUSED);
            Holdings held = new Holdings(
                    in.readVarint(),
                    in.readVarint(),
                    in.readVarint(),
                    in.readVarint(),
                    in.readVarint(),
                    in.readVarint());
            timeline.add(new TimelineEntry(entry.atMs(), entry.epoch(), entry.what(), cause, entry.detail(), held));
        }
    }
}
