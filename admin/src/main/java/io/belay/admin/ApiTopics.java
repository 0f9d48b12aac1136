package io.belay.admin;

import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.Words;
import io.belay.core.RetainedView;
import io.belay.core.TopicView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Topics.
 *
 * <pre>
 *   GET    /api/topics           filters that somebody listens to, and who
 *   GET    /api/retained         retained messages that whoever asks may consume, by topic
 *   GET    /api/retained/NAME    one, with its body
 *   DELETE /api/retained/NAME    clears it
 * </pre>
 */
final class ApiTopics {
    private final MessageSource source;

    ApiTopics(MessageSource source) {
        this.source = source;
    }

    List<ApiPage> pages() {
        return List.of(
                ApiPage.reading("/api/topics", Need.TO_RUN_IT, this::topics),
                ApiPage.reading("/api/retained", Need.TO_BE_IN, this::retained),
                ApiPage.reading("/api/retained/{name}", Need.of(Action.CONSUME, Kind.TOPIC), this::one),
                ApiPage.delete("/api/retained/{name}", Need.of(Action.PUBLISH, Kind.TOPIC), this::clear));
    }

    private Answer topics(ApiRequest request) throws BadSettingException {
        Listing listing = Listing.of(request);
        return Answer.await(
                source.topics(listing.prefix(), listing.after(), listing.limit() + 1),
                request.form(),
                all -> listing.beginning(all, TopicView::filter, ApiTopics::json));
    }

    private static Map<String, Object> json(TopicView topic) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("filter", topic.filter());
        json.put("subscriptions", topic.subscriptions());
        json.put("shared", topic.members());
        json.put("queues", topic.queues());
        return json;
    }

    /** What whoever asks may not see is left out of a page, which may be shorter for that; the next goes on behind it. */
    private Answer retained(ApiRequest request) throws BadSettingException {
        Listing listing = Listing.of(request);
        int limit = listing.limit();
        return Answer.await(source.retained(listing.prefix(), listing.after(), limit + 1), request.form(), all -> {
            List<Map<String, Object>> items = new ArrayList<>();
            for (RetainedView each : all.subList(0, Math.min(limit, all.size()))) {
                if (request.rights().has(Action.CONSUME, Kind.TOPIC, each.topic())) items.add(json(each));
            }
            return Listing.answer(items, all.size() > limit ? all.get(limit - 1).topic() : null);
        });
    }

    private static Map<String, Object> json(RetainedView retained) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", retained.topic());
        json.put("length", retained.length());
        json.put("qos", retained.guarantee().ordinal());
        if (retained.expiresAtMs() != Long.MAX_VALUE) Times.put("expiresAt", retained.expiresAtMs(), json);
        return json;
    }

    private Answer one(ApiRequest request) {
        return Answer.await(source.retained(request.name()), request.form(), message -> {
            if (message.isEmpty()) return none(request);
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", request.name());
            json.put("qos", message.get().guarantee().ordinal());
            ItemJson.putMessage(message.get(), request.flag("whole"), json);
            return Answer.json(200, json);
        });
    }

    private Answer clear(ApiRequest request) throws BadSettingException {
        request.fields(java.util.Set.of());
        return Answer.await(
                source.clearRetained(request.name()),
                request.form(),
                found -> found ? Answer.json(200, Map.of("name", request.name())) : none(request));
    }

    private static Answer none(ApiRequest request) {
        return request.form().error(404, "topic " + Words.printable(request.name()) + " has no retained message");
    }
}
