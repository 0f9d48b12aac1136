package io.belay.admin;

import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.access.Rights;
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
final class QueuePages implements Pages {
    private final QueueSource source;

    QueuePages(QueueSource source) {
        this.source = source;
    }

    @Override
    public @Nullable Answer answer(AdminRequest request) {
        boolean isTheirs =
                request.rawPath().equals("/queues") || request.rawPath().startsWith("/queues/");
        if (!isTheirs) return null;
        Form form = Query.parameter(request.query(), "format").equals("text") ? Form.TEXT : Form.JSON;
        String[] parts = request.rawPath().split("/", -1); // "", "queues", name, verb
        if (parts.length == 2) return all(request, form);
        String name = Query.segment(parts[2]);
        if (name == null) return form.error(400, "the name of the queue is not percent-encoded UTF-8");
        if (parts.length == 3) {
            boolean isDelete = request.method().equals("DELETE");
            return isDelete ? order(new QueueOrder.Delete(name), request, form) : only("DELETE", request, form);
        }
        QueueOrder order = parts.length == 4 ? order(parts[3], name) : null;
        if (order == null) return form.error(404, "nothing here; try POST /queues/NAME/purge, pause or resume");
        return request.method().equals("POST") ? order(order, request, form) : only("POST", request, form);
    }

    private static @Nullable QueueOrder order(String verb, String name) {
        return switch (verb) {
            case "purge" -> new QueueOrder.Purge(name);
            case "pause" -> new QueueOrder.Pause(name, true);
            case "resume" -> new QueueOrder.Pause(name, false);
            default -> null;
        };
    }

    private Answer all(AdminRequest request, Form form) {
        if (request.method().equals("GET")) {
            return Answer.await(source.queues(), form, all -> {
                List<QueueStatus> seen =
                        all.stream().filter(each -> isSeen(each, request)).toList();
                return form == Form.TEXT ? Answer.text(200, QueueText.of(seen)) : Answer.json(200, QueueJson.of(seen));
            });
        }
        if (!request.method().equals("POST")) return only("GET or POST", request, form);
        try {
            return order(QueueWish.of(request.body().get()), request, form);
        } catch (BadSettingException bad) {
            return form.error(400, bad.getMessage());
        }
    }

    private static boolean isSeen(QueueStatus status, AdminRequest request) {
        return request.caller()
                .rights()
                .has(Action.BROWSE, Kind.QUEUE, status.queue().spec().name());
    }

    private static Answer only(String expected, AdminRequest found, Form form) {
        return form.error(405, "expected " + expected + "; found " + found.method());
    }

    private Answer order(QueueOrder order, AdminRequest request, Form form) {
        Rights rights = request.caller().rights();
        Action needed = needed(order);
        if (!rights.allows(needed, Kind.QUEUE, order.name()))
            return form.error(403, Words.printable(rights.denial(needed, Kind.QUEUE, order.name())));
        return Answer.await(source.order(order), form, answer -> answer(order, answer, request, form));
    }

    private static Action needed(QueueOrder order) {
        if (order instanceof QueueOrder.Create) return Action.CREATE;
        return order instanceof QueueOrder.Pause ? Action.ADMIN : Action.DELETE; // of what is in it, or of all
    }

    private Answer answer(QueueOrder order, QueueAnswer answer, AdminRequest request, Form form) {
        if (answer instanceof QueueAnswer.Done done) return done(order, done, form);
        if (answer instanceof QueueAnswer.Differs differs) return form.error(409, QueueWords.of(differs, order));
        if (answer instanceof QueueAnswer.Refused refused) return refused(order, refused.refusal(), request, form);
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

    private Answer refused(QueueOrder order, Refusal refusal, AdminRequest request, Form form) {
        if (refusal.reason() == Refusal.Reason.NO_QUEUE) return unknown(order.name(), request, form);
        boolean senseless = refusal.reason() == Refusal.Reason.NOT_ALLOWED;
        return form.error(senseless ? 400 : 409, Words.printable(refusal.message()));
    }

    private Answer unknown(String name, AdminRequest request, Form form) {
        CompletableFuture<List<QueueStatus>> all = source.queues();
        return Answer.await(all, form, queues -> {
            List<String> names = queues.stream()
                    .filter(each -> isSeen(each, request))
                    .map(each -> each.queue().spec().name())
                    .toList();
            return form.error(404, QueueWords.unknown(name, NearNames.of(name, names)));
        });
    }
}
