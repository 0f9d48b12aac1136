package io.belay.admin;

import io.belay.admin.text.BadSettingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Connections.
 *
 * <pre>
 *   GET    /api/connections         all, oldest first; ?after= is the number of one
 *   DELETE /api/connections/LINE    ends one: {"why": "…"}
 * </pre>
 */
final class ApiLines {
    private static final int WHY_LENGTH_MAX = 200; // characters
    private static final String LINE = "line";

    private final LineSource source;

    ApiLines(LineSource source) {
        this.source = source;
    }

    List<ApiPage> pages() {
        return List.of(
                ApiPage.reading("/api/connections", Need.TO_RUN_IT, this::all),
                ApiPage.delete("/api/connections/{line}", Need.TO_RUN_IT, this::end));
    }

    private Answer all(ApiRequest request) throws BadSettingException {
        Listing listing = Listing.of(request);
        long after = request.number("after", 0, 0, Long.MAX_VALUE);
        return Answer.await(source.lines(), request.form(), all -> {
            List<LineSource.LineStatus> fitting = new ArrayList<>();
            for (LineSource.LineStatus each : all) if (listing.fits(each.clientId())) fitting.add(each);
            List<LineSource.LineStatus> behind = new ArrayList<>();
            for (LineSource.LineStatus each : fitting) if (each.line() > after) behind.add(each);
            behind.sort(Comparator.comparingLong(LineSource.LineStatus::line));
            List<LineSource.LineStatus> shown = behind.subList(0, Math.min(listing.limit(), behind.size()));
            Long next =
                    shown.size() < behind.size() ? shown.get(shown.size() - 1).line() : null;
            return Listing.answer(shown.stream().map(ApiLines::json).toList(), fitting.size(), next);
        });
    }

    private Answer end(ApiRequest request) throws BadSettingException {
        long line = number(request.names().getOrDefault(LINE, ""));
        String why = why(request);
        return Answer.await(source.end(line, why), request.form(), found -> {
            if (!found) return request.form().error(404, "there is no connection " + line);
            return Answer.json(200, Map.of(LINE, line));
        });
    }

    /** What an operator says to whoever is sent away. */
    static String why(ApiRequest request) throws BadSettingException {
        String why = request.fields(Set.of("why")).text("why", "an operator asked for it");
        if (why.length() <= WHY_LENGTH_MAX) return why;
        throw new BadSettingException("expected why: at most " + WHY_LENGTH_MAX + " characters; found " + why.length());
    }

    private static long number(String said) throws BadSettingException {
        try {
            return Long.parseLong(said);
        } catch (NumberFormatException none) {
            throw JsonFields.bad("the number of a connection", said);
        }
    }

    private static Map<String, Object> json(LineSource.LineStatus status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(LINE, status.line());
        json.put("protocol", status.protocol());
        json.put("remote", status.remote());
        json.put("user", status.user());
        json.put("clientId", status.clientId());
        Times.put("since", status.sinceMs(), json);
        json.put("tls", status.tls());
        json.put("bytesIn", status.bytesIn());
        json.put("bytesOut", status.bytesOut());
        json.put("waitingBytes", status.waitingBytes());
        return json;
    }
}
