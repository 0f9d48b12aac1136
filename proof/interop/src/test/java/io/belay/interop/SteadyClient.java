package io.belay.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.LockSupport;

/**
 * A MQTT 5.0 client that remembers its session as the standard says and comes back after every break until its work is
 * done. Pings when it hears nothing, and gives a line up that does not answer. Runs in one thread.
 */
abstract class SteadyClient implements Runnable {
    static final int LEVEL = 5;

    private static final int TURN_MS = 200; // silence after which the work is looked at again
    private static final int PING_TURNS = 5;
    private static final int DEAD_TURNS = 12;
    private static final int READ_MS = 4000; // for the rest of a packet that has begun, and for a connection
    private static final long RETURN_NS = 50_000_000;
    private static final long EXPIRY_S = 3600;

    /** What it sees is judged there. */
    final Ledger ledger;

    private final InetSocketAddress broker;
    private final String clientId;
    private final int receiveMaximum;
    private boolean hasSession;
    private int breaks;
    private volatile boolean isStopped;

    SteadyClient(InetSocketAddress broker, String clientId, int receiveMaximum, Ledger ledger) {
        this.broker = broker;
        this.clientId = clientId;
        this.receiveMaximum = receiveMaximum;
        this.ledger = ledger;
    }

    /** A line is up with the session as it was; what must be said first is said here. */
    abstract void resume(RawClient line, RawPacket connack) throws IOException;

    /** The line has room: send what is to be sent. */
    abstract void send(RawClient line) throws IOException;

    /** A packet came that is not about the line itself. */
    abstract void receive(RawClient line, RawPacket packet) throws IOException;

    /** Whether nothing is left to do. */
    abstract boolean isDone();

    /** Ends it soon, done or not. Any thread. */
    final void stop() {
        isStopped = true;
    }

    /** How often a line was lost or did not come up. Read it when the thread has ended. */
    final int breaks() {
        return breaks;
    }

    @Override
    public final void run() {
        while (!isDone() && !isStopped) {
            try (RawClient line = new RawClient(LEVEL, broker, READ_MS)) {
                open(line);
                work(line);
                if (isDone()) line.disconnect();
            } catch (IOException e) {
                breaks++;
                LockSupport.parkNanos(RETURN_NS);
            } catch (RuntimeException e) {
                ledger.problem(clientId + " failed: " + e);
                throw e;
            }
        }
    }

    private void open(RawClient line) throws IOException {
        line.send(PacketBytes.connect(LEVEL, clientId, !hasSession, 10, EXPIRY_S, receiveMaximum));
        RawPacket connack = line.expect(RawPacket.CONNACK);
        if (connack.reason() != 0) {
            ledger.problem(clientId + " refused with code " + connack.reason());
            throw new IOException("refused");
        }
        if (connack.isSessionPresent() != hasSession) ledger.problem(clientId + " came back and its session was gone");
        hasSession = true;
        resume(line, connack);
        line.flush();
    }

    private void work(RawClient line) throws IOException {
        int silentTurns = 0;
        while (!isDone() && !isStopped) {
            send(line);
            line.flush();
            if (line.awaitInput(TURN_MS)) {
                silentTurns = 0;
                do hear(line, line.read());
                while (line.hasInput());
            } else {
                silentTurns++;
                if (silentTurns == PING_TURNS) line.send(PacketBytes.ping());
                if (silentTurns == DEAD_TURNS) throw new IOException("no answer to a ping");
            }
        }
        line.flush();
    }

    private void hear(RawClient line, RawPacket packet) throws IOException {
        if (packet.type() == RawPacket.PINGRESP) return;
        if (packet.type() == RawPacket.DISCONNECT) throw new IOException("disconnected with code " + packet.reason());
        receive(line, packet);
    }
}
