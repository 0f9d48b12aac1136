package io.belay.sim;

import io.belay.mqtt.Packet;
import io.belay.node.Reply;
import io.belay.node.Request;
import java.util.List;

/**
 * Changes what a server says and hears, so that a sound server looks like a broken one to the checkers. What leaves it
 * is what the history shows. A test of the checkers is its only use.
 */
public interface Mischief {
    /** Changes nothing. */
    Mischief NONE = new Mischief() {};

    /**
     * A packet that the server sends.
     *
     * @param line on which line
     * @param packet what the server said
     * @return what is sent in its place, in order
     */
    default List<Packet> fromServer(Line line, Packet packet) {
        return List.of(packet);
    }

    /**
     * A packet that the server is about to hear.
     *
     * @param line on which line
     * @param packet what the client said
     * @return what the server hears in its place, in order
     */
    default List<Packet> toServer(Line line, Packet packet) {
        return List.of(packet);
    }

    /**
     * What a gateway, of either protocol, is about to ask the node.
     *
     * @param request as the gateway asks
     * @return what the node is asked in its place, in order
     */
    default List<Request> asked(Request request) {
        return List.of(request);
    }

    /**
     * What the node answers a gateway.
     *
     * @param reply as the node says
     * @return what the gateway hears in its place, in order
     */
    default List<Reply> answered(Reply reply) {
        return List.of(reply);
    }
}
