package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Command;
import io.belay.core.Effect;
import io.belay.core.Guarantee;
import io.belay.core.Lifetime;
import io.belay.core.LinkTag;
import io.belay.core.Message;
import io.belay.core.QueuePolicy;
import io.belay.core.QueueSpec;
import io.belay.core.Refusal;
import io.belay.core.SessionView;
import org.jspecify.annotations.Nullable;

/** Links that send: what they lead to, and what becomes of what they send. */
final class Producers {
    private static final int WISHED_LENGTH_MAX = 1_024; // characters; ours are far shorter

    private final Broker broker;
    private final Queues queues;
    private final Dispatcher dispatcher;
    private final Acts acts;

    Producers(Broker broker, Queues queues, Dispatcher dispatcher, Acts acts) {
        this.broker = broker;
        this.queues = queues;
        this.dispatcher = dispatcher;
        this.acts = acts;
    }

    void open(Request.OpenTarget open, NodeLine line) {
        Producer producer = new Producer(line, open.link());
        String name = open.address().name();
        Refusal refusal = open.address().isQueue() ? lead(producer, name, open.mayCreate()) : missing(name);
        if (refusal == null) line.producers.put(open.link(), producer);
        acts.answer(new Reply.TargetOpened(line.id, open.link(), open.address().name(), refusal));
        if (refusal == null && producer.queue != null) queues.throttle(producer.queue);
    }

    void openTemporary(Request.OpenTemporary open, NodeLine line) {
        Producer producer = new Producer(line, open.link());
        String name = temporary(open, line);
        LiveQueue known = queues.named(name);
        // A temporary topic is a queue as well, which stays empty: it says that the topic is there, and whose it is.
        QueueSpec spec = new QueueSpec(name, Lifetime.SESSION, line.session, QueuePolicy.DEFAULTS, null);
        Refusal refusal = known != null ? null : queues.create(spec);
        if (refusal == null) refusal = lead(producer, name, false);
        producer.owns = refusal == null;
        if (refusal == null) line.producers.put(open.link(), producer);
        acts.answer(new Reply.TargetOpened(line.id, open.link(), name, refusal));
    }

    /** What it is called: as before, if it is this client's to call it so. */
    private String temporary(Request.OpenTemporary open, NodeLine line) {
        if (open.name().isEmpty()) return QueueNames.temporary(open.kind(), line.session, ++line.namesGiven);
        String clientId = clientId(line);
        LiveQueue wished = open.wished().isEmpty() ? null : queues.named(open.wished());
        boolean mayHave = open.wished().length() <= WISHED_LENGTH_MAX
                && open.wished().indexOf('\0') < 0
                && open.wished().startsWith(QueueNames.temporaryOf(open.kind(), clientId))
                && (wished == null || wished.spec.owner() == line.session);
        return mayHave ? open.wished() : QueueNames.temporary(open.kind(), clientId, line.session, open.name());
    }

    private String clientId(NodeLine line) {
        SessionView session = broker.session(line.session);
        return session == null ? "" : session.clientId();
    }

    void close(Request.CloseTarget close, NodeLine line) {
        Producer producer = line.producers.remove(close.link());
        if (producer == null) return;
        producer.owns &= close.forGood();
        leave(producer);
    }

    /** A producer is gone, and with it what was made for it alone. */
    void leave(Producer producer) {
        LiveQueue queue = producer.queue;
        if (queue == null) return;
        producer.queue = null;
        queue.producers.remove(producer);
        if (producer.owns) queues.delete(queue, "its creator deleted it");
        else queues.rest(queue);
    }

    /** What is sent with a tag that is held was sent before: it is answered, and that is all. */
    void send(Request.Send send, NodeLine line) {
        LinkTag tag = send.tag();
        boolean repeated = tag != null && broker.holdsTag(line.session, tag);
        Refusal refusal = null;
        if (!repeated) refusal = send.to().isQueue() ? enqueue(send, line) : publish(line.session, tag, send.message());
        acts.hold(dispatcher.answering(line, new Reply.Sent(line.id, send.link(), send.context(), refusal)));
    }

    /** Takes a message of an operator, who has no session and no link; null once it is taken. */
    @Nullable
    Refusal take(Address to, Message message, boolean mayCreate) {
        if (!to.isQueue()) return publish(0, null, message);
        Refusal missing = queues.ensure(to.name(), mayCreate);
        LiveQueue queue = missing == null ? queues.named(to.name()) : null;
        if (queue == null) return missing;
        Refusal refusal = store(new Command.Send(0, queue.number, null, message), message);
        queues.throttle(queue);
        return refusal;
    }

    /** The queue that a message is for, made if need be; null, and then {@link Queues#ensure} says why there is none. */
    @Nullable
    LiveQueue queueOf(Request.Send send, NodeLine line) {
        Producer producer = line.producers.get(send.link());
        LiveQueue known = producer == null ? null : producer.queue;
        if (known != null && known.spec.name().equals(send.to().name())) return known;
        return queues.ensure(send.to().name(), send.mayCreate()) == null
                ? queues.named(send.to().name())
                : null;
    }

    /** Publishes to a topic; null once it is taken. */
    @Nullable
    private Refusal publish(long session, @Nullable LinkTag tag, Message message) {
        Refusal missing = missing(message.topic());
        if (missing != null) return missing;
        boolean later = message.scheduling().deliverAtMs() > acts.nowMs(); // The broker keeps it until then.
        if (message.guarantee() == Guarantee.AT_MOST_ONCE && !later) {
            for (Effect.Deliver deliver : broker.route(session, message)) dispatcher.deliver(deliver);
            if (!broker.isQueued(message.topic())) return null;
        }
        return store(new Command.Publish(session, 0, tag, message), message);
    }

    /** Why nobody can publish to a topic: it was temporary, and is gone. */
    private @Nullable Refusal missing(String topic) {
        boolean gone = QueueNames.isTemporaryTopic(topic) && queues.named(topic) == null;
        return gone ? new Refusal(Refusal.Reason.NO_QUEUE, "there is no temporary topic " + topic) : null;
    }

    private @Nullable Refusal enqueue(Request.Send send, NodeLine line) {
        LiveQueue queue = queueOf(send, line);
        if (queue == null) return queues.ensure(send.to().name(), send.mayCreate());
        Refusal refusal =
                store(new Command.Send(line.session, queue.number, send.tag(), send.message()), send.message());
        queues.throttle(queue);
        return refusal;
    }

    private @Nullable Refusal store(Command command, Message message) {
        Refusal refusal = acts.noRoom(message);
        if (refusal == null) refusal = acts.refusal(command);
        if (refusal == null) acts.store(command, message);
        return refusal;
    }

    private @Nullable Refusal lead(Producer producer, String name, boolean mayCreate) {
        Refusal refusal = queues.ensure(name, mayCreate);
        if (refusal != null) return refusal;
        LiveQueue queue = queues.named(name);
        if (queue == null) return new Refusal(Refusal.Reason.NO_QUEUE, "there is no queue " + name);
        producer.queue = queue;
        queue.producers.add(producer);
        queues.use(queue);
        return null;
    }
}
