package io.belay.admin;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Receipts for messages that were taken, by words that nobody guesses. Any thread. */
final class Receipts {
    /** So many are remembered; the oldest gives way, and what it is for goes back when its time is up. */
    static final int COUNT_MAX = 1_000;

    private static final int LENGTH = 16; // bytes

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Long> byWord = new LinkedHashMap<>();

    /** A word for a receipt. */
    synchronized String give(long receipt) {
        byte[] bits = new byte[LENGTH];
        random.nextBytes(bits);
        String word = HexFormat.of().formatHex(bits);
        byWord.put(word, receipt);
        if (byWord.size() > COUNT_MAX) byWord.remove(byWord.keySet().iterator().next());
        return word;
    }

    /** The receipt of a word, once; null if there is none. */
    synchronized @Nullable Long take(String word) {
        return byWord.remove(word);
    }
}
