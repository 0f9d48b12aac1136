package io.belay.admin;

import io.belay.admin.Answer.Form;
import io.belay.admin.text.BadSettingException;
import io.belay.node.QueueOrder;
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
    private final QueueOrders orders;

    QueuePages(QueueSource source) {
        this.source = source;
        orders = new QueueOrders(source);
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
            return method.equals("DELETE")
                    ? orders.carryOut(new QueueOrder.Delete(name), form)
                    : only("DELETE", method, form);
        }
        QueueOrder order = parts.length == 4 ? order(parts[3], name) : null;
        if (order == null) return form.error(404, "nothing here; try POST /queues/NAME/purge, pause or resume");
        return method.equals("POST") ? orders.carryOut(order, form) : only("POST", method, form);
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
            return orders.carryOut(QueueWish.of(body.get()), form);
        } catch (BadSettingException bad) {
            return form.error(400, bad.getMessage());
        }
    }

    private static Answer only(String expected, String found, Form form) {
        return form.error(405, "expected " + expected + "; found " + found);
    }
}
