package io.belay.mqtt;

import io.belay.base.Check;

/**
 * What the peer has begun on this line and we have not finished: its QoS 1 and QoS 2 messages and its requests, by packet
 * id.
 *
 * <pre>
 *   FREE ─ PUBLISH 1 ▶ QOS1 ─ puback ▶ FREE
 *   FREE ─ PUBLISH 2 ▶ QOS2 ─ pubrec ▶ RECEIVED ─ PUBREL ▶ RELEASED ─ pubcomp ▶ FREE      (pubrec with an error ▶ FREE)
 *   FREE ─ PUBREL ▶ RELEASED_EARLIER ─ pubcomp ▶ FREE      (the message came on an earlier line, or never)
 *   FREE ─ SUBSCRIBE, UNSUBSCRIBE ▶ REQUESTED ─ suback, unsuback ▶ FREE
 * </pre>
 */
final class Incoming {
    private static final int FREE = 0;
    private static final int QOS1 = 1;
    private static final int QOS2 = 2;
    private static final int RECEIVED = 3;
    private static final int RELEASED = 4;
    private static final int RELEASED_EARLIER = 5;
    private static final int REQUESTED = 6;

    /** What to make of a packet. */
    enum Verdict {
        /** Tell it. */
        NEW,
        /** A repetition, and the answer to the first is still to come: it answers both. */
        ANSWER_COMES,
        /** A repetition, and the answer to the first is given: give it again (MQTT-4.3.3-10). */
        ANSWER_AGAIN,
        /** The id is taken by something else. */
        IN_USE,
        /** One message more than was granted. */
        BEYOND_MAXIMUM,
        /** The exchange has not come that far. */
        OUT_OF_TURN
    }

    private final PacketIds ids = new PacketIds();
    private final int maximum;
    private int unfinished; // messages of this line, QOS1 to RELEASED; never beyond maximum in 5.0
    private int unanswered; // ids that wait for us, not for the peer

    Incoming(int maximum) {
        this.maximum = maximum;
    }

    /** How many of the peer's packets wait for our answer. */
    int unanswered() {
        return unanswered;
    }

    Verdict published(int id, int qos, boolean dup, boolean isLimited) {
        int state = ids.at(id);
        if (state == FREE) return isLimited && unfinished >= maximum ? Verdict.BEYOND_MAXIMUM : begin(id, qos);
        if (state == QOS1) return qos == 1 && dup ? Verdict.ANSWER_COMES : Verdict.IN_USE;
        if (qos == 2 && state == QOS2) return Verdict.ANSWER_COMES;
        return qos == 2 && state == RECEIVED ? Verdict.ANSWER_AGAIN : Verdict.IN_USE;
    }

    private Verdict begin(int id, int qos) {
        ids.put(id, qos == 1 ? QOS1 : QOS2);
        unfinished++;
        unanswered++;
        return Verdict.NEW;
    }

    Verdict released(int id) {
        int state = ids.at(id);
        if (state == RELEASED || state == RELEASED_EARLIER) return Verdict.ANSWER_COMES;
        if (state != FREE && state != RECEIVED) return Verdict.OUT_OF_TURN;
        ids.put(id, state == FREE ? RELEASED_EARLIER : RELEASED);
        unanswered++;
        return Verdict.NEW;
    }

    Verdict requested(int id) {
        if (ids.at(id) != FREE) return Verdict.IN_USE;
        ids.put(id, REQUESTED);
        unanswered++;
        return Verdict.NEW;
    }

    void acknowledge(int id) {
        answer(id, QOS1, FREE);
        unfinished--;
    }

    void receive(int id, boolean accepted) {
        answer(id, QOS2, accepted ? RECEIVED : FREE);
        if (!accepted) unfinished--;
    }

    void complete(int id) {
        boolean counts = ids.at(id) == RELEASED;
        answer(id, counts ? RELEASED : RELEASED_EARLIER, FREE);
        if (counts) unfinished--;
    }

    void answerRequest(int id) {
        answer(id, REQUESTED, FREE);
    }

    private void answer(int id, int before, int after) {
        Check.invariant(ids.at(id) == before, "packet id " + id + " in state " + before, ids.at(id));
        ids.put(id, after);
        unanswered--;
    }
}
