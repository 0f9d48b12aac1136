package io.belay.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spans of time.
 *
 * @param step of which every value is a multiple: a millisecond or a second
 * @param hasUnlimited whether {@code unlimited} is a word for {@code most}
 */
record DurationKind(Duration least, Duration most, Duration step, boolean hasUnlimited) implements Kind<Duration> {
    private static final String UNLIMITED = "unlimited";
    private static final Map<String, Long> UNITS = units();

    private static Map<String, Long> units() {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("d", 86_400_000L);
        units.put("h", 3_600_000L);
        units.put("m", 60_000L);
        units.put("s", 1_000L);
        units.put("ms", 1L);
        return units;
    }

    @Override
    public String expected() {
        String examples = step.toMillis() < 1_000 ? "500ms, 30s, 5m, 2h or 1d" : "30s, 5m, 2h or 1d";
        String range = hasUnlimited ? shown(least) + " or more, or " + UNLIMITED : shown(least) + " to " + shown(most);
        return "a time as " + examples + ", " + range;
    }

    @Override
    public @Nullable Duration read(String text) {
        if (hasUnlimited && text.equalsIgnoreCase(UNLIMITED)) return most;
        int end = Digits.end(text);
        long number = Digits.of(text.substring(0, end));
        Long unitMs = UNITS.get(text.substring(end).strip());
        if (number == Digits.NONE || unitMs == null || number > Long.MAX_VALUE / unitMs) return null;
        Duration value = Duration.ofMillis(number * unitMs);
        boolean fits = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
        return fits && value.toMillis() % step.toMillis() == 0 ? value : null;
    }

    @Override
    public String written(Duration value) {
        return hasUnlimited && value.equals(most) ? UNLIMITED : shown(value);
    }

    private static String shown(Duration value) {
        long ms = value.toMillis();
        for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
            if (ms > 0 && ms % unit.getValue() == 0) return ms / unit.getValue() + unit.getKey();
        }
        return "0s";
    }
}
