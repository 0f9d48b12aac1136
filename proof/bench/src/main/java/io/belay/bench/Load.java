package io.belay.bench;

import io.belay.server.bench.Durations;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The load generator: one thread that drives the publisher and all subscribers of a {@link LoadPlan}. Every message
 * carries its number and the time it was put into the publisher's buffer, so what is lost or comes twice is seen.
 *
 * <pre>
 *  PUBLISH | topic | (packet id) | number, 8 bytes | time in ns, 8 bytes | zeros
 * </pre>
 */
final class Load implements LoadLine.Ear, AutoCloseable {
    private static final String TOPIC = "load/t";
    private static final long STALL_NS = 3_000_000_000L;
    private static final int BUFFER_LENGTH = 1 << 18;

    private final LoadPlan plan;
    private final Selector selector;
    private final List<LoadLine> lines = new ArrayList<>(); // the first is the publisher
    private final byte[] packet;
    private final int packetIdAt;
    private final int payloadAt;
    private final long[] nextNumber; // that each line expects

    private int answers;
    private long sent;
    private long acknowledged;
    private long delivered;
    private long lost;
    private long repeated;
    private Durations latencies = new Durations();
    private long nowNs;

    Load(LoadPlan plan) throws IOException {
        this.plan = plan;
        selector = Selector.open();
        int qos = plan.scenario().qos;
        int bodyLength = 2 + TOPIC.length() + (qos > 0 ? 2 : 0) + plan.payloadLength();
        ByteBuffer bytes = ByteBuffer.allocate(bodyLength + 5);
        bytes.put((byte) (0x30 | qos << 1));
        for (int rest = bodyLength; ; rest >>>= 7) {
            bytes.put((byte) (rest > 127 ? rest & 127 | 128 : rest));
            if (rest <= 127) break;
        }
        bytes.putShort((short) TOPIC.length()).put(TOPIC.getBytes(StandardCharsets.US_ASCII));
        packetIdAt = qos > 0 ? bytes.position() : 0;
        payloadAt = bytes.position() + (qos > 0 ? 2 : 0);
        packet = new byte[payloadAt + plan.payloadLength()];
        System.arraycopy(bytes.array(), 0, packet, 0, payloadAt);
        nextNumber = new long[1 + plan.scenario().subscribers];
    }

    /** Connects everybody, runs the plan and says what it saw. */
    static LoadResult run(LoadPlan plan) throws IOException {
        try (Load load = new Load(plan)) {
            load.connect();
            return load.measure();
        }
    }

    @Override
    public void published(LoadLine line, ByteBuffer bytes, int payload) {
        long number = bytes.getLong(payload);
        long expected = nextNumber[line.index];
        if (number < expected) {
            repeated++;
            return;
        }
        lost += number - expected;
        nextNumber[line.index] = number + 1;
        delivered++;
        latencies.add(nowNs - bytes.getLong(payload + 8));
    }

    @Override
    public void answered(LoadLine line, int type) {
        if (type == 4) acknowledged++;
        else answers++;
    }

    @Override
    public void close() throws IOException {
        for (LoadLine line : lines) line.close();
        selector.close();
    }

    private void connect() throws IOException {
        for (int index = 0; index <= plan.scenario().subscribers; index++) {
            if (plan.scenario().qos > 0) open(index, true).close(); // forgets what an earlier run left
            LoadLine line = open(index, plan.scenario().qos == 0 || index == 0);
            lines.add(line);
            if (index == 0) continue;
            line.subscribe(TOPIC, plan.scenario().qos);
            line.flush();
            awaitAnswer();
        }
    }

    private LoadLine open(int index, boolean cleanSession) throws IOException {
        LoadLine line = new LoadLine(index, plan.broker(), selector, BUFFER_LENGTH);
        line.connect("load-" + index, cleanSession);
        line.flush();
        awaitAnswer();
        return line;
    }

