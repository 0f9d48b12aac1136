package io.belay.tidy.sample.mqtt;

/** Stands for a protocol. */
public final class Packet {}
