package io.belay.admin;

import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.access.Rights;
import io.belay.admin.Answer.Form;
import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.Words;
import io.belay.node.QueueOrder;
import io.belay.node.QueueStatus;
import java.util.List;
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
    private final QueueOrders orders;

    QueuePages(QueueSource source) {
        this.source = source;
        orders = new QueueOrders(source);
    }

    @Override
    public boolean isTheirs(String rawPath) {
        return rawPath.equals("/queues") || rawPath.startsWith("/queues/");
    }

    @Override
    public Answer answer(AdminRequest request) {
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
            return order(QueueWish.of(request.text()), request, form);
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
        return orders.carryOut(order, form, rights);
    }

    private static Action needed(QueueOrder order) {
        if (order instanceof QueueOrder.Create) return Action.CREATE;
        return order instanceof QueueOrder.Delete ? Action.DELETE : Action.ADMIN;
    }
}
