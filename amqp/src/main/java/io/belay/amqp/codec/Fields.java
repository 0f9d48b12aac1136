package io.belay.amqp.codec;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Timestamp;
import io.belay.base.MalformedException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a composite (§1.4) in their order, each asked for once. What is null or missing at the end is absent;
 * what is mandatory and absent is malformed.
 */
final class Fields {
    private final AmqpReader reader;
    private final int outer;
    private int left;

    private Fields(AmqpReader reader, int outer, int left) {
        this.reader = reader;
        this.outer = outer;
        this.left = left;
    }

    /** Enters a list that has at most {@code countMax} fields. */
    static Fields enter(AmqpReader reader, int countMax) {
        int outer = reader.end();
        int from = reader.position();
        int count = reader.enterList();
        if (count > countMax) {
            throw reader.malformed(Fault.DECODE, from, "at most " + countMax + " fields, not " + count);
        }
        return new Fields(reader, outer, count);
    }

    /** Leaves the list, which must end here. */
    void leave() {
        reader.leave(outer);
    }

    /** Whether so many of the fields that are left can be passed, and there is another. */
    boolean hasMoreThan(int count) {
        return left > count;
    }

    /** Turns to the next field: whether it is there. */
    boolean next() {
        if (left == 0) return false;
        left--;
        return !reader.skipNull();
    }

    AmqpReader reader() {
        return reader;
    }

    long uint(long absent) {
        return next() ? reader.readUint(absent) : absent;
    }

    long uint(String mandatory) {
        require(mandatory);
        return reader.readUint(-1);
    }

    long ulong(long absent) {
        return next() ? reader.readUlong(absent) : absent;
    }

    long ulong(String mandatory) {
        require(mandatory);
        return reader.readUlong(-1);
    }

    int ushort(int absent) {
        return next() ? reader.readUshort(absent) : absent;
    }

    int ubyte(int absent) {
        return next() ? reader.readUbyte(absent) : absent;
    }

    int ubyte(String mandatory) {
        require(mandatory);
        return reader.readUbyte(-1);
    }

    boolean truth(boolean absent) {
        return next() ? reader.readBoolean(absent) : absent;
    }

    boolean truth(String mandatory) {
        require(mandatory);
        return reader.readBoolean(false);
    }

    @Nullable
    String string() {
        return next() ? reader.readString() : null;
    }

    String string(String mandatory) {
        String value = string();
        if (value == null) throw missing(mandatory);
        return value;
    }

    @Nullable
    Symbol symbol() {
        return next() ? reader.readSymbol() : null;
    }

    Symbol symbol(String mandatory) {
        Symbol value = symbol();
        if (value == null) throw missing(mandatory);
        return value;
    }

    @Nullable
    Binary binary() {
        return next() ? reader.readBinary() : null;
    }

    Binary binary(String mandatory) {
        Binary value = binary();
        if (value == null) throw missing(mandatory);
        return value;
    }

    @Nullable
    Timestamp timestamp() {
        return next() ? reader.readTimestamp() : null;
    }

    @Nullable
    Object value() {
        return next() ? reader.readValue() : null;
    }

    List<Symbol> symbols() {
        return next() ? reader.readSymbols() : List.of();
    }

    List<Symbol> symbols(String mandatory) {
        require(mandatory);
        return reader.readSymbols();
    }

    Map<Symbol, @Nullable Object> map() {
        return next() ? reader.readFields() : Collections.emptyMap();
    }

    /** The constant that a number on the wire stands for, as its ordinal. */
    <E> E choice(E[] values, int number, String what) {
        if (number >= 0 && number < values.length) return values[number];
        String expected = what + " from 0 to " + (values.length - 1) + ", not " + number;
        throw reader.malformed(Fault.INVALID_FIELD, reader.position() - 1, expected);
    }

    private void require(String mandatory) {
        if (!next()) throw missing(mandatory);
    }

    private MalformedException missing(String mandatory) {
        return reader.malformed(Fault.DECODE, reader.position(), mandatory + ", which is mandatory");
    }
}
