package io.belay.admin;

import io.belay.admin.text.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the broker is, in numbers: {@code GET /api/overview}. Who reached a limit is told to operators alone. */
final class ApiOverview {
    private static final String USED_BYTES = "usedBytes";

    private final OverviewSource source;

    ApiOverview(OverviewSource source) {
        this.source = source;
    }

    List<ApiPage> pages() {
        return List.of(ApiPage.reading("/api/overview", Need.TO_BE_IN, this::overview));
    }

    private Answer overview(ApiRequest request) {
        boolean toldWho = request.rights().isOperator();
        return Answer.await(source.overview(), request.form(), now -> Answer.json(200, json(now, toldWho)));
    }

    private static Map<String, Object> json(OverviewSource.Overview now, boolean toldWho) {
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
        json.put("oldestMs", now.oldestMs());
        put(now.passed(), json);
        json.put("disk", json(now.disk()));
        json.put("memory", json(now.memory()));
        json.put(
                "limits", now.limits().stream().map(each -> json(each, toldWho)).toList());
        return json;
    }

    private static Map<String, Object> sessions(OverviewSource.Overview now) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("attached", now.attached());
        json.put("away", now.away());
        return json;
    }

    private static void put(OverviewSource.Passed passed, Map<String, Object> json) {
        long messagesIn = 0;
        long messagesOut = 0;
        Map<String, Object> protocols = new LinkedHashMap<>();
        for (OverviewSource.Protocol each : passed.protocols()) {
            messagesIn += each.messagesIn();
            messagesOut += each.messagesOut();
            Map<String, Object> its = new LinkedHashMap<>();
            its.put("messagesIn", each.messagesIn());
            its.put("messagesOut", each.messagesOut());
            its.put("refused", each.refused());
            protocols.put(each.name(), its);
        }
        json.put("messagesIn", messagesIn);
        json.put("messagesOut", messagesOut);
        json.put("bytesIn", passed.bytesIn());
        json.put("bytesOut", passed.bytesOut());
        json.put("protocols", protocols);
    }

    /** The disk, as {@link ApiLog} tells it, too. */
    static Map<String, @Nullable Object> json(OverviewSource.Disk disk) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("state", disk.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.put("segments", disk.segments());
        json.put(USED_BYTES, disk.usedBytes());
        json.put("freeBytes", disk.freeBytes() < 0 ? null : disk.freeBytes());
        json.put("reserveBytes", disk.reserveBytes());
        json.put("resumeBytes", disk.resumeBytes());
        return json;
    }

    private static Map<String, Object> json(OverviewSource.Memory memory) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(USED_BYTES, memory.usedBytes());
        json.put("budgetBytes", memory.budgetBytes());
        json.put("shares", memory.shares().stream().map(ApiOverview::json).toList());
        json.put("heapUsedBytes", memory.heapUsedBytes());
        json.put("heapMaxBytes", memory.heapMaxBytes());
        return json;
    }

    private static Map<String, Object> json(OverviewSource.Share share) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", share.name());
        json.put(USED_BYTES, share.usedBytes());
        json.put("maxBytes", share.maxBytes());
        return json;
    }

    private static Map<String, Object> json(OverviewSource.LimitHits limit, boolean toldWho) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", limit.name());
        json.put("hits", limit.hits());
        Times.put("last", limit.lastMs(), json);
        if (toldWho) json.put("who", limit.who());
        return json;
    }
}
