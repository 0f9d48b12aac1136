package io.belay.admin;

import java.time.Instant;
import java.util.Map;

/** Times as programs get them: {@code "at":"2027-01-15T08:00:00Z","atMs":1800000000000}. */
final class Times {
    private Times() {}

    /** Puts a time, milliseconds since 1970, by two names: for people, and with {@code Ms} for those who compute. */
    static void put(String name, long ms, Map<String, Object> json) {
        json.put(name, Instant.ofEpochMilli(ms).toString());
        json.put(name + "Ms", ms);
    }
}
