package io.belay.log;

import java.util.Locale;

/** How the files of a log are called, so that the driver and the messages agree. */
public final class FileNames {
    private static final String SEGMENT = "segment-";
    private static final String CHECKPOINT = "checkpoint-";

    private FileNames() {}

    /** The name of a segment: {@code segment-0000002a} for 42. */
    public static String segment(int number) {
        return String.format(Locale.ROOT, SEGMENT + "%08x", number);
    }

    /** The name of a checkpoint: {@code checkpoint-000000000000002a} for 42. */
    public static String checkpoint(long id) {
        return String.format(Locale.ROOT, CHECKPOINT + "%016x", id);
    }

    /** The number of the segment that is called {@code name}; 0 if no segment is. */
    public static int segmentOf(String name) {
        return (int) number(name, SEGMENT, 8);
    }

    /** The id of the checkpoint that is called {@code name}; 0 if no checkpoint is. */
    public static long checkpointOf(String name) {
        return number(name, CHECKPOINT, 16);
    }

    private static long number(String name, String prefix, int digits) {
        if (name.length() != prefix.length() + digits || !name.startsWith(prefix)) return 0;
        long number = 0;
        for (int index = prefix.length(); index < name.length(); index++) {
            int digit = "0123456789abcdef".indexOf(name.charAt(index));
            if (digit < 0) return 0;
            number = number << 4 | digit;
        }
        return Math.max(number, 0);
    }
}
