package io.belay.jms;

import io.belay.amqp.type.Binary;
import jakarta.jms.JMSException;
import jakarta.jms.MessageNotWriteableException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a message (Jakarta Messaging §3.5): what the application set, and those that begin with JMSX and have fields
 * of their own in AMQP. Read-only on what was received, until they are cleared.
 */
final class MessageFields {
    private static final String GROUP_ID = "JMSXGroupID";
    private static final String GROUP_SEQUENCE = "JMSXGroupSeq";
    private static final String USER_ID = "JMSXUserID";
    private static final String DELIVERY_COUNT = "JMSXDeliveryCount";
    private static final long UINT_MASK = 0xffffffffL;

    private final BelayMessage message;
    private final @Nullable Arrival arrival;
    private boolean isOwn; // Else they are the arrival's, and nobody may write to them.
    private boolean takesAnyName;
    private @Nullable Map<String, @Nullable Object> properties; // Read from the arrival when first asked for.

    MessageFields(BelayMessage message, @Nullable Arrival arrival) {
        this.message = message;
        this.arrival = arrival;
        isOwn = arrival == null;
    }

    /** From now on names need not be identifiers; those cannot be selected by. */
    void takeAnyName() {
        takesAnyName = true;
    }

    /** Whether they are no longer what came, if anything came. */
    boolean isOwn() {
        return isOwn;
    }

    /** Those that have no field in AMQP, in the order in which they were set. */
    Map<String, @Nullable Object> plain() throws JMSException {
        Map<String, @Nullable Object> known = properties;
        if (known == null) {
            known = isOwn || arrival == null ? new LinkedHashMap<>() : arrival.properties();
            properties = known;
        }
        return known;
    }

    @Nullable
    Object value(String name) throws JMSException {
        if (name == null) throw new IllegalArgumentException("a property without a name");
        Head head = message.head();
        return switch (name) {
            case GROUP_ID -> head.groupId;
            case GROUP_SEQUENCE -> head.groupSequence < 0 ? null : (int) head.groupSequence;
            case USER_ID -> head.userId == null ? null : new String(head.userId.bytes(), StandardCharsets.UTF_8);
            case DELIVERY_COUNT -> arrival == null ? plain().get(name) : (Integer) arrival.attempt();
            default -> plain().get(name);
        };
    }

    boolean has(String name) throws JMSException {
        return value(name) != null || plain().containsKey(name);
    }

    Enumeration<String> names() throws JMSException {
        Set<String> names = new LinkedHashSet<>(plain().keySet());
        for (String name : new String[] {GROUP_ID, GROUP_SEQUENCE, USER_ID, DELIVERY_COUNT}) {
            if (value(name) != null) names.add(name);
        }
        return Collections.enumeration(names);
    }

    /**
     * Sets one; the value is of a type that properties may have.
     *
     * @throws MessageNotWriteableException if they are a received message's
     * @throws IllegalArgumentException if nothing may be called that
     */
    void put(String name, @Nullable Object value) throws JMSException {
        PropertyNames.check(name, takesAnyName);
        if (!isOwn) {
            throw new MessageNotWriteableException(
                    "the properties of a received message are read-only until clearProperties()");
        }
        set(name, value);
    }

    /** Sets one on the provider's behalf: also on what was received, which is not sent on with it. */
    void mark(String name, String value) throws JMSException {
        set(name, value);
    }

    private void set(String name, @Nullable Object value) throws JMSException {
        Head head = message.head();
        switch (name) {
            case GROUP_ID -> head.groupId = Conversions.toText(value);
            case GROUP_SEQUENCE -> head.groupSequence = value == null ? -1 : Conversions.toInt(value) & UINT_MASK;
            case USER_ID -> head.userId = binary(Conversions.toText(value));
            default -> plain().put(name, value);
        }
    }

    private static @Nullable Binary binary(@Nullable String text) {
        return text == null ? null : Binary.of(text.getBytes(StandardCharsets.UTF_8));
    }

    void clear() throws JMSException {
        isOwn = true;
        properties = new LinkedHashMap<>();
        Head head = message.head();
        head.groupId = null;
        head.groupSequence = -1;
        head.userId = null;
    }
}
