package io.belay.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers of bytes, in powers of 1024. */
record BytesKind(long least, long most) implements Kind<Long> {
    private static final Map<String, Integer> SHIFTS = shifts();

    private static Map<String, Integer> shifts() {
        Map<String, Integer> shifts = new LinkedHashMap<>();
        shifts.put("TiB", 40);
        shifts.put("GiB", 30);
        shifts.put("MiB", 20);
        shifts.put("KiB", 10);
        shifts.put("B", 0);
        shifts.put("", 0);
        return shifts;
    }

    @Override
    public String expected() {
        String range = most == Long.MAX_VALUE ? written(least) + " or more" : written(least) + " to " + written(most);
        return "a size as 64MiB, 512KiB or 100B, " + range;
    }

    @Override
    public @Nullable Long read(String text) {
        int end = Digits.end(text);
        long number = Digits.of(text.substring(0, end));
        Integer shift = SHIFTS.get(text.substring(end).strip());
        if (number == Digits.NONE || shift == null || number > Long.MAX_VALUE >> shift) return null;
        long value = number << shift;
        return value >= least && value <= most ? (Long) value : null;
    }

    @Override
    public String written(Long value) {
        for (Map.Entry<String, Integer> unit : SHIFTS.entrySet()) {
            boolean isWhole = value >> unit.getValue() << unit.getValue() == value;
            if (isWhole && value >> unit.getValue() > 0) return (value >> unit.getValue()) + unit.getKey();
        }
        return value + "B";
    }
}
