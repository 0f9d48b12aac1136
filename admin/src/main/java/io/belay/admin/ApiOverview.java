package io.belay.admin;

import io.belay.admin.text.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the broker is, in numbers: {@code GET /api/overview}. */
final class ApiOverview {
    private final OverviewSource source;

    ApiOverview(OverviewSource source) {
        this.source = source;
    }

    List<ApiPage> pages() {
        return List.of(ApiPage.reading("/api/overview", Need.TO_BE_IN, this::overview));
    }

    private Answer overview(ApiRequest request) {
        return Answer.await(source.overview(), request.form(), now -> Answer.json(200, json(now)));
    }

    private static Map<String, Object> json(OverviewSource.Overview now) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", Version.text());
        Times.put("since", now.sinceMs(), json);
        Times.put("now", now.nowMs(), json);
        json.put("draining", now.isDraining());
        json.put("connections", now.connections());
        json.put("sessions", sessions(now));
        json.put("queues", now.queues());
        json.put("backlog", now.backlog());
        json.put("unsettled", now.unsettled());
        json.put("retained", now.retained());
        return json;
    }

    private static Map<String, Object> sessions(OverviewSource.Overview now) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("attached", now.attached());
        json.put("away", now.away());
        return json;
    }
}
