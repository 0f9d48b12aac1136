package io.belay.admin;

import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.admin.text.BadSettingException;
import io.belay.node.QueueOrder;
import io.belay.node.QueueStatus;
import java.util.List;
import java.util.function.Function;

/**
 * Queues.
 *
 * <pre>
 *   GET    /api/queues                all that whoever asks may browse, by name
 *   POST   /api/queues                makes one: {"name": "orders", …}, see QueueWish
 *   GET    /api/queues/NAME           one
 *   DELETE /api/queues/NAME           deletes it, with all that is in it
 *   POST   /api/queues/NAME/purge     drops all that is in it
 *   POST   /api/queues/NAME/pause     stops its deliveries
 *   POST   /api/queues/NAME/resume    lets them go on
 * </pre>
 */
final class ApiQueues {
    private static final Need TO_RUN_ONE = Need.of(Action.ADMIN, Kind.QUEUE);

    private final QueueSource source;
    private final QueueOrders orders;

    ApiQueues(QueueSource source) {
        this.source = source;
        orders = new QueueOrders(source);
    }

    List<ApiPage> pages() {
        return List.of(
                ApiPage.get("/api/queues", Need.TO_BE_IN, this::all),
                ApiPage.post("/api/queues", Need.TO_BE_IN, this::create),
                ApiPage.get("/api/queues/{name}", Need.of(Action.BROWSE, Kind.QUEUE), this::one),
                ApiPage.delete("/api/queues/{name}", Need.of(Action.DELETE, Kind.QUEUE), order(QueueOrder.Delete::new)),
                ApiPage.post("/api/queues/{name}/purge", TO_RUN_ONE, order(QueueOrder.Purge::new)),
                ApiPage.post("/api/queues/{name}/pause", TO_RUN_ONE, order(name -> new QueueOrder.Pause(name, true))),
                ApiPage.post(
                        "/api/queues/{name}/resume", TO_RUN_ONE, order(name -> new QueueOrder.Pause(name, false))));
    }

    private Answer all(ApiRequest request) throws BadSettingException {
        Listing listing = Listing.of(request);
        return Answer.await(source.queues(), request.form(), all -> {
            List<QueueStatus> seen = all.stream()
                    .filter(each -> request.rights().has(Action.BROWSE, Kind.QUEUE, nameOf(each)))
                    .toList();
            return listing.answer(seen, ApiQueues::nameOf, QueueJson::map);
        });
    }

    private Answer one(ApiRequest request) {
        return Answer.await(source.queues(), request.form(), all -> {
            for (QueueStatus each : all) {
                if (nameOf(each).equals(request.name())) return Answer.json(200, QueueJson.map(each));
            }
            return orders.unknown(request.name(), request.form());
        });
    }

    private Answer create(ApiRequest request) throws BadSettingException {
        QueueOrder.Create create = QueueWish.of(request.text());
        if (!request.rights().allows(Action.CREATE, Kind.QUEUE, create.name()))
            return request.form().error(403, request.rights().denial(Action.CREATE, Kind.QUEUE, create.name()));
        return orders.carryOut(create, request.form());
    }

    /** An order that says no more than which queue. */
    private ApiPage.Handler order(Function<String, QueueOrder> of) {
        return request -> {
            request.fields(java.util.Set.of());
            return orders.carryOut(of.apply(request.name()), request.form());
        };
    }

    private static String nameOf(QueueStatus status) {
        return status.queue().spec().name();
    }
}
