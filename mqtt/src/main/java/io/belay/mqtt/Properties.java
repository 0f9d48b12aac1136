package io.belay.mqtt;

import io.belay.base.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one MQTT 5.0 packet (§2.2.2). Immutable, so any thread may read it; user properties keep their
 * order, all others are a set. In 3.1.1 it is always {@link #NONE}.
 */
public final class Properties {
    /** No properties at all. */
    public static final Properties NONE = new Properties(new Builder());

    private final EnumMap<Property, Object> values; // Long, String or byte[], by the property's kind
    private final List<UserProperty> userProperties;
    private final int length;

    private Properties(Builder builder) {
        values = new EnumMap<>(builder.values);
        userProperties = List.copyOf(builder.userProperties);
        int sum = 0;
        for (Map.Entry<Property, Object> entry : values.entrySet()) {
            sum += 1 + PropertyForm.length(entry.getKey(), entry.getValue());
        }
        for (UserProperty user : userProperties) {
            sum += 1 + PropertyForm.length(user);
        }
        length = sum;
    }

    /** Starts an empty set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** Whether the packet has this property; for {@link Property#USER_PROPERTY}, at least one. */
    public boolean has(Property property) {
        return property == Property.USER_PROPERTY ? !userProperties.isEmpty() : values.containsKey(property);
    }

    /**
     * The value of a numeric property, unsigned.
     *
     * @param property of kind BYTE, TWO_BYTES, FOUR_BYTES or VARINT
     * @param absent what to return when the packet does not have it
     */
    public long number(Property property, long absent) {
        Object value = values.get(property);
        return value == null ? absent : (Long) value;
    }

    /** The value of a property of kind STRING, or null when the packet does not have it. */
    public @Nullable String string(Property property) {
        return (String) values.get(property);
    }

    /** The value of a property of kind BINARY, not to be written to, or null when the packet does not have it. */
    public byte @Nullable [] binary(Property property) {
        return (byte[]) values.get(property);
    }

    /** The user properties in the order of the packet (MQTT-3.3.2-18); a name may come more than once. */
    public List<UserProperty> userProperties() {
        return userProperties;
    }

    /** Bytes on the wire without the length in front, 0 or more. */
    int length() {
        return length;
    }

    /** All but the user properties, in the order in which they are written. */
    Map<Property, Object> values() {
        return values;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Properties that)) return false;
        if (length != that.length || values.size() != that.values.size()) return false;
        for (Map.Entry<Property, Object> entry : values.entrySet()) {
            if (!same(entry.getValue(), that.values.get(entry.getKey()))) return false;
        }
        return userProperties.equals(that.userProperties);
    }

    private static boolean same(Object left, @Nullable Object right) {
        if (left instanceof byte[] bytes) return right instanceof byte[] others && Arrays.equals(bytes, others);
        return left.equals(right);
    }

    @Override
    public int hashCode() {
        int hash = userProperties.hashCode();
        for (Map.Entry<Property, Object> entry : values.entrySet()) {
            Object value = entry.getValue();
            int of = value instanceof byte[] bytes ? Arrays.hashCode(bytes) : value.hashCode();
            hash = 31 * hash + entry.getKey().id() * 31 + of; // Enum.hashCode would differ from run to run.
        }
        return hash;
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "{", "}");
        values.forEach((property, value) -> text.add(property + "="
                + (value instanceof byte[] bytes ? "0x" + HexFormat.of().formatHex(bytes) : value)));
        userProperties.forEach(user -> text.add("USER " + user.name() + "=" + user.value()));
        return text.toString();
    }

    /**
     * One user property (§3.3.2.3.7).
     *
     * @param name may come more than once in a packet
     * @param value may be empty
     */
    public record UserProperty(String name, String value) {}

    /** Collects properties. What is put twice keeps its last value. One thread at a time. */
    public static final class Builder {
        private final EnumMap<Property, Object> values = new EnumMap<>(Property.class);
        private final List<UserProperty> userProperties = new ArrayList<>();

        private Builder() {}

        /**
         * Puts a number.
         *
         * @param property of kind BYTE, TWO_BYTES, FOUR_BYTES or VARINT
         * @param value unsigned, within the kind's range
         * @throws IllegalArgumentException if the kind or the range does not fit
         */
        public Builder put(Property property, long value) {
            long max = PropertyForm.numberMax(property);
            Check.argument(value >= 0 && value <= max, property + " takes a number from 0 to " + max, value);
            values.put(property, value);
            return this;
        }

        /**
         * Puts a text.
         *
         * @param property of kind STRING
         * @param value at most 65,535 bytes in UTF-8
         * @throws IllegalArgumentException if the kind or the length does not fit
         */
        public Builder put(Property property, String value) {
            Check.argument(property.kind() == Property.Kind.STRING, property + " is no text", property.id());
            PropertyForm.checkLength(Utf8.length(value));
            values.put(property, value);
            return this;
        }

        /**
         * Puts bytes, which nobody may write to afterwards.
         *
         * @param property of kind BINARY
         * @param value at most 65,535 bytes
         * @throws IllegalArgumentException if the kind or the length does not fit
         */
        public Builder put(Property property, byte[] value) {
            Check.argument(property.kind() == Property.Kind.BINARY, property + " is not binary", property.id());
            PropertyForm.checkLength(value.length);
            values.put(property, value);
            return this;
        }

        /**
         * Adds a user property behind those that are there.
         *
         * @throws IllegalArgumentException if one of the two is longer than 65,535 bytes in UTF-8
         */
        public Builder user(String name, String value) {
            PropertyForm.checkLength(Utf8.length(name));
            PropertyForm.checkLength(Utf8.length(value));
            userProperties.add(new UserProperty(name, value));
            return this;
        }

        /** Puts the subscription identifier of a SUBSCRIBE, 1 to 268,435,455. */
        public Builder subscriptionId(int id) {
            Check.argument(id > 0, "a subscription identifier from 1", id);
            return put(Property.SUBSCRIPTION_IDENTIFIER, id);
        }

        /** The properties put so far; {@link Properties#NONE} if there are none. The builder may be used on. */
        public Properties build() {
            return values.isEmpty() && userProperties.isEmpty() ? NONE : new Properties(this);
        }
    }
}
