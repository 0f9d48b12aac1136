package io.belay.admin;

import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.admin.text.BadSettingException;
import io.belay.node.QueueAnswer;
import io.belay.node.QueueOrder;
import io.belay.node.QueueStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Queues.
 *
 * <pre>
 *   GET    /api/queues                all that whoever asks may browse, by name
 *   POST   /api/queues                makes one: {"name": "orders", …}, see QueueWish
 *   GET    /api/queues/NAME           one
 *   DELETE /api/queues/NAME           deletes it, with all that is in it
 *   POST   /api/queues/NAME/purge     drops all that is in it; {"upTo": lastId, "max": 10000} in several goes
 *   POST   /api/queues/NAME/pause     stops its deliveries
 *   POST   /api/queues/NAME/resume    lets them go on
 *   POST   /api/queues/NAME/move      {"to": "archive", "ids": […] or "all": true}; see below
 *   POST   /api/queues/NAME/retry     dead letters back to where they came from: {"ids": […] or "all": true}
 * </pre>
 *
 * <p>All messages are moved or retried in several goes as well: {@code {"all": true, "upTo": lastId, "max": 10000}}, and as
 * long as the answer has a {@code next}, once more with {@code "after": next}, and with {@code full} if it has that.
 */
final class ApiQueues {
    private static final Need TO_RUN_ONE = Need.of(Action.ADMIN, Kind.QUEUE);

    /** So many messages may be named at a time. */
    static final int IDS_MAX = 10_000;

    private final QueueSource source;
    private final QueueOrders orders;

    ApiQueues(QueueSource source) {
        this.source = source;
        orders = new QueueOrders(source);
    }

    List<ApiPage> pages() {
        return List.of(
                ApiPage.reading("/api/queues", Need.TO_BE_IN, this::all),
                ApiPage.post("/api/queues", Need.TO_BE_IN, this::create),
                ApiPage.reading("/api/queues/{name}", Need.of(Action.BROWSE, Kind.QUEUE), this::one),
                ApiPage.delete("/api/queues/{name}", Need.of(Action.DELETE, Kind.QUEUE), order(QueueOrder.Delete::new)),
                ApiPage.post("/api/queues/{name}/purge", TO_RUN_ONE, this::purge),
                ApiPage.post("/api/queues/{name}/pause", TO_RUN_ONE, order(name -> new QueueOrder.Pause(name, true))),
                ApiPage.post("/api/queues/{name}/resume", TO_RUN_ONE, order(name -> new QueueOrder.Pause(name, false))),
                ApiPage.post("/api/queues/{name}/move", Need.of(Action.CONSUME, Kind.QUEUE), this::move),
                ApiPage.post("/api/queues/{name}/retry", TO_RUN_ONE, this::retry));
    }

    private Answer move(ApiRequest request) throws BadSettingException {
        JsonFields said = request.fields(Set.of("to", "ids", "all", "after", "upTo", "max"));
        String to = said.name("to");
        QueueOrder.Move move = new QueueOrder.Move(request.name(), to, ids(said), range(said), max(said));
        if (!request.rights().allows(Action.PUBLISH, Kind.QUEUE, to))
            return request.form().error(403, request.rights().denial(Action.PUBLISH, Kind.QUEUE, to));
        return orders.carryOut(move, request.form(), request.rights());
    }

    private Answer retry(ApiRequest request) throws BadSettingException {
        JsonFields said = request.fields(Set.of("ids", "all", "after", "upTo", "max", "full"));
        QueueOrder.Retry retry = new QueueOrder.Retry(request.name(), ids(said), range(said), max(said));
        return orders.carryOut(retry, request.form(), request.rights());
    }

    private Answer purge(ApiRequest request) throws BadSettingException {
        JsonFields said = request.fields(Set.of("upTo", "max"));
        return orders.carryOut(
                new QueueOrder.Purge(request.name(), upTo(said), max(said)), request.form(), request.rights());
    }

    private static QueueOrder.Range range(JsonFields said) throws BadSettingException {
        return new QueueOrder.Range(said.number("after", 0, 0, Long.MAX_VALUE), upTo(said), full(said));
    }

    private static Set<Long> full(JsonFields said) throws BadSettingException {
        long @Nullable [] full = said.numbers("full", QueueAnswer.Moved.FULL_MAX);
        return full == null ? Set.of() : Arrays.stream(full).boxed().collect(Collectors.toSet());
    }

    private static long upTo(JsonFields said) throws BadSettingException {
        return said.number("upTo", Long.MAX_VALUE, 0, Long.MAX_VALUE);
    }

    /** Which messages: those that are named, or all, for which it is null. */
    private static long @Nullable [] ids(JsonFields said) throws BadSettingException {
        long @Nullable [] ids = said.numbers("ids", IDS_MAX);
        boolean isAll = said.flag("all", false);
        if (isAll == (ids != null))
            throw new BadSettingException("expected ids or all; found " + (isAll ? "both" : "neither"));
        return ids;
    }

    private static long max(JsonFields said) throws BadSettingException {
        return said.number("max", Long.MAX_VALUE, 1, Long.MAX_VALUE);
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
            return orders.unknown(request.name(), request.form(), request.rights());
        });
    }

    private Answer create(ApiRequest request) throws BadSettingException {
        QueueOrder.Create create = QueueWish.of(request.text());
        if (!request.rights().allows(Action.CREATE, Kind.QUEUE, create.name()))
            return request.form().error(403, request.rights().denial(Action.CREATE, Kind.QUEUE, create.name()));
        return orders.carryOut(create, request.form(), request.rights());
    }

    /** An order that says no more than which queue. */
    private ApiPage.Handler order(Function<String, QueueOrder> of) {
        return request -> {
            request.fields(Set.of());
            return orders.carryOut(of.apply(request.name()), request.form(), request.rights());
        };
    }

    private static String nameOf(QueueStatus status) {
        return status.queue().spec().name();
    }
}
