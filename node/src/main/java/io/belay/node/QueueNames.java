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

    /** Likewise of a session that outlives its line: it finds the queue again by the name of the link that made it. */
    static String temporary(Address.Kind kind, String clientId, long session, String link) {
        return temporaryOf(kind, clientId) + session + "-" + link;
    }

    /** What the names of all temporary ones of a client begin with, of this session and of earlier ones. */
    static String temporaryOf(Address.Kind kind, String clientId) {
        return (kind == Address.Kind.QUEUE ? TEMPORARY_QUEUE : TEMPORARY_TOPIC) + escaped(clientId) + "/";
    }

    /** The subscription of one consumer of a session that outlives its line. */
    static String passing(long session, String link) {
        return RESERVED + "subscription/" + session + "/" + link;
    }

    /** A part of a name, so that no two names are the same for others. */
    static String escaped(String text) {
        return text.replace("%", "%25").replace("/", "%2F");
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
