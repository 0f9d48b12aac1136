package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Command;
import io.belay.core.Effect;
import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.core.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages that lines publish to topics: the short way for AT_MOST_ONCE, the log for all others. */
final class Publications {
    private final Broker broker;
    private final Dispatcher dispatcher;
    private final Acts acts;

    Publications(Broker broker, Dispatcher dispatcher, Acts acts) {
        this.broker = broker;
        this.dispatcher = dispatcher;
        this.acts = acts;
    }

    void publish(Request.Publish publish, NodeLine line) {
        Message message = publish.message();
        if (message.guarantee() == Guarantee.AT_MOST_ONCE) {
            for (Effect.Deliver deliver : broker.route(line.session, message)) dispatcher.deliver(deliver);
            if (broker.isQueued(message.topic())) queue(message, line);
            if (message.retain()) retain(message);
            return;
        }
        int tag = message.guarantee() == Guarantee.EXACTLY_ONCE ? publish.tag() : 0;
        if (tag != 0 && broker.holdsTag(line.session, tag)) answer(tag, null, line);
        else publish(new Command.Publish(line.session, tag, message), publish.tag(), line);
    }

    /** What was taken is repeated to no effect, whatever its publisher may do by now; else its tag would stay held. */
    void refuse(Request.Refuse refuse, NodeLine line) {
        boolean repeated = broker.holdsTag(line.session, refuse.tag());
        answer(refuse.tag(), repeated ? null : refuse.why(), line);
    }

    private void answer(int tag, @Nullable Refusal refusal, NodeLine line) {
        answer(new Reply.Published(line.id, tag, Guarantee.EXACTLY_ONCE, refusal == null ? 1 : 0, refusal), line);
    }

    private void publish(Command.Publish command, int tag, NodeLine line) {
        Message message = command.message();
        Refusal refusal = refusal(command, message);
        int matches = refusal == null ? matches(acts.store(command, message)) : 0;
        answer(new Reply.Published(line.id, tag, message.guarantee(), matches, refusal), line);
    }

    private void answer(Reply reply, NodeLine line) {
        acts.hold(dispatcher.answering(line, reply));
    }

    /** Queues that are bound to the topic get it through the log, sessions have got it. Without room they do not. */
    private void queue(Message message, NodeLine line) {
        Command.Publish command = new Command.Publish(line.session, 0, message);
        if (refusal(command, message) == null) acts.store(command, message);
    }

    /** An AT_MOST_ONCE message has no answer: without room it is delivered, and not retained. */
    private void retain(Message message) {
        Command.Retain command = new Command.Retain(message);
        if (refusal(command, message) == null) acts.store(command, message);
    }

    /** Why there is no room for a message, on disk or where it goes; null if there is. */
    @Nullable
    Refusal refusal(Command command, Message message) {
        Refusal noRoom = acts.noRoom(message);
        return noRoom != null ? noRoom : acts.refusal(command);
    }

    private static int matches(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Routed routed) return routed.matches();
        }
        return 0;
    }
}
