package io.belay.admin;

import io.belay.admin.text.Json;
import io.belay.base.Cause;
import io.belay.core.Holdings;
import io.belay.core.Session;
import io.belay.core.SessionView;
import io.belay.core.TimelineEntry;
import io.belay.core.TimelineEntry.What;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
        List<Map<String, Object>> entries = new ArrayList<>();
        for (int index = 0; index < story.timeline().size(); index++) entries.add(map(story.timeline(), index));
        json.put("timeline", entries);
        json.put("refused", story.refused().stream().map(SessionJson::map).toList());
        return Json.of(json);
    }

    /** One session. */
    static Map<String, Object> map(SessionView session) {
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

    private static Map<String, Object> map(List<TimelineEntry> timeline, int index) {
        TimelineEntry entry = timeline.get(index);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("atMs", entry.atMs());
        json.put("epoch", entry.epoch());
        json.put("what", entry.what());
        json.put("detail", entry.detail());
        if (entry.cause() != null) put(entry.cause(), json);
        long awayMs = StoryText.awayMs(timeline, index);
        if (awayMs >= 0) json.put("awayMs", awayMs);
        boolean isLoss = entry.what() == What.LOST || entry.what() == What.DISPLACED;
        if (isLoss) json.put("inFlight", map(entry.holdings()));
        if (entry.cause() == Cause.CRASH) json.put("inFlightAtMost", true); // The log knows no more.
        if (entry.what() == What.RESUMED) json.put("restored", map(entry.holdings()));
        return json;
    }

    private static Map<String, Object> map(Holdings held) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("unanswered", held.unanswered());
        json.put("delivered", held.delivered());
        json.put("waiting", held.waiting());
        json.put("tags", held.tags());
        json.put("subscriptions", held.subscriptions());
        json.put("consumers", held.consumers());
        return json;
    }

    static String of(List<EndedLine> lines) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ended", lines.stream().map(SessionJson::map).toList());
        return Json.of(json);
    }

    private static Map<String, Object> map(EndedLine line) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("atMs", line.atMs());
        json.put("clientId", line.client());
        json.put("from", line.peer());
        json.put("opened", line.hasOpened());
        put(line.how().cause(), json);
        json.put("detail", line.how().words());
        return json;
    }

    private static void put(Cause cause, Map<String, Object> json) {
        json.put("cause", cause.text());
        json.put("by", cause.by().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
