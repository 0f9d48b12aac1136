package io.belay.log;

import io.belay.base.ByteReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A tiny user of the log. Its records are texts: {@code +7 text} keeps message 7, {@code -7} drops it, anything else is
 * only remembered. Its state in a checkpoint is the number of records applied.
 */
final class Replayed implements Replay {
    final List<String> records = new ArrayList<>();
    int stateCount = -1; // what the checkpoint said

    @Override
    public void state(ByteReader state) {
        stateCount = state.readInt();
    }

    @Override
    public void record(long place, ByteBuffer body, LiveRecords live) {
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        records.add(text);
        if (text.startsWith("+")) live.keep(number(text), place, bytes.length);
        if (text.startsWith("-")) live.drop(number(text));
    }

    /** Appends {@code text} to {@code log} and does what a replay of it would do. */
    static long append(Log log, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long place = log.append(bytes, 0, bytes.length);
        if (text.startsWith("+")) log.keep(number(text), place, bytes.length);
        if (text.startsWith("-")) log.drop(number(text));
        return place;
    }

    static ByteBuffer state(int count) {
        return ByteBuffer.allocate(4).putInt(count).flip();
    }

    private static long number(String text) {
        int space = text.indexOf(' ');
        return Long.parseLong(text.substring(1, space < 0 ? text.length() : space));
    }
}
