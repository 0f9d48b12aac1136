package io.belay.tidy.sample.core;

import io.belay.tidy.sample.mqtt.Packet;

/** Breaks the picture: the core knows a protocol. */
final class Speaks {
    final Packet packet = new Packet();
}
