package io.belay.sim;

import io.belay.base.Break;
import io.belay.base.ByteWriter;
import io.belay.base.Cause;
import io.belay.mqtt.MqttEncoder;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Version;
import java.nio.ByteBuffer;
import java.util.List;

/** One connection between a client and the server, as a network gives it: it cuts, stalls, and falls silent. */
public final class Line {
    /** What one end does with what the line brings. */
    public interface End {
        /** Bytes, valid during the call. */
        void received(ByteBuffer bytes);

        /** The line is over; nothing comes any more. Called once, and not if this end closed. */
        void lost(Break how);
    }

    private static final int RADIX = 36;

    private final int number;
    private final String client;
    private final Protocol protocol;
    private final Agenda agenda;
    private final History history;
    private final Mischief mischief;
    private final End clientEnd;
    private final End serverEnd;
    private final Pipe up;
    private final Pipe down;
    private final Tap upTap;
    private final Tap downTap;
    private boolean clientIsOver;
    private boolean serverIsOver;
    private boolean serverIsKept;
    private boolean isBroken;
    private long heardUs; // when something came to the server
    private long silentUs; // the longest time in which nothing did

    /**
     * Opens a line and notes it in the history.
     *
     * @param number of the line in its world
     * @param client the client's name
     * @param protocol what is spoken; only MQTT's packets are noted, and can be changed by a {@link Mischief}
     * @param world what it is part of
     * @param latencyUs the typical time on the way, each direction
     * @param clientEnd gets what the server sends
     * @param serverEnd gets what the client sends
     */
    public Line(
            int number,
            String client,
            Protocol protocol,
            Surroundings world,
            long latencyUs,
            End clientEnd,
            End serverEnd) {
        this.number = number;
        this.client = client;
        this.protocol = protocol;
        this.agenda = world.agenda();
        this.history = world.history();
        this.mischief = world.mischief();
        this.clientEnd = clientEnd;
        this.serverEnd = serverEnd;
        Chance chance = world.chance().split();
        up = new Pipe(
                agenda,
                chance,
                latencyUs,
                this::heard,
                packet -> note(Point.SERVER_GOT, packet),
                why -> endServer(new Break(Cause.PEER_CLOSED, why)));
        down = new Pipe(
                agenda,
                chance,
                latencyUs,
                clientEnd::received,
                packet -> note(Point.CLIENT_GOT, packet),
                why -> endClient(new Break(Cause.PEER_CLOSED, why)));
        upTap = new Tap(true, why -> history.add(new Event.Offended(number, "the client model itself: " + why)));
        downTap = new Tap(false, why -> history.add(new Event.Offended(number, why)));
        heardUs = agenda.nowUs();
        history.add(new Event.Opened(number, client, protocol));
    }

    /**
     * Where the client of a line is, as its server sees it: as long as the client's name, and another on each of its lines
     * but the last thousand.
     */
    public static String address(int number, String client) {
        String digits = Integer.toString(number, RADIX);
        String padded = "0".repeat(client.length()) + digits;
        return padded.substring(padded.length() - client.length());
    }

    /**
     * What a line needs of its world.
     *
     * @param agenda time
     * @param chance luck; each line splits off its own
     * @param history where packets are noted
     * @param mischief changes what a server says, in tests
     */
    public record Surroundings(Agenda agenda, Chance chance, History history, Mischief mischief) {}

    /** Its number. */
    public int number() {
        return number;
    }

    /** The name of its client. */
    public String client() {
        return client;
    }

    /** The client sends. The bytes are copied. */
    public void sendFromClient(ByteBuffer bytes) {
        if (clientIsOver) return;
        if (protocol != Protocol.MQTT) {
            up.write(bytes);
            return;
        }
        List<Tap.Read> packets = upTap.read(bytes);
        packets.forEach(read -> note(Point.CLIENT_SENT, read.packet()));
        Version version = upTap.version();
        if (version != null) downTap.version(version);
        if (mischief == Mischief.NONE) {
            packets.forEach(read -> up.expect(read.packet(), read.end()));
            up.write(bytes);
        } else {
            packets.forEach(read -> mischief.toServer(this, read.packet()).forEach(packet -> write(up, packet)));
        }
    }

    /** The server sends. The bytes are copied. */
    public void sendFromServer(ByteBuffer bytes) {
        if (serverIsOver) return;
        if (protocol != Protocol.MQTT) {
            down.write(bytes);
            return;
        }
        List<Tap.Read> packets = downTap.read(bytes);
        if (mischief == Mischief.NONE) {
            packets.forEach(read -> note(Point.SERVER_SENT, read.packet()));
            packets.forEach(read -> down.expect(read.packet(), read.end()));
            down.write(bytes);
        } else {
            packets.forEach(read -> mischief.fromServer(this, read.packet()).forEach(this::saySent));
        }
    }

    /** Says something in the server's name; for {@link Mischief}. */
    public void saySent(Packet packet) {
        if (serverIsOver) return;
        note(Point.SERVER_SENT, packet);
        write(down, packet);
    }

