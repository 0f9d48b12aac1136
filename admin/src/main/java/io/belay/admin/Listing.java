package io.belay.admin;

import io.belay.admin.text.BadSettingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list somebody wants to see, by name.
 *
 * @param prefix of the names
 * @param after the name behind which it goes on; empty from the first
 * @param limit names at most, 1 to {@link #LIMIT_MAX}
 */
record Listing(String prefix, String after, int limit) {
    /** No page has more. */
    static final int LIMIT_MAX = 1_000;

    private static final int LIMIT = 100; // unless more is asked for

    /** As {@code ?prefix=&after=&limit=} say it. */
    static Listing of(ApiRequest request) throws BadSettingException {
        int limit = (int) request.number("limit", LIMIT, 1, LIMIT_MAX);
        return new Listing(request.parameter("prefix"), request.parameter("after"), limit);
    }

    /** The part of {@code all} in the order of their names, as an answer. */
    <T> Answer answer(Collection<T> all, Function<T, String> nameOf, Function<T, Map<String, Object>> toJson) {
        List<T> fitting = new ArrayList<>();
        for (T each : all) if (wants(nameOf.apply(each))) fitting.add(each);
        fitting.sort(Comparator.comparing(nameOf));
        List<T> shown = fitting.subList(0, Math.min(limit, fitting.size()));
        String next = shown.size() < fitting.size() ? nameOf.apply(shown.get(limit - 1)) : null;
        return answer(shown.stream().map(toJson).toList(), next);
    }

    /** A page of a list, and by what name the next one is asked for; null if this is the last. */
    static Answer answer(List<Map<String, Object>> items, @Nullable Object next) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("items", items);
        json.put("next", next);
        return Answer.json(200, json);
    }

    private boolean wants(String name) {
        return name.startsWith(prefix) && (after.isEmpty() || name.compareTo(after) > 0);
    }
}