    private void awaitAnswer() throws IOException {
        long deadlineNs = System.nanoTime() + 2 * STALL_NS;
        for (int before = answers; answers == before; ) {
            if (System.nanoTime() > deadlineNs) throw new IOException("the broker does not answer");
            turn(100);
        }
    }

    private LoadResult measure() throws IOException {
        long startNs = System.nanoTime();
        long countFromNs = startNs + plan.warmupS() * 1_000_000_000L;
        send(startNs, countFromNs);
        latencies = new Durations();
        long deliveredBefore = delivered;
        long serverBeforeNs = ServerStat.cpuNs(plan.serverPid());
        long loadBeforeNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long fromNs = System.nanoTime();
        send(startNs, fromNs + plan.measureS() * 1_000_000_000L);
        double elapsedNs = System.nanoTime() - fromNs;
        double serverNs = ServerStat.cpuNs(plan.serverPid()) - serverBeforeNs;
        double loadNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - loadBeforeNs;
        long counted = delivered - deliveredBefore;
        Durations measured = latencies;
        drain();
        return new LoadResult(
                sent,
                acknowledged,
                delivered,
                lost,
                repeated,
                counted * 1e9 / elapsedNs,
                measured.atShareNs(0.5) / 1e3,
                measured.atShareNs(0.99) / 1e3,
                plan.serverPid() == 0 ? -1 : serverNs / Math.max(1, counted),
                plan.serverPid() == 0 ? -1 : serverNs / elapsedNs,
                loadNs / elapsedNs);
    }

    private void send(long startNs, long endNs) throws IOException {
        LoadLine publisher = lines.get(0);
        long heard = delivered + acknowledged;
        long heardNs = nowNs;
        for (nowNs = System.nanoTime(); nowNs < endNs || mayComeYet(heardNs); nowNs = System.nanoTime()) {
            long due = plan.ratePerS() == 0 ? Long.MAX_VALUE : (long) ((nowNs - startNs) * (plan.ratePerS() / 1e9));
            while (sent < due && mayRunAhead() && publisher.hasRoom(packet.length)) {
                publisher.publish(packet, packetIdAt, payloadAt, sent++, nowNs);
            }
            publisher.flush();
            turn(sent < due && mayRunAhead() ? 0 : 1);
            if (delivered + acknowledged != heard) {
                heard = delivered + acknowledged;
                heardNs = nowNs;
            } else if (nowNs - heardNs > STALL_NS) {
                giveUp();
            }
        }
    }

    /** On a machine that is busy enough, the first message may take longer than the whole measurement was to last. */
    private boolean mayComeYet(long heardNs) {
        return latencies.count() == 0 && nowNs - heardNs <= STALL_NS;
    }

    private boolean mayRunAhead() {
        int subscribers = plan.scenario().subscribers;
        return sent * subscribers - delivered - lost < (long) plan.undeliveredMax() * subscribers
                && (packetIdAt == 0 || sent - acknowledged < plan.unacknowledgedMax());
    }

    /** Nothing moved for long: what has not come by now is lost. */
    private void giveUp() {
        for (int index = 1; index < nextNumber.length; index++) {
            lost += sent - nextNumber[index];
            nextNumber[index] = sent;
        }
    }

    private void drain() throws IOException {
        long stallNs = System.nanoTime() + STALL_NS;
        long wanted = sent * plan.scenario().subscribers;
        while (delivered + lost < wanted || packetIdAt > 0 && acknowledged < sent) {
            long before = delivered + acknowledged;
            turn(10);
            if (delivered + acknowledged != before) stallNs = System.nanoTime() + STALL_NS;
            else if (System.nanoTime() > stallNs) break;
        }
        giveUp();
    }

    private void turn(int waitMs) throws IOException {
        if (waitMs == 0) selector.selectNow();
        else selector.select(waitMs);
        nowNs = System.nanoTime();
        for (SelectionKey key : selector.selectedKeys()) {
            LoadLine line = (LoadLine) key.attachment();
            if (key.isReadable()) line.read(this);
            line.flush();
        }
        selector.selectedKeys().clear();
    }
}
