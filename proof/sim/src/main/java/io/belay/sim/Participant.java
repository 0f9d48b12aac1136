package io.belay.sim;

import org.jspecify.annotations.Nullable;

/** Somebody who lives in a world at the clients' end of lines, whatever is spoken there. */
interface Participant {
    /** The line it uses, null if it has none. */
    @Nullable
    Line line();

    /** Opens its first line, or the next. */
    void comeBack(long afterUs);

    /** Is gone without a word, for a while; 0 and it is back before anybody can have noticed. */
    void vanish(long awayUs);

    /** Owes all its answers until told otherwise. */
    void mute(boolean mute);

    /** Reads nothing until told otherwise. */
    void dawdle(boolean dawdles);

    /** Behaves from now on, and comes back soon if it is away. */
    void calm();
}
