package io.belay.amqp;

/** What can be shown of the frame that is being read, if it turns out to be wrong. */
@FunctionalInterface
interface Evidence {
    /** There is never anything to show. */
    Evidence NONE = offset -> "";

    /** In words, the bytes from {@code offset} of the frame on; empty if there are none, or no frame is being read. */
    String from(int offset);
}
