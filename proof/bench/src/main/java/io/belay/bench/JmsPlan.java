package io.belay.bench;

/**
 * One run of the JMS load generator.
 *
 * @param client whose it is
 * @param uri of the broker, as the client reads it
 * @param destination name of the queue or topic; nobody else uses it
 * @param scenario who sends what to whom
 * @param payloadLength bytes, {@link JmsStamp#LENGTH} to 1000000
 * @param warmupS seconds before counting begins
 * @param measureS seconds that count
 * @param ratePerS messages a second of all producers together, 0 for as many as go through
 * @param windowMax messages of one producer that the broker has not answered, 1 and up; only with
 *     {@link JmsScenario.Sending#WINDOW}
 * @param transactionCount messages in one transaction, 1 and up; only with {@link JmsScenario.Sending#TRANSACTION}
 * @param undeliveredMax messages that are sent and not received, 1 and up: producers wait at this bound, so that the
 *     rate is that of messages that arrive
 * @param serverPid whose processor time is counted, 0 for nobody's
 */
record JmsPlan(
        JmsClient client,
        String uri,
        String destination,
        JmsScenario scenario,
        int payloadLength,
        int warmupS,
        int measureS,
        int ratePerS,
        int windowMax,
        int transactionCount,
        int undeliveredMax,
        long serverPid) {}
