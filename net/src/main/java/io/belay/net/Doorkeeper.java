package io.belay.net;

/** Decides of each connection that comes to any port whether it is heard at all. Called on any loop; it must not wait. */
public interface Doorkeeper {
    /** Lets everybody in. */
    Doorkeeper OPEN = address -> true;

    /**
     * A connection came; nothing was read of it, and no TLS was begun.
     *
     * @param address where from, without the port: {@code 192.0.2.7}, {@code 2001:db8::1}
     * @return false to close it at once
     */
    boolean hears(String address);

    /** A connection was closed at once because {@link LineOptions#connectionsMax} of its port were open. */
    default void full(String address) {}

    /** Likewise, because at all ports together as many were open as {@link EventLoops#acceptedMax} allows. */
    default void crowded(String address) {}
}
