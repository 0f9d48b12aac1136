package io.belay.amqp.codec;

import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Symbol;
import io.belay.base.MalformedException;

/** What kind of wrong bytes a peer sent. Its ordinal is the reason of the codec's {@link MalformedException}s. */
public enum Fault {
    /** Bytes that are no frame; nothing behind them can be trusted. */
    FRAMING(ErrorCondition.CONNECTION_FRAMING_ERROR),
    /** A frame whose content is no legal encoding, or lacks what is mandatory. */
    DECODE(ErrorCondition.DECODE_ERROR),
    /** A field with a value that it may not have. */
    INVALID_FIELD(ErrorCondition.INVALID_FIELD),
    /** Legal, but beyond what we read: too deep, or too many elements that take no room. */
    LIMIT(ErrorCondition.RESOURCE_LIMIT_EXCEEDED);

    private final Symbol condition;

    Fault(Symbol condition) {
        this.condition = condition;
    }

    /** What to answer. */
    public Symbol condition() {
        return condition;
    }

    /** What kind of fault the codec found. */
    public static Fault of(MalformedException found) {
        return values()[found.reason()];
    }
}
