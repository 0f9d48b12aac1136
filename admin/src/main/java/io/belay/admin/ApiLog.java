package io.belay.admin;

import io.belay.admin.text.BadSettingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The log, and the words of the broker.
 *
 * <pre>
 *   GET /api/log                what lies on disk, how long writing takes, what was let go
 *   GET /api/log/lines          the last that the broker has said; ?level=warn&amp;limit=100
 *   GET /api/log/lines?after=17 what it said next, after its line 17; &amp;since=… of the start that said it
 * </pre>
 */
final class ApiLog {
    /** So many segments are told one by one, the oldest; the others are counted. */
    static final int SEGMENTS_MAX = 1_000;

    private static final int LIMIT = 100; // lines, unless more is asked for
    private static final long NEWEST = LinePage.NEWEST;

    private final LogSource source;

    ApiLog(LogSource source) {
        this.source = source;
    }

    List<ApiPage> pages() {
        return List.of(
                ApiPage.reading("/api/log", Need.TO_RUN_IT, this::log),
                ApiPage.reading("/api/log/lines", Need.TO_RUN_IT, this::lines));
    }

    private Answer log(ApiRequest request) {
        return Answer.await(source.log(), request.form(), now -> Answer.json(200, json(now)));
    }

    private Answer lines(ApiRequest request) throws BadSettingException {
        LogSource.Level least = level(request.parameter("level"));
        long after = request.number("after", NEWEST, 0, Long.MAX_VALUE);
        int limit = (int) request.number("limit", LIMIT, 1, Listing.LIMIT_MAX);
        long sinceMs = source.sinceMs();
        boolean isOfOld = request.number("since", sinceMs, 0, Long.MAX_VALUE) != sinceMs;
        LinePage page = LinePage.of(source.lines(), least, after, isOfOld, limit);
        return Answer.json(200, json(page, sinceMs));
    }

    private static Map<String, @Nullable Object> json(LinePage page, long sinceMs) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("items", page.lines().stream().map(ApiLog::json).toList());
        json.put("next", page.isMore() ? page.upTo() : null);
        json.put("upTo", page.upTo());
        json.put("gone", page.gone());
        json.put("anew", page.isAnew());
        json.put("since", sinceMs);
        return json;
    }

    private static LogSource.Level level(String said) throws BadSettingException {
        if (said.isEmpty()) return LogSource.Level.DEBUG;
        for (LogSource.Level each : LogSource.Level.values()) if (said.equals(word(each))) return each;
        throw JsonFields.bad("level: debug, info, warn or error", said);
    }

    private static String word(LogSource.Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, @Nullable Object> json(LogSource.Log now) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("disk", ApiOverview.json(now.disk()));
        json.put("batches", now.batches());
        json.put("syncMs", json(now.sync()));
        json.put("batchBytes", json(now.batch()));
        json.put("oldest", oldest(now.segments()));
        json.put("checkpoint", json(now.checkpoint()));
        json.put("cleaning", json(now.cleaning()));
        int shown = Math.min(SEGMENTS_MAX, now.segments().size());
        json.put(
                "segments",
                now.segments().subList(0, shown).stream().map(ApiLog::json).toList());
        json.put("segmentCount", now.segments().size());
        return json;
    }

    /** The file with the oldest record of a message that is needed; null if none is. */
    private static @Nullable Map<String, Object> oldest(List<LogSource.Segment> segments) {
        for (LogSource.Segment each : segments) if (each.records() > 0) return json(each);
        return null;
    }

    private static Map<String, Object> json(LogSource.Spread spread) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("count", spread.count());
        json.put("mean", spread.mean());
        json.put("most", spread.most());
        json.put("steps", spread.steps().stream().map(ApiLog::json).toList());
        return json;
    }

    private static Map<String, Object> json(LogSource.Step step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("upTo", step.upTo());
        json.put("count", step.count());
        return json;
    }

    private static @Nullable Map<String, Object> json(LogSource.@Nullable Checkpoint checkpoint) {
        if (checkpoint == null) return null;
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", checkpoint.id());
        written(checkpoint.writtenMs(), json);
        json.put("bytes", checkpoint.bytes());
        json.put("segment", checkpoint.segment());
        return json;
    }

    private static Map<String, Object> json(LogSource.Cleaning cleaning) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("freed", cleaning.freed());
        json.put("lastFreed", cleaning.lastFreed());
        if (cleaning.lastFreed() != 0) Times.put("lastFreedAt", cleaning.lastFreedMs(), json);
        json.put("moving", cleaning.moving());
        json.put("moved", cleaning.moved());
        return json;
    }

    private static Map<String, Object> json(LogSource.Segment segment) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", segment.number());
        json.put("usedBytes", segment.usedBytes());
        json.put("records", segment.records());
        json.put("liveBytes", segment.liveBytes());
        written(segment.writtenMs(), json);
        return json;
    }

    /** Nothing of a file that has just gone, or that could not be looked at. */
    private static void written(long ms, Map<String, Object> json) {
        if (ms != 0) Times.put("written", ms, json);
    }

    private static Map<String, Object> json(LogSource.Line line) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", line.number());
        Times.put("at", line.atMs(), json);
        json.put("level", word(line.level()));
        json.put("source", line.source());
        json.put("words", line.words());
        return json;
    }
}
