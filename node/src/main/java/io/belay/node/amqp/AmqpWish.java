package io.belay.node.amqp;

import io.belay.amqp.type.Performative.Open;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.node.Dial;
import io.belay.node.Reply;
import io.belay.node.SessionWish;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an Open says of a session that outlives its line, and what ours answers. No word of it is AMQP's own: a client that
 * does not ask for the capability hears nothing of it.
 *
 * @param expiryS seconds that the session is to outlive the line
 * @param session the session that is asked for
 */
record AmqpWish(long expiryS, SessionWish session) {
    /** Of both Opens, that sessions outlive their lines. */
    static final Symbol SESSION = Symbol.of("belay:session");

    /** Of a Close: another line has taken the session. */
    static final Symbol DISPLACED = Symbol.of("belay:displaced");

    /** Of a Close: milliseconds before which the client should not come back. */
    static final Symbol RETRY_AFTER = Symbol.of("belay:retry-after");

    private static final Symbol NUMBER = Symbol.of("belay:session-number");
    private static final Symbol EXPIRY = Symbol.of("belay:session-expiry");
    private static final Symbol GRACE = Symbol.of("belay:grace");
    private static final Symbol DISPLACE = Symbol.of("belay:displace");
    private static final Symbol CONSUMERS = Symbol.of("belay:consumers");
    private static final Symbol PROCESS = Symbol.of("belay:process");
    private static final Symbol LINE = Symbol.of("belay:line");
    private static final Symbol EPOCH = Symbol.of("belay:epoch");
    private static final Symbol RESTORED = Symbol.of("belay:restored");
    private static final Symbol RESUMED = Symbol.of("belay:resumed");
    private static final long EXPIRY_S = 300; // of a client that does not say

    /** What {@code open} asks for; null if it asks for no such session. What it says in other types it does not say. */
    static @Nullable AmqpWish of(Open open) {
        if (!open.desiredCapabilities().contains(SESSION)) return null;
        boolean displaces = Boolean.TRUE.equals(open.properties().get(DISPLACE));
        long number = number(open, NUMBER);
        long consumers = open.properties().get(CONSUMERS) instanceof UnsignedInteger told ? told.value() : -1;
        long expiryS = open.properties().get(EXPIRY) instanceof UnsignedInteger told ? told.value() : EXPIRY_S;
        Dial dial = new Dial(number(open, PROCESS), number(open, LINE));
        return new AmqpWish(expiryS, new SessionWish(number, displaces, consumers, dial));
    }

    private static long number(Open open, Symbol name) {
        return open.properties().get(name) instanceof UnsignedLong told ? told.bits() : 0;
    }

    /** Adds to the properties of our Open what the client has got, and of which backup we are. */
    static void tell(Reply.Opened opened, String restored, Map<Symbol, @Nullable Object> properties) {
        if (!restored.isEmpty()) properties.put(RESTORED, restored);
        properties.put(NUMBER, new UnsignedLong(opened.session()));
        properties.put(EPOCH, new UnsignedLong(opened.epoch()));
        properties.put(RESUMED, opened.resumed());
        properties.put(EXPIRY, new UnsignedInteger((int) opened.expiryS()));
        properties.put(GRACE, new UnsignedInteger((int) opened.graceMs()));
    }
}
