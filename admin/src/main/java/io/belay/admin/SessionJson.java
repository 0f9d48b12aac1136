package io.belay.admin;

import io.belay.admin.text.Json;
import io.belay.core.Session;
import io.belay.core.SessionView;
import io.belay.core.TimelineEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sessions for programs. Times are milliseconds since 1970, expiries seconds; −1 is never. */
final class SessionJson {
    private SessionJson() {}

    static String of(SessionSource.Sessions all) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("atMs", all.atMs());
        json.put("sessions", all.sessions().stream().map(SessionJson::map).toList());
        return Json.of(json);
    }

    static String of(SessionSource.Story story) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("atMs", story.atMs());
        json.put("clientId", story.clientId());
        json.put("session", story.session() == null ? null : map(story.session()));
        json.put("timeline", story.timeline().stream().map(SessionJson::map).toList());
        return Json.of(json);
    }

    private static Map<String, Object> map(SessionView session) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("clientId", session.clientId());
        json.put("owner", session.owner());
        json.put("attached", session.attached());
        json.put("epoch", session.epoch());
        json.put("expiryS", session.expiryS() == Session.NEVER_S ? -1 : session.expiryS());
        json.put("expiresAtMs", session.expiresAtMs() == Long.MAX_VALUE ? -1 : session.expiresAtMs());
        json.put("queued", session.queued());
        json.put("unsettled", session.unsettled());
        json.put("queuedBytes", session.queuedBytes());
        json.put("tags", session.tags());
        json.put("subscriptions", subscriptions(session));
        return json;
    }

    private static List<String> subscriptions(SessionView session) {
        return session.subscriptions().stream().map(SessionText::filterOf).toList();
    }

    private static Map<String, Object> map(TimelineEntry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("atMs", entry.atMs());
        json.put("epoch", entry.epoch());
        json.put("what", entry.what());
        json.put("detail", entry.detail());
        return json;
    }
}
