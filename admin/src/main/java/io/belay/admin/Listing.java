package io.belay.admin;

import io.belay.admin.text.BadSettingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list somebody wants to see, by name.
 *
 * @param prefix of the names
 * @param part that is somewhere in the names, in small letters; empty for all
 * @param after the name behind which it goes on; empty from the first
 * @param limit names at most, 1 to {@link #LIMIT_MAX}
 */
record Listing(String prefix, String part, String after, int limit) {
    /** No page has more. */
    static final int LIMIT_MAX = 1_000;

    private static final int LIMIT = 100; // unless more is asked for

    /** As {@code ?prefix=&contains=&after=&limit=} say it. */
    static Listing of(ApiRequest request) throws BadSettingException {
        int limit = (int) request.number("limit", LIMIT, 1, LIMIT_MAX);
        String part = request.parameter("contains").toLowerCase(Locale.ROOT);
        return new Listing(request.parameter("prefix"), part, request.parameter("after"), limit);
    }

    /** The part of {@code all} in the order of their names, as an answer with how many there are on all pages. */
    <T> Answer answer(Collection<T> all, Function<T, String> nameOf, Function<T, Map<String, Object>> toJson) {
        List<T> fitting = new ArrayList<>();
        for (T each : all) if (fits(nameOf.apply(each))) fitting.add(each);
        return page(fitting, fitting.size(), nameOf, toJson);
    }

    /** The same of a list whose beginning alone is known: one more than are to be shown, if there are so many. */
    <T> Answer beginning(Collection<T> all, Function<T, String> nameOf, Function<T, Map<String, Object>> toJson) {
        return page(all, null, nameOf, toJson);
    }

    private <T> Answer page(
            Collection<T> fitting,
            @Nullable Integer count,
            Function<T, String> nameOf,
            Function<T, Map<String, Object>> toJson) {
        List<T> behind = new ArrayList<>();
        for (T each : fitting) if (after.isEmpty() || nameOf.apply(each).compareTo(after) > 0) behind.add(each);
        behind.sort(Comparator.comparing(nameOf));
        List<T> shown = behind.subList(0, Math.min(limit, behind.size()));
        String next = shown.size() < behind.size() ? nameOf.apply(shown.get(limit - 1)) : null;
        return answer(shown.stream().map(toJson).toList(), count, next);
    }

    /** A page of a list, and by what name the next one is asked for; null if this is the last. */
    static Answer answer(List<Map<String, Object>> items, @Nullable Object next) {
        return answer(items, null, next);
    }

    /** The same, with how many there are on all pages; null if that is not known. */
    static Answer answer(List<Map<String, Object>> items, @Nullable Integer count, @Nullable Object next) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("items", items);
        if (count != null) json.put("fitting", count);
        json.put("next", next);
        return Answer.json(200, json);
    }

    /** Whether a name is one that is looked for, on whatever page. */
    boolean fits(String name) {
        return name.startsWith(prefix)
                && (part.isEmpty() || name.toLowerCase(Locale.ROOT).contains(part));
    }
}
