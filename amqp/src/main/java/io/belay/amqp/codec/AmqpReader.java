package io.belay.amqp.codec;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Timestamp;
import io.belay.base.MalformedException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over encoded values that lie whole in a buffer (AMQP 1.0 part 1). Each read is checked against the end, or
 * that of the compound around it, before anything is allocated; everything that is read is a copy. It accepts every
 * legal encoding and leaves the buffer's own position alone. One thread at a time.
 *
 * <p>All reads throw {@link MalformedException} for what is no legal encoding of what was asked for, with the offset
 * from where the reader was opened.
 */
public final class AmqpReader {
    /** How many compounds and descriptors may lie in one another. */
    public static final int DEPTH_MAX = 32;

    /** How many elements an array may have that take no bytes, such as null. */
    public static final int ZERO_WIDTH_MAX = 256;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer in = NOTHING;
    private int origin;
    private int position;
    private int end;

    /** Starts over nothing. */
    public AmqpReader() {}

    /** Reads from the position of {@code in}, which must be big-endian, to its limit. */
    public AmqpReader(ByteBuffer in) {
        open(in, in.position(), in.position(), in.limit());
    }

    /** Turns to other bytes, from {@code position} to {@code end}; offsets in faults count from {@code origin}. */
    AmqpReader open(ByteBuffer in, int origin, int position, int end) {
        if (this.in != in)
            this.in = in; // A reference costs a collector's barrier, and most frames lie where the last one did.
        this.origin = origin;
        this.position = position;
        this.end = end;
        return this;
    }

    /** Lets go of the buffer, which belongs to somebody else. */
    void close() {
        in = NOTHING;
    }

    /** Where the next value starts: an index in the buffer. */
    public int position() {
        return position;
    }

    /** Goes to an index in the buffer that lies before the end. */
    void position(int position) {
        this.position = position;
    }

    /** Where the innermost compound ends: an index in the buffer. */
    int end() {
        return end;
    }

    /** How many bytes are left in the innermost compound. */
    public int remaining() {
        return end - position;
    }

    /** The code of the value that begins at an index in the buffer, before the end. */
    int codeAt(int index) {
        return in.get(index) & 0xFF;
    }

    ByteBuffer buffer() {
        return in;
    }

    /** Reads a value of any type (§1.6), as {@code io.belay.amqp.type} represents it. */
    public @Nullable Object readValue() {
        return ValueDecoder.read(this, 0);
    }

    /** Moves past a value without looking into it: only its size is checked. */
    public void skipValue() {
        ValueChecker.skip(this);
    }

    /** Moves past a value and checks all that {@link #readValue} would, without building it. */
    public void checkValue() {
        ValueChecker.check(this, 0);
    }

    /** Reads a uint, or null as {@code absent}. */
    public long readUint(long absent) {
        int code = readByte();
        if (code == Format.UINT_SMALL) return readByte();
        if (code == Format.UINT_0) return 0;
        if (code == Format.UINT) return readInt() & 0xFFFF_FFFFL;
        if (code == Format.NULL) return absent;
        throw unexpected(code, "a uint");
    }

    /** Reads a ulong, or null as {@code absent}; from 2^63 on it comes out negative. */
    public long readUlong(long absent) {
        int code = readByte();
        if (code == Format.ULONG_SMALL) return readByte();
        if (code == Format.ULONG_0) return 0;
        if (code == Format.ULONG) return readLong();
        if (code == Format.NULL) return absent;
        throw unexpected(code, "a ulong");
    }

    /** Reads a ushort, or null as {@code absent}. */
    public int readUshort(int absent) {
        int code = readByte();
        if (code == Format.USHORT) return readShort();
        if (code == Format.NULL) return absent;
        throw unexpected(code, "a ushort");
    }

    /** Reads a ubyte, or null as {@code absent}. */
    public int readUbyte(int absent) {
        int code = readByte();
        if (code == Format.UBYTE) return readByte();
        if (code == Format.NULL) return absent;
        throw unexpected(code, "a ubyte");
    }

    /** Reads a boolean, or null as {@code absent}. */
    public boolean readBoolean(boolean absent) {
        int code = readByte();
        if (code == Format.TRUE) return true;
        if (code == Format.FALSE) return false;
        if (code == Format.NULL) return absent;
        if (code == Format.BOOLEAN) return readTruth();
        throw unexpected(code, "a boolean");
    }

    /** Reads a string, or null. */
    public @Nullable String readString() {
        int code = readByte();
        if (code == Format.STRING_8 || code == Format.STRING_32) return Text.readUtf8(this, readSize(code));
        if (code == Format.NULL) return null;
        throw unexpected(code, "a string");
    }

    /** Reads a symbol, or null. */
    public @Nullable Symbol readSymbol() {
        int code = readByte();
        if (code == Format.SYMBOL_8 || code == Format.SYMBOL_32) return Text.readSymbol(this, readSize(code));
        if (code == Format.NULL) return null;
        throw unexpected(code, "a symbol");
    }

