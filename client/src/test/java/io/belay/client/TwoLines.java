package io.belay.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A client's session whose lines to a broker are there at the same time, and each as slow as a test wants it. */
final class TwoLines implements ClientPort, ClientListener {
    private static final int ROUNDS_MAX = 10_000;

    /** What is under way on one line. */
    private static final class Wire {
        final ByteArrayOutputStream up = new ByteArrayOutputStream();
        boolean isThere; // dialed
        long left = Long.MAX_VALUE; // bytes that come down yet
        boolean isHeld; // nothing passes
    }

    final RealBroker broker;
    final ClientSession session;
    final List<ClientEvent> events = new ArrayList<>();
    final List<Long> dialed = new ArrayList<>(); // numbers of all lines
    final Map<Long, String> addresses = new LinkedHashMap<>();
    final Map<Long, String> hungUp = new LinkedHashMap<>();
    private final Map<Long, Wire> wires = new LinkedHashMap<>();
    private final Random random = new Random(1);
    private final long offset;
    int mostAtOnce;
    boolean holdsNew; // each line that is dialed from now on is held
    boolean dialsNew = true; // a line that is dialed comes to stand
    String hole = ""; // but none to this address
    long leftOfNew = Long.MAX_VALUE; // bytes that come down on each new line
    long nowMs = World.START_MS;

    /** @param offset of the line numbers at the broker */
    TwoLines(RealBroker broker, ClientOptions options, ReturnOptions returning, long offset) {
        this.broker = broker;
        this.offset = offset;
        session = new ClientSession(options, returning, this, this, nowMs);
    }

    TwoLines opened() {
        session.open(Long.MAX_VALUE, Answer.NOBODY);
        settle();
        return this;
    }

    /** The lines that have not ended, the eldest first. */
    List<Long> lines() {
        return List.copyOf(wires.keySet());
    }

    long newest() {
        return dialed.get(dialed.size() - 1);
    }

    /** What was held there passes, and all that follows. */
    void release(long line) {
        Wire wire = wires.get(line);
        if (wire == null) return;
        wire.isHeld = false;
        wire.left = Long.MAX_VALUE;
        settle();
    }

    /** Both ends hear that it is gone. */
    void cut(long line) {
        if (wires.remove(line) == null) return;
        broker.lost(line + offset);
        session.lost(line, "cut by the test", nowMs);
        settle();
    }

    void pass(long ms) {
        long endMs = nowMs + ms;
        while (nowMs < endMs) time(Math.min(endMs, Math.min(Math.max(session.nextTickMs(), nowMs + 1), nowMs + 500)));
    }

    /** It is that late now. */
    void time(long atMs) {
        nowMs = atMs;
        broker.time(nowMs);
        session.tick(nowMs);
        settle();
    }

    <T extends ClientEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Why attempts failed. */
    List<String> causes() {
        return events(ClientEvent.AttemptFailed.class).stream()
                .map(ClientEvent.AttemptFailed::cause)
                .toList();
    }

    void settle() {
        boolean moves = true;
        for (int round = 0; moves; round++) {
            if (round > ROUNDS_MAX) throw new AssertionError("it never comes to rest");
            session.flush(nowMs);
            moves = broker.works();
            for (long line : lines()) moves |= moves(line);
        }
    }

    private boolean moves(long line) {
        Wire wire = wires.get(line);
        boolean isLost = !dialsNew || hole.equals(addresses.get(line));
        if (wire == null || isLost && !wire.isThere) return false;
        if (!wire.isThere) {
            wire.isThere = true;
            broker.accept(line + offset);
            session.dialed(line, nowMs);
            return true;
        }
        return !wire.isHeld && (up(line, wire) | down(line, wire));
    }

    private boolean up(long line, Wire wire) {
        if (wire.up.size() == 0) return false;
        broker.hear(line + offset, wire.up.toByteArray());
        wire.up.reset();
        return true;
    }

    private boolean down(long line, Wire wire) {
        byte[] all = broker.says(line + offset);
        int count = (int) Math.min(all.length, wire.left);
        wire.left -= count;
        if (count > 0) {
            session.received(line, ByteBuffer.wrap(all, 0, count), nowMs);
        }
        return all.length > 0;
    }

    @Override
    public void dial(long line, String address) {
        dialed.add(line);
        addresses.put(line, address);
        Wire wire = new Wire();
        wire.isHeld = holdsNew;
        wire.left = leftOfNew;
        wires.put(line, wire);
        mostAtOnce = Math.max(mostAtOnce, wires.size());
    }

    @Override
    public void send(long line, ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        Wire wire = wires.get(line);
        if (wire != null) wire.up.writeBytes(copy);
    }

    @Override
    public boolean isWritable(long line) {
        return true;
    }

    @Override
    public void hangUp(long line, String why) {
        hungUp.put(line, why);
        Wire gone = wires.remove(line);
        if (gone != null && gone.isThere) broker.lost(line + offset);
    }

    @Override
    public @Nullable String token(long line) {
        return null;
    }

    @Override
    public long random() {
        return random.nextLong();
    }

    @Override
    public void event(ClientEvent event) {
        events.add(event);
    }

    @Override
    public void writable() {}
}
