package io.belay.admin;

import io.belay.admin.text.BadSettingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Empties the broker of its clients.
 *
 * <pre>
 *   GET    /api/drain    how far it is
 *   POST   /api/drain    begins: {"withinMs": 60000, "stop": false}
 *   DELETE /api/drain    lets clients in again
 * </pre>
 */
final class ApiDrain {
    private static final long WITHIN_MS = 60_000;
    private static final long WITHIN_MS_MAX = 3_600_000;

    private final DrainSource source;

    ApiDrain(DrainSource source) {
        this.source = source;
    }

    List<ApiPage> pages() {
        return List.of(
                ApiPage.reading("/api/drain", Need.TO_RUN_IT, request -> answer(source.draining(), request)),
                ApiPage.post("/api/drain", Need.TO_RUN_IT, this::drain),
                ApiPage.delete("/api/drain", Need.TO_RUN_IT, request -> answer(source.undo(), request)));
    }

    private Answer drain(ApiRequest request) throws BadSettingException {
        JsonFields said = request.fields(Set.of("withinMs", "stop"));
        long withinMs = said.number("withinMs", WITHIN_MS, 0, WITHIN_MS_MAX);
        boolean stops = said.flag("stop", false);
        return answer(source.drain(withinMs, stops), request).about(stops ? "and stop" : "");
    }

    private static Answer answer(CompletableFuture<DrainSource.Draining> coming, ApiRequest request) {
        return Answer.await(coming, request.form(), now -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("draining", now.isDraining());
            json.put("asked", now.asked());
            json.put("left", now.left());
            if (now.isDraining()) Times.put("until", now.untilMs(), json);
            return Answer.json(200, json);
        });
    }
}
