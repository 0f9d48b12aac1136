package io.belay.core;

import io.belay.base.ByteReader;
import io.belay.base.ByteWriter;
import io.belay.core.Command.Consume;
import io.belay.core.Command.Disposal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands about queues as bytes of the log, for {@link CommandCodec}; and what checkpoints have in common with them.
 *
 * <pre>
 *   15 CreateQueue  spec
 *   16 DeleteQueue  queue, why
 *   17 PurgeQueue   queue, upTo
 *   18 PauseQueue   queue, paused
 *   19 Send         session, queue, message
 *   20 Consume      queue, sequences                 (ACCEPTED, without a reason)
 *   21 Consume      consumed
 *   22 Stage        session, queue, message
 *   23 Commit       session, count; for each: consumed
 *   24 Rollback     session
 *   25 Hand         queue, upTo
 *   36 Move         queue, to, sequences
 *   39 Entrust      queue, session, link, sequence
 *
 *   spec       name, lifetime, owner, policy, 0 for none or 1 and binding
 *   policy     messagesMax, bytesMax, whenFull, deliveriesMax, deadLetter, exclusive
 *   binding    filter, selector, 1 for noLocal + 2 for shared, clientId
 *   consumed   queue, disposal, why, sequences
 *   sequences  count; for each: zigzag of it less the one before
 * </pre>
 */
final class QueueCodec {
    private static final int CREATE_QUEUE = 15;
    private static final int DELETE_QUEUE = 16;
    private static final int PURGE_QUEUE = 17;
    private static final int PAUSE_QUEUE = 18;
    private static final int SEND = 19;
    private static final int ACCEPT = 20;
    private static final int CONSUME = 21;
    private static final int STAGE = 22;
    private static final int COMMIT = 23;
    private static final int ROLLBACK = 24;
    private static final int HAND = 25;

    /** Like the next one it came after those of {@link LinkCodec}. */
    static final int MOVE = 36;

    static final int ENTRUST = 39;

    private static final int NO_LOCAL = 1;
    private static final int SHARED = 2;

    private QueueCodec() {}

    /** Appends {@code command} if it is about queues; returns whether it is. */
    static boolean write(Command command, ByteWriter out) {
        if (command instanceof Command.Send it)
            Records.writeMessage(it.message(), start(SEND, it.session(), out).writeVarint(it.queue()));
        else if (command instanceof Consume it) writeConsume(it, out);
        else if (command instanceof Command.Stage it)
            Records.writeMessage(it.message(), start(STAGE, it.session(), out).writeVarint(it.queue()));
        else if (command instanceof Command.Commit it) writeCommit(it, out);
        else if (command instanceof Command.Hand it)
            start(HAND, it.queue(), out).writeVarint(it.upTo());
        else if (command instanceof Command.Rollback it) start(ROLLBACK, it.session(), out);
        else if (command instanceof Command.CreateQueue it) writeSpec(it.spec(), out.writeByte(CREATE_QUEUE));
        else if (command instanceof Command.DeleteQueue it)
            start(DELETE_QUEUE, it.queue(), out).writeString(it.why());
        else if (command instanceof Command.PurgeQueue it)
            start(PURGE_QUEUE, it.queue(), out).writeVarint(it.upTo());
        else if (command instanceof Command.Move it)
            writeSequences(it.sequences(), start(MOVE, it.queue(), out).writeVarint(it.to()));
        else if (command instanceof Command.Entrust it)
            writeKeeper(it.to(), start(ENTRUST, it.queue(), out)).writeVarint(it.sequence());
        else if (command instanceof Command.PauseQueue it)
            start(PAUSE_QUEUE, it.queue(), out).writeBoolean(it.paused());
        else return false;
        return true;
    }

    /** Reads the rest of a command of this kind. */
    static Command read(int kind, ByteReader in) {
        return switch (kind) {
            case CREATE_QUEUE -> new Command.CreateQueue(readSpec(in));
            case DELETE_QUEUE -> new Command.DeleteQueue(in.readVarint(), in.readString());
            case PURGE_QUEUE -> new Command.PurgeQueue(in.readVarint(), in.readVarint());
            case PAUSE_QUEUE -> new Command.PauseQueue(in.readVarint(), in.readBoolean());
            case SEND -> new Command.Send(in.readVarint(), in.readVarint(), Records.readMessage(in));
            case ACCEPT -> new Consume(in.readVarint(), readSequences(in), Disposal.ACCEPTED, "");
            case CONSUME -> readConsumed(in);
            case STAGE -> new Command.Stage(in.readVarint(), in.readVarint(), Records.readMessage(in));
            case COMMIT -> readCommit(in);
            case HAND -> new Command.Hand(in.readVarint(), in.readVarint());
            case MOVE -> new Command.Move(in.readVarint(), in.readVarint(), readSequences(in));
            case ENTRUST -> new Command.Entrust(in.readVarint(), readKeeper(in), in.readVarint());
            case ROLLBACK -> new Command.Rollback(in.readVarint());
            default -> throw LinkCodec.unknown(kind);
        };
    }

