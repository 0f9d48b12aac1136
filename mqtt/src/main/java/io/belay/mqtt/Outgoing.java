package io.belay.mqtt;

import io.belay.base.Check;

/**
 * What we have begun on this line and the peer has not finished: our QoS 1 and QoS 2 messages and a client's requests, by
 * packet id.
 *
 * <pre>
 *   FREE ─ publish 1 ▶ QOS1 ─ PUBACK ▶ FREE
 *   FREE ─ publish 2 ▶ QOS2 ─ PUBREC ▶ RECEIVED ─ pubrel ▶ RELEASED ─ PUBCOMP ▶ FREE      (PUBREC with an error ▶ FREE)
 *   FREE ─ pubrel ▶ RELEASED_EARLIER ─ PUBCOMP ▶ FREE      (the message was sent on an earlier line)
 *   FREE ─ subscribe ▶ SUBSCRIBING ─ SUBACK ▶ FREE, and the same with unsubscribe
 * </pre>
 *
 * A peer's answer counts only for what is in flight: one to an id that is not is never told on, or it could settle what
 * the peer has not got.
 */
final class Outgoing {
    private static final int FREE = 0;
    private static final int QOS1 = 1;
    private static final int QOS2 = 2;
    private static final int RECEIVED = 3;
    private static final int RELEASED = 4;
    private static final int RELEASED_EARLIER = 5;
    private static final int SUBSCRIBING = 6;
    private static final int UNSUBSCRIBING = 7;

    /** What to make of an answer. */
    enum Verdict {
        /** It is due: tell it. */
        DUE,
        /** A repetition, and what comes next from us is still to come. */
        REPEATED,
        /** A repetition of PUBREC, and PUBREL is said: say it again. */
        RELEASE_AGAIN,
        /** Nothing is in flight under this id. */
        UNKNOWN,
        /** It does not answer what is in flight under this id. */
        WRONG
    }

    private final PacketIds ids = new PacketIds();
    private int maximum = 65_535; // the peer's receive maximum
    private int unfinished; // messages of this line, QOS1 to RELEASED; never beyond maximum (MQTT-3.3.4-7)

    /** Whether messages were sent whose exchange is not over. */
    boolean hasUnfinished() {
        return unfinished > 0;
    }

    void maximum(int maximum) {
        this.maximum = maximum;
    }

    int quota() {
        return maximum - unfinished;
    }

    void publish(int id, int qos) {
        Check.invariant(unfinished < maximum, "fewer unfinished messages than the peer's receive maximum", maximum);
        begin(id, qos == 1 ? QOS1 : QOS2);
        unfinished++;
    }

    /** Whether {@code id} may be begun. */
    boolean isFree(int id) {
        return ids.at(id) == FREE;
    }

    void release(int id) {
        int state = ids.at(id);
        Check.invariant(state == FREE || state == RECEIVED, "PUBREL after PUBREC or of an earlier line", state);
        ids.put(id, state == FREE ? RELEASED_EARLIER : RELEASED);
    }

    void subscribe(int id) {
        begin(id, SUBSCRIBING);
    }

    void unsubscribe(int id) {
        begin(id, UNSUBSCRIBING);
    }

    private void begin(int id, int state) {
        Check.argument(id >= 1 && id <= 65_535, "a packet id, 1 to 65535", id);
        Check.invariant(ids.at(id) == FREE, "a free packet id", id);
        ids.put(id, state);
    }

    Verdict acknowledged(int id) {
        return finish(id, QOS1, true);
    }

    Verdict received(int id, boolean accepted) {
        int state = ids.at(id);
        if (state == RELEASED || state == RELEASED_EARLIER) return Verdict.RELEASE_AGAIN;
        if (state == RECEIVED) return Verdict.REPEATED;
        if (state != QOS2) return state == FREE ? Verdict.UNKNOWN : Verdict.WRONG;
        ids.put(id, accepted ? RECEIVED : FREE);
        if (!accepted) unfinished--;
        return Verdict.DUE;
    }

    Verdict completed(int id) {
        return ids.at(id) == RELEASED_EARLIER ? finish(id, RELEASED_EARLIER, false) : finish(id, RELEASED, true);
    }

    Verdict subscribed(int id) {
        return finish(id, SUBSCRIBING, false);
    }

    Verdict unsubscribed(int id) {
        return finish(id, UNSUBSCRIBING, false);
    }

    private Verdict finish(int id, int expected, boolean counts) {
        int state = ids.at(id);
        if (state != expected) return state == FREE ? Verdict.UNKNOWN : Verdict.WRONG;
        ids.put(id, FREE);
        if (counts) unfinished--;
        return Verdict.DUE;
    }
}
