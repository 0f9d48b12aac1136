package io.belay.admin;

import io.belay.admin.text.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** What the admin endpoint says to one request. */
record Answer(int status, String type, String body) {
    private static final int TIMEOUT_S = 5;
    static final String JSON = "application/json";
    static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    static Answer text(int status, String body) {
        return new Answer(status, "text/plain; charset=utf-8", body);
    }

    static Answer json(int status, Object body) {
        return new Answer(status, JSON, Json.of(body));
    }

    /** In which form an answer goes out. */
    enum Form {
        TEXT,
        JSON;

        /** Says why it cannot be. */
        Answer error(int status, String why) {
            if (this == TEXT) return text(status, why + "\n");
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("error", why);
            return json(status, error);
        }
    }

    /** Waits for what the broker says. */
    static <T> Answer await(CompletableFuture<T> coming, Form form, Function<T, Answer> page) {
        try {
            return page.apply(coming.get(TIMEOUT_S, TimeUnit.SECONDS));
        } catch (TimeoutException slow) {
            return form.error(
                    503, "the broker did not answer within " + TIMEOUT_S + " s; what was ordered may be done yet");
        } catch (ExecutionException failed) {
            return form.error(500, "the broker failed: " + failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return form.error(503, "the broker stops");
        }
    }
}
