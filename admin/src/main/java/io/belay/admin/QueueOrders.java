package io.belay.admin;

import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.access.Rights;
import io.belay.admin.Answer.Form;
import io.belay.admin.text.Words;
import io.belay.base.NearNames;
import io.belay.core.Refusal;
import io.belay.node.QueueAnswer;
import io.belay.node.QueueOrder;
import io.belay.node.QueueStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Has orders about queues carried out, and says what became of them. */
final class QueueOrders {
    private static final int LONG_TIMEOUT_S = 60; // a long queue is moved in portions

    private final QueueSource source;

    QueueOrders(QueueSource source) {
        this.source = source;
    }

    /** @param rights of whoever orders it, who may; also to hear of other queues that may be meant */
    Answer carryOut(QueueOrder order, Form form, Rights rights) {
        boolean isLong = order instanceof QueueOrder.Move
                || order instanceof QueueOrder.Retry
                || order instanceof QueueOrder.Purge;
        int timeoutS = isLong ? LONG_TIMEOUT_S : Answer.TIMEOUT_S;
        return Answer.await(source.order(order), form, timeoutS, answer -> answer(order, answer, form, rights))
                .about(about(order));
    }

    /** What the address of the request does not tell. */
    private static String about(QueueOrder order) {
        if (order instanceof QueueOrder.Create create) return create.name();
        return order instanceof QueueOrder.Move move ? "to " + move.to() : "";
    }

    private Answer answer(QueueOrder order, QueueAnswer answer, Form form, Rights rights) {
        if (answer instanceof QueueAnswer.Done done) return done(order, done, form);
        if (answer instanceof QueueAnswer.Differs differs) return form.error(409, QueueWords.of(differs, order));
        if (answer instanceof QueueAnswer.Moved moved) return moved(order, moved, form);
        if (answer instanceof QueueAnswer.Unknown unknown) return unknown(unknown.name(), form, rights);
        if (answer instanceof QueueAnswer.Refused refused) return refused(order, refused.refusal(), form, rights);
        if (answer instanceof QueueAnswer.Failed failed)
            return form.error(503, "the broker cannot write: " + failed.why());
        throw new AssertionError("no branch for " + answer); // QueuePagesTest holds this unreachable
    }

    private static Answer done(QueueOrder order, QueueAnswer.Done done, Form form) {
        int status = order instanceof QueueOrder.Create && done.changed() ? 201 : 200;
        if (form == Form.TEXT) return Answer.text(status, QueueWords.of(order, done) + "\n");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", order.name());
        json.put("changed", done.changed());
        json.put("messages", done.messages());
        return Answer.json(status, json);
    }

    private Answer refused(QueueOrder order, Refusal refusal, Form form, Rights rights) {
        if (refusal.reason() == Refusal.Reason.NO_QUEUE) return unknown(order.name(), form, rights);
        boolean senseless = refusal.reason() == Refusal.Reason.NOT_ALLOWED;
        return form.error(senseless ? 400 : 409, Words.printable(refusal.message()));
    }

    /** There is no such queue; but perhaps one that is called nearly so, and that whoever asks may know of. */
    Answer unknown(String name, Form form, Rights rights) {
        CompletableFuture<List<QueueStatus>> all = source.queues();
        return Answer.await(all, form, queues -> {
            List<String> names = queues.stream()
                    .map(each -> each.queue().spec().name())
                    .filter(each -> rights.has(Action.BROWSE, Kind.QUEUE, each))
                    .toList();
            return form.error(404, QueueWords.unknown(name, NearNames.of(name, names)));
        });
    }

    private static Answer moved(QueueOrder order, QueueAnswer.Moved moved, Form form) {
        if (form == Form.TEXT) return Answer.text(200, QueueWords.of(order, moved) + "\n");
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", order.name());
        json.put(order instanceof QueueOrder.Retry ? "retried" : "moved", moved.messages());
        List<Map<String, Object>> left = new ArrayList<>();
        for (QueueAnswer.Moved.Left each : moved.left()) left.add(left(each));
        json.put("left", left);
        json.put("leftCount", moved.leftCount());
        json.put("next", moved.lookedUpTo() == 0 ? null : moved.lookedUpTo());
        if (!moved.full().isEmpty()) json.put("full", List.copyOf(moved.full()));
        return Answer.json(200, json);
    }

    private static Map<String, Object> left(QueueAnswer.Moved.Left entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", entry.sequence());
        json.put("why", entry.why());
        return json;
    }
}