    /** What is spoken on it. */
    public Protocol protocol() {
        return protocol;
    }

    /** The server's end stays open whatever the server does; for {@link Mischief}. */
    public void keepServerOpen() {
        serverIsKept = true;
    }

    /** The client closes: the server hears of it after what was sent. */
    public void closeByClient(String why) {
        if (clientIsOver) return;
        clientIsOver = true;
        down.stop();
        up.close(why);
        history.add(new Event.Ended(number, false, true, why));
    }

    /** The client says something that is no packet and no frame; once it arrives the server must say so of it. */
    public void garble(byte[] bytes, Break offence) {
        if (clientIsOver) return;
        up.garble(ByteBuffer.wrap(bytes), () -> history.add(new Event.Provoked(number, offence)));
    }

    /** The server closes: the client hears of it after what was sent. */
    public void closeByServer(Break how) {
        if (serverIsOver || serverIsKept) return;
        serverIsOver = true;
        up.stop();
        down.close(how.words());
        noteServerEnded(true, how);
    }

    /** The client's machine is gone: nobody reads, nobody writes, nobody is told. */
    public void abandonByClient(String why) {
        if (clientIsOver) return;
        clientIsOver = true;
        up.vanish();
        down.vanish();
        history.add(new Event.Ended(number, false, true, why));
    }

    /** The server's process is gone. {@code told} says whether its machine still tells the client. */
    public void abandonByServer(String why, boolean told) {
        if (serverIsOver) return;
        serverIsOver = true;
        up.vanish();
        if (told) {
            down.close(why);
        } else {
            down.vanish();
        }
        noteServerEnded(false, new Break(Cause.CRASH, why));
    }

    /** The line breaks: what is under way is lost and both ends are told how, each after a while. */
    public void cut(long clientToldAfterUs, long serverToldAfterUs, Break how) {
        isBroken = true;
        up.vanish();
        down.vanish();
        agenda.in(clientToldAfterUs, () -> endClient(how));
        agenda.in(serverToldAfterUs, () -> endServer(how));
    }

    /** One or both directions lose all that is sent from now on, and nobody is told. */
    public void halfOpen(boolean upwards, boolean downwards) {
        isBroken |= upwards || downwards;
        if (upwards) up.vanish();
        if (downwards) down.vanish();
    }

    /** Nothing gets through until then, in either direction. */
    public void stall(long untilUs) {
        up.stall(untilUs);
        down.stall(untilUs);
    }

    /** Nothing of what the client sends gets through until then. */
    public void stallUp(long untilUs) {
        up.stall(untilUs);
    }

    /** Of what the client sends only so many bytes get through until it is released. */
    public void holdUp(long count) {
        up.hold(count);
    }

    /** Of what the server sends only so many bytes get through until it is released. */
    public void holdDown(long count) {
        down.hold(count);
    }

    /** What was held gets through, and what follows as on any other. */
    public void release() {
        up.release();
        down.release();
    }

    /** Bytes come late, at multiples of this time, until it is released. */
    public void bunch(long periodUs) {
        up.bunch(periodUs);
        down.bunch(periodUs);
    }

    /** The client stops reading, or goes on. */
    public void pauseClient(boolean paused) {
        down.pause(paused);
    }

    /** The server stops reading, or goes on. */
    public void pauseServer(boolean paused) {
        up.pause(paused);
    }

    /** Bytes that the server sent and the client has not read. */
    public long unreadByClient() {
        return down.unread();
    }

    /** Bytes that the client sent and the server has not read. */
    public long unreadByServer() {
        return up.unread();
    }

    /** Whether it loses what is sent, or one end is gone, while an end thinks that it works. */
    public boolean isBroken() {
        return (isBroken || clientIsOver || serverIsOver) && !(clientIsOver && serverIsOver);
    }

    private void endClient(Break how) {
        if (clientIsOver) return;
        clientIsOver = true;
        down.stop();
        history.add(new Event.Ended(number, false, false, how, 0));
        clientEnd.lost(how);
    }

    private void endServer(Break how) {
        if (serverIsOver) return;
        serverIsOver = true;
        up.stop();
        noteServerEnded(false, how);
        serverEnd.lost(how);
    }

    private void noteServerEnded(boolean isOwn, Break how) {
        noteSilence();
        history.add(new Event.Ended(number, true, isOwn, how, silentUs));
    }

    private void heard(ByteBuffer bytes) {
        noteSilence();
        serverEnd.received(bytes);
    }

    private void noteSilence() {
        silentUs = Math.max(silentUs, agenda.nowUs() - heardUs);
        heardUs = agenda.nowUs();
    }

    private void note(Point point, Packet packet) {
        history.add(new Event.Passed(number, point, packet));
    }

    private void write(Pipe pipe, Packet packet) {
        Version version = upTap.version();
        ByteWriter out = new ByteWriter(64);
        MqttEncoder.encode(packet, version == null ? Version.MQTT_5 : version, out);
        pipe.expect(packet, pipe.written() + out.length());
        pipe.write(out.view());
    }
}
