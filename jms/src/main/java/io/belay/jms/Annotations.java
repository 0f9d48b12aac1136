package io.belay.jms;

import io.belay.amqp.type.Symbol;
import java.util.List;

/** Message annotations of the AMQP JMS mapping (§3.3.3, §5.2, §5.3), and the older ones that were words. */
final class Annotations {
    static final Symbol KIND = Symbol.of("x-opt-jms-msg-type");
    static final Symbol TO = Symbol.of("x-opt-jms-dest");
    static final Symbol REPLY_TO = Symbol.of("x-opt-jms-reply-to");
    static final Symbol TO_WORDS = Symbol.of("x-opt-to-type");
    static final Symbol REPLY_TO_WORDS = Symbol.of("x-opt-reply-type");
    static final Symbol DELIVERY_TIME = Symbol.of("x-opt-delivery-time");
    static final Symbol DELIVERY_DELAY = Symbol.of("x-opt-delivery-delay");

    /** What says nothing any more of a message that is sent on. */
    static final List<Symbol> OURS =
            List.of(KIND, TO, REPLY_TO, TO_WORDS, REPLY_TO_WORDS, DELIVERY_TIME, DELIVERY_DELAY);

    private Annotations() {}
}
