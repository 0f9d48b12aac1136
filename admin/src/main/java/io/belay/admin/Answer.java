package io.belay.admin;

import io.belay.admin.text.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the admin endpoint says to one request.
 *
 * @param status of HTTP
 * @param type of the body
 * @param body goes out in UTF-8
 * @param headers besides those that all answers have
 * @param afterwards hears whether it could be written; null for nobody
 * @param about what the audit log is to tell besides the address that was asked; empty for nothing
 */
record Answer(
        int status,
        String type,
        String body,
        Map<String, String> headers,
        @Nullable Consumer<Boolean> afterwards,
        String about) {
    /** How long the broker may take to answer. */
    static final int TIMEOUT_S = 5;

    static final String JSON = "application/json";
    static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    Answer(int status, String type, String body) {
        this(status, type, body, Map.of(), null, "");
    }

    /** The same with one more header. */
    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, type, body, more, afterwards, about);
    }

    /** The same, with somebody who hears whether it could be written. */
    Answer then(Consumer<Boolean> hearer) {
        return new Answer(status, type, body, headers, hearer, about);
    }

    /** The same, with what the audit log is to tell. */
    Answer about(String what) {
        return new Answer(status, type, body, headers, afterwards, what);
    }

    /** It was written as far as anybody can know here, or could not be. */
    void written(boolean isWritten) {
        if (afterwards != null) afterwards.accept(isWritten);
    }

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
        return await(coming, form, TIMEOUT_S, page);
    }

    /** As {@link #await(CompletableFuture, Form, Function)}, for what may take its time. */
    static <T> Answer await(CompletableFuture<T> coming, Form form, int timeoutS, Function<T, Answer> page) {
        try {
            return page.apply(coming.get(timeoutS, TimeUnit.SECONDS));
        } catch (TimeoutException slow) {
            return form.error(
                    503, "the broker did not answer within " + timeoutS + " s; what was ordered may be done yet");
        } catch (ExecutionException failed) {
            return form.error(500, "the broker failed: " + failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return form.error(503, "the broker stops");
        }
    }
}
