package io.belay.node;

/** How the node names queues that no client names itself. */
final class QueueNames {
    /** What such names begin with; clients must not make queues whose names do. */
    static final String RESERVED = "$";

    private static final String TEMPORARY_QUEUE = RESERVED + "temporary-queue/";
    private static final String TEMPORARY_TOPIC = RESERVED + "temporary-topic/";

    private QueueNames() {}

    /** A queue that lives as long as its session; never used twice, not even after a restart. */
    static String temporary(Address.Kind kind, long session, long count) {
        return (kind == Address.Kind.QUEUE ? TEMPORARY_QUEUE : TEMPORARY_TOPIC) + session + "-" + count;
    }

    /** The subscription of one consumer that nobody shares and nobody keeps. */
    static String passing(long session, long count) {
        return RESERVED + "subscription/" + session + "-" + count;
    }

    static boolean isTemporaryTopic(String name) {
        return name.startsWith(TEMPORARY_TOPIC);
    }

    static boolean isReserved(String name) {
        return name.startsWith(RESERVED);
    }
}
