package io.belay.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A client's session, a broker and the lines between them, in one thread on virtual time. */
final class World implements ClientPort, ClientListener {
    static final long START_MS = 1_000_000;
    private static final int ROUNDS_MAX = 100_000;

    final Peer peer;
    final ClientSession session;
    final List<ClientEvent> events = new ArrayList<>();
    final List<String> dialed = new ArrayList<>();
    final List<String> hungUp = new ArrayList<>();
    final Map<Long, ByteArrayOutputStream> sent = new LinkedHashMap<>(); // by the client, not yet with the broker
    private final Random random;
    private @Nullable String dialing;
    private long dialingLine;
    private long offset; // of line numbers at the broker
    private long line; // that is there, 0 for none
    private long stuck; // dialed before it; nothing comes through any more; 0 for none
    private long bytesLeft = Long.MAX_VALUE; // until the line is cut
    private long bytesOfEach = Long.MAX_VALUE; // new line, likewise
    private boolean tellsBroker = true; // that a line is cut
    private boolean dies;
    private boolean forgets;
    boolean isReachable = true;
    boolean isDialing = true; // that a dial comes to an end
    boolean isBlackhole; // nothing arrives, nobody is told
    boolean isWritable = true;
    int writables;

    @Nullable
    String token; // for the next lines

    long nowMs = START_MS;

    World(Peer peer, ClientOptions options, ReturnOptions returning, long seed) {
        this.peer = peer;
        random = new Random(seed);
        session = new ClientSession(options, returning, this, this, nowMs);
    }

    /** Of a real broker that keeps sessions, or would if it were asked. */
    static World of(ClientOptions options) {
        var patient = new ReturnOptions.Pattern.Backoff(100, 10_000, 0);
        var returning = new ReturnOptions(List.of("amqp://a"), false, true, patient);
        return new World(new RealBroker(START_MS), options, returning, 7);
    }

    World opened() {
        session.open(Long.MAX_VALUE, Answer.NOBODY);
        settle();
        return this;
    }

    /** So that two clients of one broker have different lines. */
    World lineOffset(long offset) {
        this.offset = offset;
        return this;
    }

    long in(long ms) {
        return nowMs + ms;
    }

    /** The line takes so many bytes more, both ways together, and then it is cut. */
    World cutAfter(long bytes) {
        bytesLeft = bytes;
        return this;
    }

    /** Each new line takes so many bytes, both ways together, and then it is cut. */
    World cutsEachAfter(long bytes) {
        bytesOfEach = bytes;
        return this;
    }

    /** The broker hears of no cut: to it, lines stay as they are. */
    World cutsSilently() {
        tellsBroker = false;
        return this;
    }

    /** With the line the broker dies. */
    World dyingAtCuts() {
        dies = true;
        return this;
    }

    /** With the line the broker loses its disk. */
    World losingDiskAtCuts() {
        forgets = true;
        return this;
    }

    World dyingAtCuts(boolean dies) {
        this.dies = dies;
        return this;
    }

    /** The broker dies now. */
    void die() {
        if (!(peer instanceof RealBroker broker)) return;
        broker.restart();
        if (line != 0) cut();
    }

    /** From now on nothing goes wrong. */
    void faultless() {
        bytesLeft = Long.MAX_VALUE;
        dies = false;
        tellsBroker = true;
    }

    private void tellPeer(long gone) {
        if (forgets && peer instanceof RealBroker broker) broker.forget();
        else if (dies && peer instanceof RealBroker broker) broker.restart();
        else if (tellsBroker) peer.lost(gone + offset);
    }

    boolean isCut() {
        return bytesLeft <= 0;
    }

    long left() {
        return bytesLeft;
    }

    /** The line is cut now, and both ends hear so. */
    void cut() {
        long gone = line;
        if (gone == 0) return;
        line = 0;
        sent.remove(gone);
        tellPeer(gone);
        session.lost(gone, "cut by the test", nowMs);
        settle();
    }

