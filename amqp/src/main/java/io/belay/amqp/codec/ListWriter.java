package io.belay.amqp.codec;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Timestamp;
import io.belay.base.ByteWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a composite field by field (§1.4). A field with its default is null, and nulls at the end are left out. */
final class ListWriter {
    private final ByteWriter out;
    private final Compound list;
    private int count;
    private int nulls; // fields since the last that was written

    private ListWriter(ByteWriter out) {
        this.out = out;
        list = new Compound(out, Format.LIST_8, Format.LIST_32);
    }

    /** Begins the list that {@code descriptor} describes. */
    static ListWriter begin(Descriptor descriptor, ByteWriter out) {
        out.writeShort(Format.ULONG_SMALL).writeByte(descriptor.code());
        return new ListWriter(out);
    }

    /** Ends the list. */
    void end() {
        if (count == 0) {
            list.abandon();
            out.writeByte(Format.LIST_0);
        } else {
            list.end(count);
        }
    }

    /** Leaves a field out. */
    ListWriter absent() {
        nulls++;
        return this;
    }

    /** What the next field, which is not null, is to be written to. */
    ByteWriter present() {
        for (; nulls > 0; nulls--) {
            out.writeByte(Format.NULL);
            count++;
        }
        count++;
        return out;
    }

    ListWriter uint(long value, long absent) {
        if (value == absent) return absent();
        AmqpWriter.writeUint(value, present());
        return this;
    }

    ListWriter uint(long value) {
        AmqpWriter.writeUint(value, present());
        return this;
    }

    ListWriter ulong(long bits, long absent) {
        if (bits == absent) return absent();
        return ulong(bits);
    }

    ListWriter ulong(long bits) {
        AmqpWriter.writeUlong(bits, present());
        return this;
    }

    ListWriter ushort(int value, int absent) {
        if (value == absent) return absent();
        present().writeByte(Format.USHORT).writeShort(value);
        return this;
    }

    ListWriter ubyte(int value, int absent) {
        if (value == absent) return absent();
        present().writeByte(Format.UBYTE).writeByte(value);
        return this;
    }

    ListWriter truth(boolean value, boolean absent) {
        return value == absent ? absent() : truth(value);
    }

    ListWriter truth(boolean value) {
        AmqpWriter.writeBoolean(value, present());
        return this;
    }

    ListWriter string(@Nullable String value) {
        if (value == null) return absent();
        AmqpWriter.writeString(value, present());
        return this;
    }

    ListWriter symbol(@Nullable Symbol value) {
        if (value == null) return absent();
        AmqpWriter.writeSymbol(value, present());
        return this;
    }

    ListWriter binary(@Nullable Binary value) {
        if (value == null) return absent();
        AmqpWriter.writeBinary(value, present());
        return this;
    }

    ListWriter timestamp(@Nullable Timestamp value) {
        if (value == null) return absent();
        present().writeByte(Format.TIMESTAMP).writeLong(value.ms());
        return this;
    }

    ListWriter value(@Nullable Object value) {
        if (value == null) return absent();
        AmqpWriter.writeValue(value, present());
        return this;
    }

    ListWriter symbols(List<Symbol> values) {
        if (values.isEmpty()) return absent();
        AmqpWriter.writeSymbols(values, present());
        return this;
    }

    ListWriter map(Map<Symbol, @Nullable Object> values) {
        if (values.isEmpty()) return absent();
        AmqpWriter.writeValue(values, present());
        return this;
    }
}
