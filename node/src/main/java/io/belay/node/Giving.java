package io.belay.node;

/** What became of an order to give a session to another user. */
public enum Giving {
    /** It belongs to that user, and this is on disk. */
    DONE,
    /** It did before. */
    WAS_SO,
    /** Its client is on a line: nothing has changed. */
    IN_USE,
    /** There is no such session. */
    UNKNOWN,
    /** The node has failed for good; whether it is done shows when it is started anew. */
    FAILED
}
