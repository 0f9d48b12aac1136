package io.belay.admin;

import io.belay.admin.Answer.Form;
import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.Words;
import io.belay.base.NearNames;
import io.belay.core.Refusal;
import io.belay.node.QueueAnswer;
import io.belay.node.QueueOrder;
import io.belay.node.QueueStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The part of the admin endpoint that is about queues, in JSON or with {@code format=text} in words.
 *
 * <pre>
 *   GET    /queues                all queues
 *   POST   /queues                makes one: {"name": "orders", …}, see QueueWish
 *   DELETE /queues/NAME           deletes it
 *   POST   /queues/NAME/purge     drops all that is in it
 *   POST   /queues/NAME/pause     stops its deliveries
 *   POST   /queues/NAME/resume    lets them go on
 * </pre>
 */
final class QueuePages {
    private final QueueSource source;

    QueuePages(QueueSource source) {
        this.source = source;
    }

    /** Whether this is its business. */
    static boolean isTheirs(String rawPath) {
        return rawPath.equals("/queues") || rawPath.startsWith("/queues/");
    }

    /** Answers a request that {@link OwnPages} has let in. */
    Answer answer(String method, String rawPath, @Nullable String query, Supplier<String> body) {
        Form form = Query.parameter(query, "format").equals("text") ? Form.TEXT : Form.JSON;
        String[] parts = rawPath.split("/", -1); // "", "queues", name, verb
        if (parts.length == 2) return all(method, body, form);
        String name = Query.segment(parts[2]);
        if (name == null) return form.error(400, "the name of the queue is not percent-encoded UTF-8");
        if (parts.length == 3) {
            return method.equals("DELETE") ? order(new QueueOrder.Delete(name), form) : only("DELETE", method, form);
        }
        QueueOrder order = parts.length == 4 ? order(parts[3], name) : null;
        if (order == null) return form.error(404, "nothing here; try POST /queues/NAME/purge, pause or resume");
        return method.equals("POST") ? order(order, form) : only("POST", method, form);
    }

    private static @Nullable QueueOrder order(String verb, String name) {
        return switch (verb) {
            case "purge" -> new QueueOrder.Purge(name);
            case "pause" -> new QueueOrder.Pause(name, true);
            case "resume" -> new QueueOrder.Pause(name, false);
            default -> null;
        };
    }

    private Answer all(String method, Supplier<String> body, Form form) {
        if (method.equals("GET")) {
            return Answer.await(
                    source.queues(),
                    form,
                    all -> form == Form.TEXT
                            ? Answer.text(200, QueueText.of(all))
                            : Answer.json(200, QueueJson.of(all)));
        }
        if (!method.equals("POST")) return only("GET or POST", method, form);
        try {
            return order(QueueWish.of(body.get()), form);
        } catch (BadSettingException bad) {
            return form.error(400, bad.getMessage());
        }
    }

    private static Answer only(String expected, String found, Form form) {
        return form.error(405, "expected " + expected + "; found " + found);
    }

    private Answer order(QueueOrder order, Form form) {
        return Answer.await(source.order(order), form, answer -> answer(order, answer, form));
    }

    private Answer answer(QueueOrder order, QueueAnswer answer, Form form) {
        if (answer instanceof QueueAnswer.Done done) return done(order, done, form);
        if (answer instanceof QueueAnswer.Differs differs) return form.error(409, QueueWords.of(differs, order));
        if (answer instanceof QueueAnswer.Refused refused) return refused(order, refused.refusal(), form);
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

    private Answer refused(QueueOrder order, Refusal refusal, Form form) {
        if (refusal.reason() == Refusal.Reason.NO_QUEUE) return unknown(order.name(), form);
        boolean senseless = refusal.reason() == Refusal.Reason.NOT_ALLOWED;
        return form.error(senseless ? 400 : 409, Words.printable(refusal.message()));
    }

    private Answer unknown(String name, Form form) {
        CompletableFuture<List<QueueStatus>> all = source.queues();
        return Answer.await(all, form, queues -> {
            List<String> names =
                    queues.stream().map(each -> each.queue().spec().name()).toList();
            return form.error(404, QueueWords.unknown(name, NearNames.of(name, names)));
        });
    }
}
