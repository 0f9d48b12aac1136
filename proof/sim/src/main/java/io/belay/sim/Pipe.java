package io.belay.sim;

import io.belay.mqtt.Packet;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a line. Bytes arrive in order, late, and cut up anywhere; they may stop for a while, or vanish.
 */
final class Pipe {
    private static final int CHUNKS_MAX = 4;

    /** What is under way; no bytes is the end of the stream. */
    private record Chunk(long atUs, @Nullable ByteBuffer bytes) {}

    private record Due(long end, Runnable told) {}

    private final Agenda agenda;
    private final Chance chance;
    private final long latencyUs;
    private final Consumer<ByteBuffer> out;
    private final Consumer<Packet> whole;
    private final Consumer<String> ended;

    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private final ArrayDeque<Due> dues = new ArrayDeque<>(); // who is told of a byte, by its offset
    private long written;
    private long delivered;
    private long lastAtUs; // no chunk overtakes another
    private long stalledUntilUs;
    private long heldFrom = Long.MAX_VALUE; // the offset from which on nothing gets through
    private long bunchUs = 1; // bytes come at multiples of it
    private boolean isVanishing;
    private boolean isPaused;
    private boolean isOver;
    private boolean isGarbled;
    private String why = "";
    private Agenda.@Nullable Entry pumping;

    /**
     * Opens it.
     *
     * @param latencyUs the typical time on the way
     * @param out is given the bytes
     * @param whole is told of each packet just before its last byte is given out
     * @param ended is told, once, that the writer closed
     */
    Pipe(
            Agenda agenda,
            Chance chance,
            long latencyUs,
            Consumer<ByteBuffer> out,
            Consumer<Packet> whole,
            Consumer<String> ended) {
        this.agenda = agenda;
        this.chance = chance;
        this.latencyUs = latencyUs;
        this.out = out;
        this.whole = whole;
        this.ended = ended;
    }

    /** Says that {@code packet} ends {@code end} bytes from the beginning. */
    void expect(Packet packet, long end) {
        if (!isGarbled) dues.add(new Due(end, () -> whole.accept(packet)));
    }

    /** Writes what nobody can make sense of, nor of what follows it; {@code arriving} is told before the first of it is given out. */
    void garble(ByteBuffer bytes, Runnable arriving) {
        if (!isGarbled) dues.add(new Due(written + 1, arriving));
        isGarbled = true;
        write(bytes);
    }

    /** Bytes written since the beginning. */
    long written() {
        return written;
    }

    /** Takes a copy of the bytes on their way. */
    void write(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        written += copy.length;
        if (isOver || isVanishing) return;
        int from = 0;
        for (int count = 1; from < copy.length; count++) {
            int length = count == CHUNKS_MAX || chance.percent(60)
                    ? copy.length - from
                    : 1 + chance.below(copy.length - from);
            add(ByteBuffer.wrap(copy, from, length));
            from += length;
        }
    }

    /** The writer closes: the reader is told after the last byte. */
    void close(String why) {
        this.why = why;
        if (!isOver && !isVanishing) add(null);
    }

    /** Everything under way is lost and nothing more gets through; the reader is not told. */
    void vanish() {
        isVanishing = true;
        chunks.clear();
    }

    /** It is over at once. */
    void stop() {
        isOver = true;
        chunks.clear();
    }

    /** Nothing gets through until then. */
    void stall(long untilUs) {
        stalledUntilUs = Math.max(stalledUntilUs, untilUs);
    }

    /** Nothing gets through but the first {@code count} bytes, until it is released. */
    void hold(long count) {
        heldFrom = count;
    }

    /** What was held gets through, and what is written from now on comes as on any other. */
    void release() {
        heldFrom = Long.MAX_VALUE;
        bunchUs = 1;
        pumpLater();
    }

    /** What is written from now on comes at multiples of this time, until it is released. */
    void bunch(long periodUs) {
        bunchUs = periodUs;
    }

    /** The reader stops reading, or goes on. */
    void pause(boolean paused) {
        isPaused = paused;
        if (!paused) pumpLater();
    }

    /** Bytes written and not yet read. */
    long unread() {
        return isOver ? 0 : written - delivered;
    }

    private void add(@Nullable ByteBuffer bytes) {
        long readyUs = agenda.nowUs() + chance.skewed(latencyUs / 2, latencyUs * 3);
        long atUs = Math.max(lastAtUs, (readyUs + bunchUs - 1) / bunchUs * bunchUs);
        lastAtUs = atUs;
        chunks.add(new Chunk(atUs, bytes));
        pumpLater();
    }

    private void pumpLater() {
        if (pumping != null || chunks.isEmpty() || isPaused || delivered >= heldFrom) return;
        long atUs = Math.max(chunks.peek().atUs, stalledUntilUs);
        pumping = agenda.in(Math.max(0, atUs - agenda.nowUs()), this::pump);
    }

    private void pump() {
        pumping = null;
        boolean isDue = !chunks.isEmpty() && agenda.nowUs() >= Math.max(chunks.peek().atUs, stalledUntilUs);
        if (isDue && !isPaused && !isOver && delivered < heldFrom) deliver(next());
        pumpLater();
    }

    /** Takes the next chunk, or as much of it as gets through. */
    private Chunk next() {
        Chunk chunk = chunks.remove();
        ByteBuffer bytes = chunk.bytes;
        long room = heldFrom - delivered;
        if (bytes == null || bytes.remaining() <= room) return chunk;
        int count = (int) room;
        chunks.addFirst(new Chunk(chunk.atUs, bytes.slice(bytes.position() + count, bytes.remaining() - count)));
        return new Chunk(chunk.atUs, bytes.slice(bytes.position(), count));
    }

    private void deliver(Chunk chunk) {
        if (chunk.bytes == null) {
            stop();
            ended.accept(why);
            return;
        }
        delivered += chunk.bytes.remaining();
        while (!dues.isEmpty() && dues.peek().end <= delivered) {
            dues.remove().told.run();
        }
        out.accept(chunk.bytes);
    }
}
