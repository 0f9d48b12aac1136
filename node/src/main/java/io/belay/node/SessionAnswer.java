package io.belay.node;

/** What became of a {@link SessionOrder}. */
public sealed interface SessionAnswer {
    /**
     * It is as ordered, and on disk.
     *
     * @param changed false if it was so before
     */
    record Done(boolean changed) implements SessionAnswer {}

    /** There is no session of that name. */
    record Unknown() implements SessionAnswer {}

    /** Its client is on a line: nothing has changed. */
    record InUse() implements SessionAnswer {}

    /** The node has failed for good; whether it is done shows when it is started anew. */
    record Failed(String why) implements SessionAnswer {}
}
