package io.belay.node;

import io.belay.core.Effect;
import io.belay.core.Message;
import io.belay.log.DiskReport;
import io.belay.log.Log;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings released deliveries to their lines: as many bytes at a time as the line has room for, with bodies from memory
 * or, if they are not there, from the log.
 */
final class Dispatcher {
    private final NodeOptions options;
    private final Bodies bodies;
    private final Loader loader;
    private final Map<Long, NodeLine> bySession = new LinkedHashMap<>();
    private List<Reply> replies = new ArrayList<>();
    private @Nullable Outgoing last; // one message often goes to many, one right after the other

    Dispatcher(NodeOptions options, Log log) {
        this.options = options;
        this.bodies = new Bodies(options.bodyBytesMax());
        this.loader = new Loader(log, options);
    }

    List<Reply> replies() {
        List<Reply> drained = replies;
        replies = new ArrayList<>();
        return drained;
    }

    void say(Reply reply) {
        replies.add(reply);
    }

    @Nullable
    NodeLine line(long session, long epoch) {
        NodeLine line = bySession.get(session);
        return line == null || line.epoch != epoch ? null : line;
    }

    void attach(NodeLine line) {
        bySession.put(line.session, line);
    }

    void detach(NodeLine line) {
        bySession.remove(line.session, line);
    }

    void open(NodeLine line, boolean resumed) {
        if (line.state != NodeLine.State.OPENING) return; // It left, or was displaced, before it stood.
        line.state = NodeLine.State.OPEN;
        say(new Reply.Opened(line.id, resumed));
        pump(line);
    }

    void remember(long number, Message message) {
        bodies.add(number, outgoing(message));
    }

    void drop(long number) {
        bodies.drop(number);
    }

    void deliver(Effect.Deliver deliver) {
        NodeLine line = line(deliver.session(), deliver.epoch());
        if (line == null) return; // Its session keeps it; the next line gets it.
        Message message = deliver.message();
        Outgoing body = message == null ? bodies.find(deliver.number()) : outgoing(message);
        if (body != null && line.sends.isEmpty() && isReady(line)) {
            hand(line, deliver, body);
        } else {
            line.sends.add(waiting(deliver, body), options.unassuredBytesMax());
            pump(line);
        }
    }

    /** What is assured lies in the log: while it waits for a slow line, it waits without its body. */
    private static Sends.Send waiting(Effect.Deliver deliver, @Nullable Outgoing body) {
        return deliver.sequence() > 0 ? new Sends.Send(withoutBody(deliver), null) : new Sends.Send(deliver, body);
    }

    private static Effect.Deliver withoutBody(Effect.Deliver deliver) {
        return new Effect.Deliver(
                deliver.session(),
                deliver.epoch(),
                deliver.sequence(),
                deliver.number(),
                null,
                deliver.guarantee(),
                deliver.retain(),
                deliver.repeated(),
                deliver.subscriptionIds());
    }

    void forget(Effect.Forget forget) {
        NodeLine line = line(forget.session(), forget.epoch());
        if (line != null) say(new Reply.Forget(line.id, forget.sequence(), true));
    }

    void sent(NodeLine line, long bytes) {
        line.handedBytes = Math.max(0, line.handedBytes - bytes);
        pump(line);
    }

    /** A read is back: whoever waits for what it holds goes on. */
    void loaded(DiskReport.ReadDone done) {
        pump(loader.done(done, bodies));
        for (NodeLine next = loader.turn(); next != null; next = loader.turn()) pump(next);
    }

    private boolean isReady(NodeLine line) {
        return line.state == NodeLine.State.OPEN && line.handedBytes < options.lineBytesMax();
    }

    private void pump(NodeLine line) {
        while (isReady(line)) {
            Sends.Send send = line.sends.next();
            if (send == null) break;
            hand(line, send.deliver, Objects.requireNonNull(send.body));
        }
        if (isReady(line) && line.loads == 0 && !line.sends.isEmpty()) load(line);
    }

    /** What another line has brought into memory meanwhile needs no read. */
    private void load(NodeLine line) {
        loader.load(line, bodies);
        if (line.sends.isReady()) pump(line);
    }

    private void hand(NodeLine line, Effect.Deliver deliver, Outgoing body) {
        line.handedBytes += body.cost();
        say(new Reply.Deliver(
                line.id,
                deliver.sequence(),
                body,
                deliver.guarantee(),
                deliver.retain(),
                deliver.repeated(),
                deliver.subscriptionIds()));
    }

    private Outgoing outgoing(Message message) {
        Outgoing known = last;
        if (known == null || known.message() != message) {
            known = new Outgoing(message);
            last = known;
        }
        return known;
    }
}
