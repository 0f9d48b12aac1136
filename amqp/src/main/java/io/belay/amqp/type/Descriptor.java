package io.belay.amqp.type;

import org.jspecify.annotations.Nullable;

/** The words that AMQP 1.0 itself puts in front of its lists and sections: a number and a name for each. */
public enum Descriptor {
    /** {@code amqp:open:list}. */
    OPEN(0x10, "amqp:open:list"),
    /** {@code amqp:begin:list}. */
    BEGIN(0x11, "amqp:begin:list"),
    /** {@code amqp:attach:list}. */
    ATTACH(0x12, "amqp:attach:list"),
    /** {@code amqp:flow:list}. */
    FLOW(0x13, "amqp:flow:list"),
    /** {@code amqp:transfer:list}. */
    TRANSFER(0x14, "amqp:transfer:list"),
    /** {@code amqp:disposition:list}. */
    DISPOSITION(0x15, "amqp:disposition:list"),
    /** {@code amqp:detach:list}. */
    DETACH(0x16, "amqp:detach:list"),
    /** {@code amqp:end:list}. */
    END(0x17, "amqp:end:list"),
    /** {@code amqp:close:list}. */
    CLOSE(0x18, "amqp:close:list"),
    /** {@code amqp:error:list}. */
    ERROR(0x1D, "amqp:error:list"),
    /** {@code amqp:received:list}. */
    RECEIVED(0x23, "amqp:received:list"),
    /** {@code amqp:accepted:list}. */
    ACCEPTED(0x24, "amqp:accepted:list"),
    /** {@code amqp:rejected:list}. */
    REJECTED(0x25, "amqp:rejected:list"),
    /** {@code amqp:released:list}. */
    RELEASED(0x26, "amqp:released:list"),
    /** {@code amqp:modified:list}. */
    MODIFIED(0x27, "amqp:modified:list"),
    /** {@code amqp:source:list}. */
    SOURCE(0x28, "amqp:source:list"),
    /** {@code amqp:target:list}. */
    TARGET(0x29, "amqp:target:list"),
    /** {@code amqp:delete-on-close:list}. */
    DELETE_ON_CLOSE(0x2B, "amqp:delete-on-close:list"),
    /** {@code amqp:delete-on-no-links:list}. */
    DELETE_ON_NO_LINKS(0x2C, "amqp:delete-on-no-links:list"),
    /** {@code amqp:delete-on-no-messages:list}. */
    DELETE_ON_NO_MESSAGES(0x2D, "amqp:delete-on-no-messages:list"),
    /** {@code amqp:delete-on-no-links-or-messages:list}. */
    DELETE_ON_NO_LINKS_OR_MESSAGES(0x2E, "amqp:delete-on-no-links-or-messages:list"),
    /** {@code amqp:coordinator:list}. */
    COORDINATOR(0x30, "amqp:coordinator:list"),
    /** {@code amqp:declare:list}. */
    DECLARE(0x31, "amqp:declare:list"),
    /** {@code amqp:discharge:list}. */
    DISCHARGE(0x32, "amqp:discharge:list"),
    /** {@code amqp:declared:list}. */
    DECLARED(0x33, "amqp:declared:list"),
    /** {@code amqp:transactional-state:list}. */
    TRANSACTIONAL_STATE(0x34, "amqp:transactional-state:list"),
    /** {@code amqp:sasl-mechanisms:list}. */
    SASL_MECHANISMS(0x40, "amqp:sasl-mechanisms:list"),
    /** {@code amqp:sasl-init:list}. */
    SASL_INIT(0x41, "amqp:sasl-init:list"),
    /** {@code amqp:sasl-challenge:list}. */
    SASL_CHALLENGE(0x42, "amqp:sasl-challenge:list"),
    /** {@code amqp:sasl-response:list}. */
    SASL_RESPONSE(0x43, "amqp:sasl-response:list"),
    /** {@code amqp:sasl-outcome:list}. */
    SASL_OUTCOME(0x44, "amqp:sasl-outcome:list"),
    /** {@code amqp:header:list}. */
    HEADER(0x70, "amqp:header:list"),
    /** {@code amqp:delivery-annotations:map}. */
    DELIVERY_ANNOTATIONS(0x71, "amqp:delivery-annotations:map"),
    /** {@code amqp:message-annotations:map}. */
    MESSAGE_ANNOTATIONS(0x72, "amqp:message-annotations:map"),
    /** {@code amqp:properties:list}. */
    PROPERTIES(0x73, "amqp:properties:list"),
    /** {@code amqp:application-properties:map}. */
    APPLICATION_PROPERTIES(0x74, "amqp:application-properties:map"),
    /** {@code amqp:data:binary}. */
    DATA(0x75, "amqp:data:binary"),
    /** {@code amqp:amqp-sequence:list}. */
    AMQP_SEQUENCE(0x76, "amqp:amqp-sequence:list"),
    /** {@code amqp:amqp-value:*}. */
    AMQP_VALUE(0x77, "amqp:amqp-value:*"),
    /** {@code amqp:footer:map}. */
    FOOTER(0x78, "amqp:footer:map");

    private static final int CODE_MAX = 0x78;

    // Never changes: a look into it costs each frame nothing, whereas values() is a copy each time.
    private static final @Nullable Descriptor[] BY_CODE = new @Nullable Descriptor[CODE_MAX + 1];

    static {
        for (Descriptor one : values()) BY_CODE[one.code] = one;
    }

    private final int code;
    private final Symbol symbol;

    Descriptor(int code, String text) {
        this.code = code;
        this.symbol = Symbol.of(text);
    }

    /** Its number, 16 to 120. */
    public int code() {
        return code;
    }

    /** Its name. */
    public Symbol symbol() {
        return symbol;
    }

    /** The word of that number, null if there is none. */
    public static @Nullable Descriptor of(long code) {
        return code < 0 || code > CODE_MAX ? null : BY_CODE[(int) code];
    }

    /** The word that {@code value} is, an {@link UnsignedLong} or a {@link Symbol}; null if it is none. */
    public static @Nullable Descriptor of(@Nullable Object value) {
        if (value instanceof UnsignedLong number) return of(number.bits());
        if (!(value instanceof Symbol name)) return null;
        for (Descriptor one : values()) {
            if (one.symbol.equals(name)) return one;
        }
        return null;
    }
}
