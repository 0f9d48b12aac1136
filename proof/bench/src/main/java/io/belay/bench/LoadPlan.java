package io.belay.bench;

import java.net.InetSocketAddress;

/**
 * One run of the load generator.
 *
 * @param broker where it listens
 * @param scenario who sends what to whom
 * @param payloadLength bytes, 16 to 1000000
 * @param warmupS seconds before counting begins
 * @param measureS seconds that count
 * @param ratePerS messages a second from the publisher, 0 for as many as go through
 * @param unacknowledgedMax QoS 1 messages that the publisher has under way, 1 to 65000
 * @param undeliveredMax messages that have not reached a subscriber, 1 and up: with QoS 0 a broker may drop what its
 *     subscribers do not take, so the publisher never runs further ahead than this
 * @param serverPid whose processor time is counted, 0 for nobody's
 */
record LoadPlan(
        InetSocketAddress broker,
        Scenario scenario,
        int payloadLength,
        int warmupS,
        int measureS,
        int ratePerS,
        int unacknowledgedMax,
        int undeliveredMax,
        long serverPid) {}
