package io.belay.sim.check;

import io.belay.mqtt.Packet;

/**
 * A PUBLISH that a client got.
 *
 * @param index of the moment
 * @param connection where
 * @param life whose session
 * @param packet as it came
 * @param number of the message, 0 for an empty body
 * @param isRepeat whether the client had it before, by its packet id, and does not take it again
 */
record Delivery(int index, Connection connection, Life life, Packet.Publish packet, long number, boolean isRepeat) {}