    /** Reads a binary, or null. */
    public @Nullable Binary readBinary() {
        int code = readByte();
        if (code == Format.BINARY_8 || code == Format.BINARY_32) return takeBinary(readSize(code));
        if (code == Format.NULL) return null;
        throw unexpected(code, "a binary");
    }

    /** Reads a timestamp, or null. */
    public @Nullable Timestamp readTimestamp() {
        int code = readByte();
        if (code == Format.TIMESTAMP) return new Timestamp(readLong());
        if (code == Format.NULL) return null;
        throw unexpected(code, "a timestamp");
    }

    /** Reads one symbol, an array of symbols, or null: a field with {@code multiple="true"} (§1.4). */
    public List<Symbol> readSymbols() {
        return MapDecoder.readSymbols(this);
    }

    /** Reads a map whose keys are symbols, or null as an empty one (§2.8.13). */
    public Map<Symbol, @Nullable Object> readFields() {
        return MapDecoder.readFields(this);
    }

    /** Whether the next value is null; if so, moves past it. */
    public boolean skipNull() {
        if (position == end) throw malformed(Fault.DECODE, position, "a value, not the end");
        if ((in.get(position) & 0xFF) != Format.NULL) return false;
        position++;
        return true;
    }

    /**
     * Reads the descriptor of a described value, and stands before what it describes.
     *
     * @return null if it is none of {@link Descriptor}; then the position stays where it was
     */
    public @Nullable Descriptor readDescriptor() {
        int from = position;
        int code = readByte();
        if (code != Format.DESCRIBED) throw unexpected(code, "a described value");
        Descriptor found = known(readByte());
        if (found == null) position = from;
        return found;
    }

    private @Nullable Descriptor known(int code) {
        if (code == Format.ULONG_SMALL) return Descriptor.of(readByte());
        if (code == Format.ULONG) return Descriptor.of(readLong());
        if (code == Format.SYMBOL_8 || code == Format.SYMBOL_32) {
            return Descriptor.of(Text.readSymbol(this, readSize(code)));
        }
        return null;
    }

    /**
     * Enters a list; until {@link #leave} the end is that of the list.
     *
     * @return how many fields it has, at most as many as bytes
     */
    int enterList() {
        int code = readByte();
        if (code == Format.LIST_8 || code == Format.LIST_32) return enter(code);
        if (code != Format.LIST_0) throw unexpected(code, "a list");
        end = position;
        return 0;
    }

    /** Enters the compound that {@code code} began; returns its count, 0 or more. */
    int enter(int code) {
        int width = Format.sizeWidth(code);
        int size = readSize(code);
        if (size < width) throw malformed(Fault.DECODE, position - width, "a size of at least " + width);
        end = position + size;
        int count = width == 1 ? readByte() : readInt();
        boolean isArray = code >= Format.ARRAY_8;
        if (count < 0 || !isArray && count > remaining()) {
            throw malformed(Fault.DECODE, position - width, "a count that fits " + remaining() + " bytes");
        }
        return count;
    }

    /** Leaves a compound that must have been read to its end; {@code outer} is what {@link #end} was before. */
    void leave(int outer) {
        if (position != end) throw malformed(Fault.DECODE, position, "the end, not " + remaining() + " bytes more");
        end = outer;
    }

    /** Reads the size of a value of {@code code} and holds it against the bytes at hand. */
    int readSize(int code) {
        int size = Format.sizeWidth(code) == 1 ? readByte() : readInt();
        if (size < 0) throw malformed(Fault.DECODE, position - 4, "a size that fits " + remaining() + " bytes");
        need(size);
        return size;
    }

    /** Reads the byte of a {@code boolean} that is written in one. */
    boolean readTruth() {
        int value = readByte();
        if (value > 1) throw malformed(Fault.DECODE, position - 1, "a boolean, 0 or 1, not " + value);
        return value == 1;
    }

    int readByte() {
        if (position >= end) need(1);
        return in.get(position++) & 0xFF;
    }

    int readShort() {
        need(2);
        position += 2;
        return in.getShort(position - 2) & 0xFFFF;
    }

    int readInt() {
        need(4);
        position += 4;
        return in.getInt(position - 4);
    }

    long readLong() {
        need(8);
        position += 8;
        return in.getLong(position - 8);
    }

    /** Copies {@code length} bytes, which were checked to be there. */
    Binary takeBinary(int length) {
        position += length;
        return Binary.copyOf(in, position - length, length);
    }

    void need(int count) {
        if (end - position < count) {
            throw malformed(Fault.DECODE, position, count + " bytes more, not " + remaining());
        }
    }

    /** What to throw when the code that was just read belongs to another type. */
    MalformedException unexpected(int code, String expected) {
        return malformed(Fault.DECODE, position - 1, expected + ", not format code 0x" + Integer.toHexString(code));
    }

    /** What to throw when the byte at {@code index} of the buffer is wrong. */
    MalformedException malformed(Fault fault, int index, String expected) {
        int offset = index - origin;
        return new MalformedException(fault.ordinal(), offset, "expected " + expected + " at byte " + offset);
    }
}
