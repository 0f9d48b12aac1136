package io.belay.admin;

import io.belay.admin.text.Words;
import io.belay.base.Many;
import io.belay.core.Lifetime;
import io.belay.core.QueueSpec;
import io.belay.node.QueueAnswer;
import io.belay.node.QueueOrder;
import java.util.List;

/** What became of an order, in one sentence. */
final class QueueWords {
    private QueueWords() {}

    static String of(QueueOrder order, QueueAnswer.Done done) {
        String queue = "queue " + Words.printable(order.name());
        if (order instanceof QueueOrder.Create create)
            return done.changed() ? "created " + queue + ": " + made(create) : queue + " stands already, just so";
        if (order instanceof QueueOrder.Delete) return "deleted " + queue + ", with " + messages(done.messages());
        if (order instanceof QueueOrder.Purge)
            return done.changed()
                    ? "purged " + queue + " of " + messages(done.messages())
                    : queue + " is empty already";
        if (order instanceof QueueOrder.Pause pause) return of(pause, done, queue);
        if (order instanceof QueueOrder.Move || order instanceof QueueOrder.Retry) return queue + " is as it was";
        throw new AssertionError("no branch for " + order); // QueuePagesTest holds this unreachable
    }

    static String of(QueueOrder order, QueueAnswer.Moved moved) {
        String queue = "queue " + Words.printable(order.name());
        String where = order instanceof QueueOrder.Move move
                ? " to " + Words.printable(move.to())
                : " to where they came from";
        String said = "moved " + messages(moved.messages()) + " of " + queue + where;
        if (moved.leftCount() == 0) return said;
        QueueAnswer.Moved.Left first = moved.left().get(0);
        return said + "; left " + messages(moved.leftCount()) + ", the first of them, " + first.sequence()
                + ", because " + Words.printable(first.why());
    }

    private static String of(QueueOrder.Pause pause, QueueAnswer.Done done, String queue) {
        if (pause.paused()) return done.changed() ? "paused " + queue : queue + " is paused already";
        return done.changed() ? "resumed " + queue : queue + " is not paused";
    }

    static String of(QueueAnswer.Differs differs, QueueOrder order) {
        String asked = order instanceof QueueOrder.Create create ? made(create) : "";
        return "queue " + Words.printable(order.name()) + " stands already and differs; it is: "
                + QueueText.of(differs.standing().queue().spec()) + "; asked for: " + asked
                + "; delete it first if nobody needs what is in it";
    }

    static String unknown(String name, List<String> near) {
        String there = "there is no queue " + Words.printable(name);
        if (near.isEmpty()) return there + "; `belay queues` lists those there are";
        return there + "; did you mean "
                + String.join(" or ", near.stream().map(Words::printable).toList()) + "?";
    }

    private static String made(QueueOrder.Create create) {
        return QueueText.of(new QueueSpec(create.name(), Lifetime.FOR_EVER, 0, create.policy(), null));
    }

    private static String messages(long count) {
        return Many.of(count, "message");
    }
}
