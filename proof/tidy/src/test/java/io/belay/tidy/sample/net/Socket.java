package io.belay.tidy.sample.net;

/** Stands for the world outside. */
public final class Socket {}