    static ByteWriter writeKeeper(Keeper keeper, ByteWriter out) {
        return out.writeVarint(keeper.session()).writeString(keeper.link());
    }

    static Keeper readKeeper(ByteReader in) {
        return new Keeper(in.readVarint(), Records.readLink(in));
    }

    static void writeSpec(QueueSpec spec, ByteWriter out) {
        out.writeString(spec.name()).writeByte(spec.lifetime().ordinal()).writeVarint(spec.owner());
        QueuePolicy policy = spec.policy();
        out.writeVarint(policy.messagesMax()).writeVarint(policy.bytesMax());
        out.writeByte(policy.whenFull().ordinal()).writeVarint(policy.deliveriesMax());
        out.writeString(policy.deadLetter()).writeBoolean(policy.exclusive());
        Binding binding = spec.binding();
        out.writeBoolean(binding != null);
        if (binding == null) return;
        out.writeString(binding.filter()).writeString(binding.selector());
        out.writeByte((binding.noLocal() ? NO_LOCAL : 0) | (binding.shared() ? SHARED : 0));
        out.writeString(binding.clientId());
    }

    static QueueSpec readSpec(ByteReader in) {
        String name = in.readString();
        Lifetime lifetime = Lifetime.values()[in.readVarint(Lifetime.values().length - 1)];
        return new QueueSpec(name, lifetime, in.readVarint(), readPolicy(in), readBinding(in));
    }

    private static QueuePolicy readPolicy(ByteReader in) {
        int messagesMax = in.readVarint(Integer.MAX_VALUE);
        if (messagesMax == 0) throw Records.malformed("messagesMax of at least 1", messagesMax);
        long bytesMax = in.readVarint();
        if (bytesMax <= 0) throw Records.malformed("bytesMax of at least 1", bytesMax);
        WhenFull whenFull = WhenFull.values()[in.readVarint(WhenFull.values().length - 1)];
        int deliveriesMax = in.readVarint(Integer.MAX_VALUE);
        return new QueuePolicy(messagesMax, bytesMax, whenFull, deliveriesMax, in.readString(), in.readBoolean());
    }

    private static @Nullable Binding readBinding(ByteReader in) {
        if (!in.readBoolean()) return null;
        String filter = in.readString();
        String selector = in.readString();
        int flags = in.readVarint(NO_LOCAL | SHARED);
        return new Binding(filter, selector, (flags & NO_LOCAL) != 0, in.readString(), (flags & SHARED) != 0);
    }

    private static ByteWriter start(int kind, long number, ByteWriter out) {
        return out.writeByte(kind).writeVarint(number);
    }

    private static void writeConsume(Consume consume, ByteWriter out) {
        boolean plain = consume.disposal() == Disposal.ACCEPTED && consume.why().isEmpty();
        if (plain) writeSequences(consume.sequences(), start(ACCEPT, consume.queue(), out));
        else writeConsumed(consume, out.writeByte(CONSUME));
    }

    private static void writeConsumed(Consume consume, ByteWriter out) {
        out.writeVarint(consume.queue()).writeByte(consume.disposal().ordinal()).writeString(consume.why());
        writeSequences(consume.sequences(), out);
    }

    private static Consume readConsumed(ByteReader in) {
        long queue = in.readVarint();
        Disposal disposal = Disposal.values()[in.readVarint(Disposal.values().length - 1)];
        String why = in.readString();
        return new Consume(queue, readSequences(in), disposal, why);
    }

    private static void writeCommit(Command.Commit commit, ByteWriter out) {
        writeAll(commit.consumed(), start(COMMIT, commit.session(), out));
    }

    private static Command readCommit(ByteReader in) {
        return new Command.Commit(in.readVarint(), readAll(in));
    }

    static void writeAll(List<Consume> consumed, ByteWriter out) {
        out.writeVarint(consumed.size());
        for (Consume consume : consumed) writeConsumed(consume, out);
    }

    static List<Consume> readAll(ByteReader in) {
        int count = in.readVarint(in.remaining());
        List<Consume> consumed = new ArrayList<>();
        for (int index = 0; index < count; index++) consumed.add(readConsumed(in));
        return consumed;
    }

    private static void writeSequences(long[] sequences, ByteWriter out) {
        out.writeVarint(sequences.length);
        long before = 0;
        for (long sequence : sequences) {
            long step = sequence - before;
            out.writeVarint(step << 1 ^ step >> 63);
            before = sequence;
        }
    }

    private static long[] readSequences(ByteReader in) {
        long[] sequences = new long[in.readVarint(in.remaining())];
        long before = 0;
        for (int index = 0; index < sequences.length; index++) {
            long zigzag = in.readVarint();
            before += zigzag >>> 1 ^ -(zigzag & 1);
            sequences[index] = before;
        }
        return sequences;
    }
}
