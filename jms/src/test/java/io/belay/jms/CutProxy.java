package io.belay.jms;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a broker, and breaks the line when told to, or when certain bytes pass. */
final class CutProxy implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;

    /** Which way bytes go. */
    enum Way {
        TO_BROKER,
        TO_CLIENT
    }

    /** What becomes of the bytes at which a line is cut. */
    enum Fate {
        /** They never arrive. */
        LOST,
        /** They arrive, and nothing after them. */
        DELIVERED,
        /** They arrive, and what the other end answers does not. */
        UNANSWERED
    }

    /** A cut that waits for its bytes. */
    final class Trap {
        private final Way way;
        private final byte[] bytes;
        private final Fate fate;
        private final CountDownLatch sprung = new CountDownLatch(1);

        private Trap(Way way, byte[] bytes, Fate fate) {
            this.way = way;
            this.bytes = bytes;
            this.fate = fate;
        }

        /** Waits until it has cut; false if that takes too long. */
        boolean await() throws InterruptedException {
            return sprung.await(60, TimeUnit.SECONDS);
        }
    }

    private final ServerSocket server;
    private final int brokerPort;
    private final List<Line> lines = new ArrayList<>(); // guarded by this
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Trap trap;
    private volatile boolean refusing;
    private volatile CountDownLatch swallowing; // a line, and its end
    private volatile CountDownLatch swallowed; // the end of the last one that was
    private volatile boolean overtook;

    CutProxy(int brokerPort) throws IOException {
        this.brokerPort = brokerPort;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    String address() {
        return "amqp://127.0.0.1:" + server.getLocalPort();
    }

    /** How many lines came so far. */
    int accepted() {
        return accepted.get();
    }

    /** Resets every line that stands. */
    synchronized void cut() {
        lines.forEach(Line::reset);
        lines.clear();
    }

    /** From now on nobody gets through, or again. */
    void refuse(boolean refuses) {
        refusing = refuses;
    }

    /** Lines that stand go silent for good, in both directions; new ones are good. */
    synchronized void blackhole() {
        lines.forEach(line -> line.isSilent = true);
        lines.clear();
    }

    /** The next line is taken, but nothing comes through; what is returned tells when the client has ended it. */
    CountDownLatch swallowNext() {
        CountDownLatch ended = new CountDownLatch(1);
        swallowing = ended;
        return ended;
    }

    /** Whether another line came while one that was swallowed still stood. */
    boolean overtook() {
        return overtook;
    }

    /** Cuts the line when these bytes pass for the next time. */
    Trap cutAt(Way way, Fate fate, int... bytes) {
        byte[] pattern = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) pattern[i] = (byte) bytes[i];
        Trap fresh = new Trap(way, pattern, fate);
        trap = fresh;
        return fresh;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                near.setTcpNoDelay(true);
                accepted.incrementAndGet();
                if (refusing) {
                    reset(near);
                    continue;
                }
                CountDownLatch ended = swallowing;
                CountDownLatch before = swallowed;
                if (before != null && before.getCount() > 0) overtook = true;
                if (ended != null) {
                    swallowed = ended;
                    swallowing = null;
                    daemon(() -> swallow(near, ended));
                    continue;
                }
                Socket far = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
                far.setTcpNoDelay(true);
                Line line = new Line(near, far);
                synchronized (this) {
                    lines.add(line);
                }
                daemon(() -> carry(line, Way.TO_BROKER));
                daemon(() -> carry(line, Way.TO_CLIENT));
            } catch (IOException gone) {
                // The broker is down: the client's line ends, as it would without a proxy.
            }
        }
    }

    private static void swallow(Socket near, CountDownLatch ended) {
        try (InputStream in = near.getInputStream()) {
            in.skip(Long.MAX_VALUE);
        } catch (IOException gone) {
            // It was reset, which is an end as well.
        }
        ended.countDown();
    }

    private void carry(Line line, Way way) {
        Socket from = way == Way.TO_BROKER ? line.near : line.far;
        Socket to = way == Way.TO_BROKER ? line.far : line.near;
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                if (line.isSilent) continue;
                if (!pass(line, way, chunk, length, out)) return;
            }
        } catch (IOException gone) {
            // One end is gone; the other is to follow.
        }
        if (!line.isSilent) line.reset(); // of a line that is swallowed neither end hears anything
    }

    private boolean pass(Line line, Way way, byte[] chunk, int length, OutputStream out) throws IOException {
        if (line.sprung != null && line.sprung.way != way) { // the answer, which is not to arrive
            line.spring();
            return false;
        }
        Trap set = trap;
        if (set == null || set.way != way || !contains(chunk, length, set.bytes)) {
            out.write(chunk, 0, length);
            return true;
        }
        trap = null;
        line.sprung = set;
        if (set.fate != Fate.LOST) out.write(chunk, 0, length);
        if (set.fate == Fate.UNANSWERED) return true;
        line.spring();
        return false;
    }

    private static boolean contains(byte[] chunk, int length, byte[] bytes) {
        for (int at = 0; at + bytes.length <= length; at++) {
            if (Arrays.equals(chunk, at, at + bytes.length, bytes, 0, bytes.length)) return true;
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException closed) {
            // It was closed already.
        }
    }

    private static final class Line {
        final Socket near;
        final Socket far;
        volatile boolean isSilent;
        volatile Trap sprung;

        Line(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        /** With what was written before: a reset would take it back. */
        void spring() {
            try {
                near.close();
                far.close();
            } catch (IOException closed) {
                // It was closed already.
            }
            sprung.sprung.countDown();
        }

        void reset() {
            CutProxy.reset(near);
            CutProxy.reset(far);
        }
    }
}
