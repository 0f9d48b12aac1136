package io.belay.amqp.type;

/** Where the messages of a link go: a node, or the coordinator of transactions. */
public sealed interface TargetTerminus permits Target, Coordinator {}
