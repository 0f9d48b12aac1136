package io.belay.admin.text;

import io.belay.core.Session;
import io.belay.core.SessionView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Puts numbers and foreign text into words that a terminal can show. */
public final class Words {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Words() {}

    /** A time, milliseconds since 1970, in UTC. */
    public static String time(long ms) {
        return UTC.format(Instant.ofEpochMilli(ms));
    }

    /** {@code 42 s}, {@code 7 min}, {@code 26 h}, {@code 3 d}: two or three figures say enough. */
    public static String span(long ms) {
        long s = Math.max(0, ms) / 1_000;
        if (s < 120) return s + " s";
        if (s < 120 * 60) return s / 60 + " min";
        if (s < 48 * 3_600) return s / 3_600 + " h";
        return s / 86_400 + " d";
    }

    /** {@code 512 B}, {@code 1.5 GiB}. */
    public static String bytes(long bytes) {
        if (bytes < 1 << 10) return bytes + " B";
        String[] units = {"KiB", "MiB", "GiB", "TiB"};
        double value = bytes / 1024.0;
        int unit = 0;
        for (; value >= 1023.95 && unit < units.length - 1; unit++) value /= 1024;
        return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }

    /** When a session ends if nothing happens. */
    public static String expiry(SessionView session, long nowMs) {
        if (session.expiryS() == Session.NEVER_S) return "never";
        if (session.expiresAtMs() != Long.MAX_VALUE) return "in " + span(session.expiresAtMs() - nowMs);
        return session.expiryS() == 0 ? "with its line" : span(session.expiryS() * 1_000) + " after its line";
    }

    /** Text of a peer, with whatever could command a terminal written out. */
    public static String printable(String foreign) {
        StringBuilder shown = new StringBuilder(foreign.length());
        foreign.codePoints().forEach(point -> {
            if (isPlain(point)) shown.appendCodePoint(point);
            else shown.append(String.format(Locale.ROOT, "\\u%04X", point));
        });
        return shown.toString();
    }

    private static boolean isPlain(int point) {
        int type = Character.getType(point);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
