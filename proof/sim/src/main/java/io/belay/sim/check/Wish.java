package io.belay.sim.check;

import io.belay.mqtt.Packet;

/** One line of a SUBSCRIBE as the server got it, and for how long it may have been, and surely was, in force. */
final class Wish {
    final Life life;
    final Packet.Filter asked;
    final String group;
    final String filter;
    final int identifier;
    final int got; // from here on it may be in force
    int confirmed = Publication.NEVER; // from here on it surely is
    int granted = -1;
    int mayEnd = Publication.NEVER; // from here on it may be over, by UNSUBSCRIBE or a later wish for the same
    int ended = Publication.NEVER; // from here on it surely is

    Wish(Life life, Packet.Filter asked, int identifier, int got) {
        this.life = life;
        this.asked = asked;
        this.group = Filters.group(asked.filter());
        this.filter = Filters.plain(asked.filter());
        this.identifier = identifier;
        this.got = got;
    }

    boolean isShared() {
        return !group.isEmpty();
    }

    boolean takes(String topic) {
        return Filters.take(filter, topic);
    }

    /** Whether it may have been in force at some moment from one to the other. */
    boolean mayHoldBetween(int from, int to) {
        return got <= to && ended >= from;
    }

    /** Whether it was in force from the one moment to the other, as far as confirmations show. */
    boolean holdsBetween(int from, int to) {
        return confirmed < from && mayEnd > to;
    }
}
