package io.belay.admin;

import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.admin.Answer.Form;
import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.Words;
import io.belay.core.Refusal;
import io.belay.node.Address;
import io.belay.node.QueueAnswer;
import io.belay.node.QueueItem;
import io.belay.node.QueueTaken;
import io.belay.node.message.MessageDraft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Messages of queues, and those for topics.
 *
 * <pre>
 *   GET  /api/queues/NAME/messages    looks: ?from= an id, &amp;limit=, &amp;whole=true
 *   POST /api/queues/NAME/messages    sends: {"body": {"text": "…"}, …}
 *   POST /api/queues/NAME/receive     takes: {"max": 1, "waitMs": 0, "confirm": false}
 *   POST /api/receipts/RECEIPT        says of what was taken to be confirmed: {"arrived": true}
 *   POST /api/topics/NAME/messages    publishes: {"body": {"text": "…"}, "qos": 1, "retain": false, …}
 * </pre>
 *
 * <p>What is taken without {@code confirm} is settled once the answer is written, which does not mean that it was read:
 * whoever must not lose anything confirms, and gets it again if that failed: at least once.
 */
final class ApiMessages {
    /** So many messages are taken at a time. */
    static final int RECEIVED_MAX = 1_000;

    /** The longest that anybody waits for messages, milliseconds. */
    static final long WAIT_MS_MAX = 20_000;

    /** So many wait for messages at a time: others must have threads left. */
    static final int WAITING_MAX = 4;

    private static final String RECEIPT = "receipt";

    private final MessageSource source;
    private final QueueOrders orders;
    private final Receipts receipts = new Receipts();
    private final Semaphore waiting = new Semaphore(WAITING_MAX);

    ApiMessages(MessageSource source, QueueSource queues) {
        this.source = source;
        orders = new QueueOrders(queues);
    }

    List<ApiPage> pages() {
        int lengthMax = (int) Math.min(Integer.MAX_VALUE - 1, source.lengthMax() * 6L + AdminServer.BODY_LENGTH_MAX);
        return List.of(
                ApiPage.reading("/api/queues/{name}/messages", Need.of(Action.BROWSE, Kind.QUEUE), this::browse),
                new ApiPage(
                        "POST",
                        "/api/queues/{name}/messages",
                        Need.of(Action.PUBLISH, Kind.QUEUE),
                        lengthMax,
                        this::send),
                ApiPage.post("/api/queues/{name}/receive", Need.of(Action.CONSUME, Kind.QUEUE), this::receive),
                ApiPage.post("/api/receipts/{receipt}", Need.TO_BE_IN, this::confirm),
                new ApiPage(
                        "POST",
                        "/api/topics/{name}/messages",
                        Need.of(Action.PUBLISH, Kind.TOPIC),
                        lengthMax,
                        this::publish));
    }

    private Answer browse(ApiRequest request) throws BadSettingException {
        boolean isWhole = request.flag("whole");
        long from = request.number("from", 1, 1, Long.MAX_VALUE);
        int limit = (int) request.number("limit", isWhole ? 1 : 100, 1, isWhole ? 1 : Listing.LIMIT_MAX);
        return Answer.await(source.browse(request.name(), from - 1, limit), request.form(), page -> {
            if (page.failure() != null) return failed(page.failure(), request.form());
            if (page.refusal() != null) return refused(page.refusal(), request);
            return Listing.answer(json(page.items(), isWhole), page.next() == 0 ? null : page.next() + 1);
        });
    }

    private static List<Map<String, Object>> json(List<QueueItem> items, boolean isWhole) {
        List<Map<String, Object>> json = new ArrayList<>();
        for (QueueItem each : items) json.add(ItemJson.of(each, isWhole));
        return json;
    }

    private Answer receive(ApiRequest request) throws BadSettingException {
        JsonFields said = request.fields(Set.of("max", "waitMs", "confirm"));
        int max = (int) said.number("max", 1, 1, RECEIVED_MAX);
        long waitMs = said.number("waitMs", 0, 0, WAIT_MS_MAX);
        boolean confirms = said.flag("confirm", false);
        if (!waiting.tryAcquire())
            return request.form().error(429, "expected at most " + WAITING_MAX + " who take at a time; found more");
        try {
            int timeoutS = Answer.TIMEOUT_S + (int) (waitMs / 1_000);
            return Answer.await(
                    source.receive(request.name(), max, waitMs),
                    request.form(),
                    timeoutS,
                    taken -> taken(taken, confirms, request));
        } finally {
            waiting.release();
        }
    }

    private Answer taken(QueueTaken taken, boolean confirms, ApiRequest request) {
        if (taken.failure() != null) return failed(taken.failure(), request.form());
        if (taken.refusal() != null) return refused(taken.refusal(), request);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("items", json(taken.items(), true));
        boolean isAny = !taken.items().isEmpty();
        if (confirms) json.put(RECEIPT, isAny ? receipts.give(taken.receipt()) : null);
        Answer answer = Answer.json(200, json);
        boolean isSettledHere = isAny && !confirms;
        return isSettledHere ? answer.then(isWritten -> source.settle(taken.receipt(), isWritten)) : answer;
    }

    private Answer confirm(ApiRequest request) throws BadSettingException {
        boolean hasArrived = request.fields(Set.of("arrived")).flag("arrived", true);
        Long receipt = receipts.take(request.names().getOrDefault(RECEIPT, ""));
        if (receipt == null) return request.form().error(404, "there is no such receipt, or it was used");
        return Answer.await(source.settle(receipt, hasArrived), request.form(), isInTime -> {
            if (!isInTime) return request.form().error(409, "that came too late: the messages went back");
            return Answer.json(200, Map.of("settled", hasArrived));
        });
    }

    private Answer send(ApiRequest request) throws BadSettingException {
        MessageDraft draft = DraftWish.forQueue(request);
        boolean mayCreate = request.rights().has(Action.CREATE, Kind.QUEUE, request.name());
        return send(Address.queue(request.name()), draft, mayCreate, request);
    }

    private Answer publish(ApiRequest request) throws BadSettingException {
        return send(Address.topic(request.name()), DraftWish.forTopic(request), false, request);
    }

    private Answer send(Address to, MessageDraft draft, boolean mayCreate, ApiRequest request) {
        int length = draft.message(to.name(), 0).length();
        if (length > source.lengthMax())
            return request.form()
                    .error(413, "expected a message of at most " + source.lengthMax() + " bytes; found " + length);
        return Answer.await(source.send(to, draft, mayCreate), request.form(), answer -> {
            if (answer instanceof QueueAnswer.Failed failed) return failed(failed.why(), request.form());
            if (answer instanceof QueueAnswer.Refused refused) return refused(refused.refusal(), request);
            return Answer.json(201, Map.of("sent", 1));
        });
    }

    private static Answer failed(String why, Form form) {
        return form.error(503, "the broker cannot write: " + why);
    }

    private Answer refused(Refusal refusal, ApiRequest request) {
        Form form = request.form();
        if (refusal.reason() == Refusal.Reason.NO_QUEUE) return orders.unknown(request.name(), form, request.rights());
        boolean isSenseless = refusal.reason() == Refusal.Reason.NOT_ALLOWED;
        return form.error(isSenseless ? 400 : 409, Words.printable(refusal.message()));
    }
}
