package io.belay.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands between clients and a broker, and breaks their lines when told to. Its own threads carry the bytes; faults are
 * given by any one thread at a time.
 *
 * <pre>
 *  client ----- near socket | proxy | far socket ----- broker
 * </pre>
 */
public final class Proxy implements AutoCloseable {
    private static final int CHUNK_LENGTH = 4096; // small, so that faults often fall into the middle of a packet

    private final InetSocketAddress broker;
    private final ServerSocket server;
    private final List<Line> lines = new ArrayList<>(); // those open; guarded by this
    private final List<Socket> forgotten = new ArrayList<>(); // half-open ends, kept open until the proxy closes
    private boolean isHeld; // nothing is carried while it is; guarded by this
    private boolean isClosed; // guarded by this

    /**
     * Listens on a free port of 127.0.0.1 for those who want to go there.
     *
     * @throws IOException if it cannot listen
     */
    public Proxy(InetSocketAddress broker) throws IOException {
        this.broker = broker;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon("proxy", this::accept);
    }

    /** Where it listens, 1 to 65535. */
    public int port() {
        return server.getLocalPort();
    }

    /** The same with 127.0.0.1. */
    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", port());
    }

    /** How many lines go through it now. */
    synchronized int openLines() {
        return lines.size();
    }

    /** Waits until a line goes through it; false if none does within so long. */
    public synchronized boolean awaitLine(long waitMs) throws InterruptedException {
        long endNs = System.nanoTime() + waitMs * 1_000_000;
        for (long leftMs = waitMs; leftMs > 0 && lines.isEmpty(); leftMs = (endNs - System.nanoTime()) / 1_000_000) {
            wait(leftMs);
        }
        return !lines.isEmpty();
    }

    /** Waits until another thread's blackhole or stall has begun. */
    synchronized void awaitHold() throws InterruptedException {
        while (!isHeld) wait();
    }

    /**
     * Does that to every line that is open now. An interrupt ends a blackhole or a stall early.
     *
     * @param holdMs how long a blackhole or a stall lasts; the call returns when it is over
     * @return how many lines it hit, be it that they ended while it lasted
     */
    public int inflict(Fault fault, long holdMs) throws InterruptedException {
        int before = openLines();
        try {
            switch (fault) {
                case RESET -> {}
                case BLACKHOLE, STALL -> hold(holdMs);
                case HALF_OPEN_AT_BROKER, HALF_OPEN_AT_CLIENT -> {}
            }
        } catch (InterruptedException hurried) {
            strike(fault); // nothing may be held for ever
            throw hurried;
        }
        return Math.max(before, strike(fault));
    }

    /** From now on nobody hears what the broker says on the lines that are open now; it still hears them. */
    public synchronized void mute() {
        lines.forEach(line -> line.isMute = true);
    }

    @Override
    public void close() throws IOException {
        server.close();
        strike(Fault.RESET);
        synchronized (this) {
            isClosed = true;
            isHeld = false;
            notifyAll();
            forgotten.forEach(Proxy::reset);
        }
    }

    private synchronized void hold(long holdMs) throws InterruptedException {
        isHeld = true;
        notifyAll();
        long endNs = System.nanoTime() + holdMs * 1_000_000;
        for (long leftMs = holdMs; leftMs > 0 && !isClosed; leftMs = (endNs - System.nanoTime()) / 1_000_000)
            wait(leftMs);
    }

    private synchronized int strike(Fault fault) {
        int hit = lines.size();
        if (fault != Fault.STALL) {
            for (Line line : lines) {
                line.isCut = true;
                if (fault == Fault.HALF_OPEN_AT_CLIENT) forgotten.add(line.near);
                else reset(line.near);
                if (fault == Fault.HALF_OPEN_AT_BROKER) forgotten.add(line.far);
                else reset(line.far);
            }
            lines.clear();
        }
        isHeld = false;
        notifyAll();
        return hit;
    }

    private void accept() throws IOException, InterruptedException {
        while (true) {
            Socket near = server.accept();
            awaitFlow(null);
            try {
                Socket far = new Socket();
                far.setTcpNoDelay(true);
                near.setTcpNoDelay(true);
                far.connect(broker, 2000);
                open(new Line(near, far));
            } catch (IOException e) {
                reset(near); // The broker is down; the client finds out at once, as it would without a proxy.
            }
        }
    }

    private synchronized void open(Line line) {
        if (isClosed) {
            line.drop();
            return;
        }
        lines.add(line);
        notifyAll();
        daemon("proxy to broker", () -> carry(line, line.near, line.far));
        daemon("proxy to client", () -> carry(line, line.far, line.near));
    }

    private void carry(Line line, Socket from, Socket to) throws InterruptedException {
        byte[] chunk = new byte[CHUNK_LENGTH];
        try {
            for (int length = from.getInputStream().read(chunk); length >= 0; ) {
                if (!awaitFlow(line)) return;
                if (from == line.near || !line.isMute) to.getOutputStream().write(chunk, 0, length);
                length = from.getInputStream().read(chunk);
            }
        } catch (IOException e) {
            // One end is gone; what is left to do is the same as for an orderly end.
        }
        end(line);
    }

    /** Waits while nothing may pass; false if the line was cut meanwhile, or before. */
    private synchronized boolean awaitFlow(@Nullable Line line) throws InterruptedException {
        while (isHeld) wait();
        return line == null || !line.isCut;
    }

    private synchronized void end(Line line) {
        if (line.isCut) return; // A half-open end must not fall with the other one.
        line.isCut = true;
        lines.remove(line);
        line.drop();
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It was closed already.
        }
    }

    private static final class Line {
        final Socket near;
        final Socket far;
        boolean isCut; // guarded by the proxy
        volatile boolean isMute; // what the broker says is dropped

        Line(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        /** An end for both; in good order, so that a last word still gets through. */
        void drop() {
            try {
                near.close();
                far.close();
            } catch (IOException e) {
                // It was closed already.
            }
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void daemon(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException e) {
                        // The proxy was closed, which is how its threads end.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