    /** All that can happen without time passing. */
    World settle() {
        for (int round = 0; step(); round++) {
            if (round > ROUNDS_MAX) throw new AssertionError("it never comes to rest");
        }
        return this;
    }

    /** Time passes in steps, so that everything happens when it is due. */
    World pass(long ms) {
        long endMs = nowMs + ms;
        while (nowMs < endMs) {
            long dueMs = Math.max(session.nextTickMs(), nowMs + 1);
            nowMs = Math.min(endMs, Math.min(dueMs, nowMs + 500));
            peer.time(nowMs);
            session.tick(nowMs);
            settle();
        }
        return this;
    }

    /** Time passes until that is so, a minute at most. */
    World passUntil(BooleanSupplier isSo) {
        settle();
        for (int steps = 0; steps < 120 && !isSo.getAsBoolean(); steps++) pass(500);
        return this;
    }

    private boolean step() {
        session.flush(nowMs);
        boolean moved = dial();
        moved |= up();
        moved |= peer.works();
        moved |= down();
        return moved;
    }

    private boolean dial() {
        if (dialing == null || !isDialing) return false;
        dialing = null;
        if (!isReachable) {
            session.dialFailed(dialingLine, "connection refused", nowMs);
            return true;
        }
        line = dialingLine;
        bytesLeft = Math.min(bytesLeft, bytesOfEach);
        peer.accept(line + offset);
        session.dialed(line, nowMs);
        return true;
    }

    private boolean up() {
        ByteArrayOutputStream bytes = sent.get(line);
        if (line == 0 || bytes == null || bytes.size() == 0) return false;
        byte[] all = bytes.toByteArray();
        bytes.reset();
        byte[] some = passed(all);
        if (!isBlackhole && some.length > 0) peer.hear(line + offset, some);
        if (isCut()) cutNow();
        return true;
    }

    private boolean down() {
        if (line == 0) return false;
        long of = line;
        byte[] all = peer.says(of + offset);
        boolean isOver = peer.hasClosed(of + offset);
        if (all.length == 0 && (!isOver || isBlackhole)) return false;
        byte[] some = passed(all);
        if (!isBlackhole && some.length > 0) session.received(of, ByteBuffer.wrap(some), nowMs);
        if (isCut()) cutNow();
        else if (isOver && !isBlackhole && line == of) {
            line = 0;
            peer.lost(of + offset);
            session.lost(of, "closed by the broker", nowMs);
        }
        return true;
    }

    private byte[] passed(byte[] all) {
        int count = (int) Math.min(bytesLeft, all.length);
        if (bytesLeft != Long.MAX_VALUE) bytesLeft -= count;
        return java.util.Arrays.copyOf(all, count);
    }

    private void cutNow() {
        bytesLeft = Long.MAX_VALUE;
        long gone = line;
        line = 0;
        sent.remove(gone);
        tellPeer(gone);
        session.lost(gone, "cut by the test", nowMs);
    }

    // What the session calls

    @Override
    public void dial(long line, String address) {
        dialed.add(address);
        if (this.line != 0) stuck = this.line;
        this.line = 0;
        dialing = address;
        dialingLine = line;
    }

    @Override
    public void send(long line, ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        sent.computeIfAbsent(line, each -> new ByteArrayOutputStream()).writeBytes(copy);
    }

    @Override
    public boolean isWritable(long line) {
        return isWritable;
    }

    @Override
    public void hangUp(long line, String why) {
        hungUp.add(why);
        if (dialing != null && dialingLine == line) dialing = null;
        if (line == stuck) {
            stuck = 0;
            if (tellsBroker) peer.lost(line + offset);
        }
        if (line != this.line) return;
        this.line = 0;
        ByteArrayOutputStream rest = sent.remove(line);
        if (rest != null && !isBlackhole) peer.hear(line + offset, rest.toByteArray());
        if (tellsBroker) peer.lost(line + offset);
    }

    @Override
    public @Nullable String token(long line) {
        return token;
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
    public void writable() {
        writables++;
    }

    <T extends ClientEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
