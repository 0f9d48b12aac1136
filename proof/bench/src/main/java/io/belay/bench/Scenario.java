package io.belay.bench;

/** What the load generator does. */
enum Scenario {
    /** One publisher, one subscriber, QoS 0. */
    QOS0(0, 1),
    /** One publisher, a hundred subscribers of its topic, QoS 0. */
    FANOUT(0, 100),
    /** One publisher with a window, one subscriber with a session that stays, QoS 1. */
    QOS1(1, 1);

    final int qos;
    final int subscribers;

    Scenario(int qos, int subscribers) {
        this.qos = qos;
        this.subscribers = subscribers;
    }
}
