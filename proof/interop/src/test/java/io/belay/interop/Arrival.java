package io.belay.interop;

/** A message as a client library gave it to its user. */
record Arrival(String topic, String text, int qos, boolean retain) {}
