package io.belay.sim;

import io.belay.base.Cause;
import io.belay.mqtt.Packet;

/** Something that a schedule does to a world. Clients go by their place in the schedule, from 0; times are virtual. */
public sealed interface Action {
    /** A client publishes. An empty one clears the retained message of its topic; −1 is no expiry. */
    record Publish(int client, String topic, int qos, boolean retain, boolean isEmpty, long expiryS)
            implements Action {}

    /** A client subscribes, at once or when it is next connected. */
    record Subscribe(int client, Packet.Filter filter) implements Action {}

    /** A client ends a subscription. */
    record Unsubscribe(int client, String filter) implements Action {}

    /** An AMQP client sends, in a transaction or not; a lifetime of −1 ms is none. */
    record Send(int client, Place to, String group, long ttlMs, boolean transacted) implements Action {}

    /** An AMQP client consumes, or browses, in transactions or not. */
    record Consume(int client, Supply supply, boolean transacted) implements Action {}

    /** An AMQP client consumes no more, and perhaps ends a durable subscription with it. */
    record Unwant(int client, Supply supply, boolean forget) implements Action {}

    /** An AMQP client wants all there is, up to so many, at once. */
    record Drain(int client, long credit) implements Action {}

    /** An AMQP client ends one of its sessions and begins it anew. */
    record EndSession(int client, boolean transacted) implements Action {}

    /** A client says goodbye, perhaps with its will, perhaps with another expiry (−1 none), and returns later. */
    record Leave(int client, boolean withWill, long expiryS, long awayUs) implements Action {}

    /** A client is gone without a word and returns later, on another line; 0 is a takeover. */
    record Vanish(int client, long awayUs) implements Action {}

    /** Another process of the same name starts, and takes the session if it can. */
    record Usurp(int client) implements Action {}

    /** A client acknowledges nothing for a while. */
    record Mute(int client, long forUs) implements Action {}

    /** A client reads nothing for a while. */
    record Dawdle(int client, long forUs) implements Action {}

    /** The line of a client breaks, and each end hears of it after a while. */
    record Cut(int client, long clientToldUs, long serverToldUs) implements Action {}

    /** The line of a client loses all that is sent, in one or both directions, and nobody hears of it. */
    record HalfOpen(int client, boolean upwards, boolean downwards) implements Action {}

    /** The line of a client stands still for a while. */
    record Stall(int client, long forUs) implements Action {}

    /** The lines that a program opens in a while are bad, each in its own way, which this luck gives. */
    record Fog(int client, long forUs, long luck) implements Action {}

    /** A program reaches no broker for a while. */
    record Block(int client, long forUs) implements Action {}

    /** The server ends the line of a client: an operator, a drain, or a bound on what a client may do to it. */
    record End(int client, Cause cause) implements Action {}

    /** A client says what its protocol does not know, or claims to say more than anybody may. */
    record Garble(int client, boolean isHuge) implements Action {}

    /** The node dies, so many steps from now, and starts again later. */
    record Kill(int steps, boolean powerLoss, long downUs) implements Action {}

    /** The node is stopped in good order and starts again later. */
    record Stop(long downUs) implements Action {}

    /** The node does nothing for a while; its lines do no more than it if the whole process stands still. */
    record Freeze(long forUs, boolean isWhole) implements Action {}

    /** The wall clock is moved when the node is next down. */
    record MoveClock(long byMs) implements Action {}

    /** The disk has no room for a while. */
    record FillDisk(long forUs) implements Action {}

    /** The next write fails, and the node must stop. */
    record FailDisk() implements Action {}

    /** The log is copied while the node goes on, which takes so long. */
    record BackUp(long copyUs) implements Action {}

    /** The node dies, and starts again on what was copied before, if there is a copy. */
    record Restore(long downUs) implements Action {}

    /** The disk takes so many times as long for a while. */
    record SlowDisk(int times, long forUs) implements Action {}
}
