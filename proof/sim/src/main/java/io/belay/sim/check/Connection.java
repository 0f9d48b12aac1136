package io.belay.sim.check;

import io.belay.mqtt.Packet;
import io.belay.mqtt.Property;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import java.util.ArrayDeque;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One line, seen from the server's side of it. */
final class Connection {
    static final long NEVER_S = 0xFFFFFFFFL; // a session expiry that never comes (§3.1.2.11.2)

    final int line;
    final String client;
    final int boot; // of the node it led to
    final TreeMap<Integer, Publication> publishing = new TreeMap<>(); // by packet id, as the server got them
    final ArrayDeque<Publication> nameless = new ArrayDeque<>(); // QoS 0 and empty, on their way to the server
    final TreeMap<Integer, Packet.Subscribe> subscribing = new TreeMap<>();
    final TreeMap<Integer, Integer> subscribeGot = new TreeMap<>();
    final TreeMap<Integer, Packet.Unsubscribe> unsubscribing = new TreeMap<>();

    Packet.@Nullable Connect connect;
    int connectGot = Publication.NEVER;
    int answered = Publication.NEVER; // the CONNACK, whatever it says
    Packet.@Nullable Connack connack;

    boolean isCutShort; // before its answer its client's CONNECT came on another line, or the server was made to end it

    @Nullable
    Life life; // once it was accepted

    int left = Publication.NEVER; // the server got DISCONNECT
    Packet.@Nullable Disconnect goodbye;
    int dismissed = Publication.NEVER; // the server sent DISCONNECT

    @Nullable
    ReasonCode dismissal;

    int serverEnded = Publication.NEVER;
    boolean endedByDeath; // of the node
    boolean endedByServer; // which closed it by itself
    boolean isDismissed; // somebody in charge of the server asked for that
    int clientEnded = Publication.NEVER;

    Connection(int line, String client, int boot) {
        this.line = line;
        this.client = client;
        this.boot = boot;
    }

    boolean isAccepted() {
        return life != null;
    }

    boolean isOpen() {
        return isAccepted() && serverEnded == Publication.NEVER && clientEnded == Publication.NEVER;
    }

    /**
     * Whether the server may have taken the CONNECT without an answer, or with one that speaks of something else: of a node that
     * could not write, or of what has ended the line meanwhile.
     */
    boolean isGhost() {
        Packet.Connack answer = connack;
        boolean isUnclear = answer == null || answer.reason() == ReasonCode.SERVER_UNAVAILABLE || isCutShort;
        return connect != null && life == null && isUnclear;
    }

    /** The first moment at which the server knew that the line is over. */
    int over() {
        return Math.min(left, serverEnded);
    }

    /** Seconds that the session outlives the line, as the CONNECT and its answer say. */
    long expiryS() {
        Packet.Connect asked = connect;
        if (asked == null) return 0;
        if (asked.version() == Version.MQTT_3_1_1) return asked.cleanStart() ? 0 : NEVER_S;
        long wanted = asked.properties().number(Property.SESSION_EXPIRY_INTERVAL, 0);
        return connack == null ? wanted : connack.properties().number(Property.SESSION_EXPIRY_INTERVAL, wanted);
    }

    /** The same after the client's DISCONNECT, which may change it. */
    long expiryAfterGoodbyeS() {
        Packet.Disconnect said = goodbye;
        return said == null ? expiryS() : said.properties().number(Property.SESSION_EXPIRY_INTERVAL, expiryS());
    }

    /** How many deliveries the client takes at a time (§3.1.2.11.3). */
    int receiveMaximum() {
        return connect == null ? 65_535 : (int) connect.properties().number(Property.RECEIVE_MAXIMUM, 65_535);
    }
}
