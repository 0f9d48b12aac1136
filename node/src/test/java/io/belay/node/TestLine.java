package io.belay.node;

/** A client's end of a line and its gateway at the other end, whatever they speak. */
interface TestLine {
    /** The node has an answer. */
    void reply(Reply reply);

    /** Time has passed. */
    void tick();

    /** Bytes travel both ways; whether any did. */
    boolean exchange();
}
