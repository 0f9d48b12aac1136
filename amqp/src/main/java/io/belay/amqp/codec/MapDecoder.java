package io.belay.amqp.codec;

import io.belay.amqp.type.AmqpArray;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Symbol;
import io.belay.base.MalformedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds maps (§1.6.23). A key that comes twice is malformed. What a key may be says {@link KeyRule}.
 */
final class MapDecoder {
    private MapDecoder() {}

    /** Reads the {@code count} keys and values of a map that was entered. */
    static Map<@Nullable Object, @Nullable Object> readEntries(AmqpReader reader, int count, int depth, KeyRule rule) {
        checkEven(reader, count);
        var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
        for (int left = count; left > 0; left -= 2) {
            int from = reader.position();
            Object key = ValueDecoder.read(reader, depth);
            rule.check(reader, from);
            if (map.containsKey(key)) throw twice(reader, from);
            map.put(key, ValueDecoder.read(reader, depth));
        }
        return Collections.unmodifiableMap(map);
    }

    /** Reads a map with symbols for keys, or null as an empty one. */
    static Map<Symbol, @Nullable Object> readFields(AmqpReader reader) {
        if (reader.skipNull()) return Collections.emptyMap();
        int outer = reader.end();
        int count = enterMap(reader);
        var map = new LinkedHashMap<Symbol, @Nullable Object>();
        for (int left = count; left > 0; left -= 2) {
            int from = reader.position();
            Symbol key = reader.readSymbol();
            if (key == null) throw reader.malformed(Fault.DECODE, from, "a symbol, not null");
            if (map.containsKey(key)) throw twice(reader, from);
            map.put(key, ValueDecoder.read(reader, 1));
        }
        reader.leave(outer);
        return Collections.unmodifiableMap(map);
    }

    /** Reads a map from delivery-tags to states, or null (§2.7.3). */
    static @Nullable Map<Binary, @Nullable DeliveryState> readUnsettled(AmqpReader reader) {
        if (reader.skipNull()) return null;
        int outer = reader.end();
        int count = enterMap(reader);
        var map = new LinkedHashMap<Binary, @Nullable DeliveryState>();
        for (int left = count; left > 0; left -= 2) {
            int from = reader.position();
            Binary key = reader.readBinary();
            if (key == null) throw reader.malformed(Fault.DECODE, from, "a delivery-tag, not null");
            if (map.containsKey(key)) throw twice(reader, from);
            map.put(key, StateDecoder.readState(reader));
        }
        reader.leave(outer);
        return Collections.unmodifiableMap(map);
    }

    /** Reads one symbol, an array of them, or null as none. */
    static List<Symbol> readSymbols(AmqpReader reader) {
        int from = reader.position();
        Object value = ValueDecoder.read(reader, 0);
        if (value == null) return List.of();
        if (value instanceof Symbol one) return List.of(one);
        boolean isPlain =
                value instanceof AmqpArray array && array.descriptors().isEmpty();
        if (!isPlain) throw reader.malformed(Fault.DECODE, from, "symbols");
        var symbols = new ArrayList<Symbol>();
        for (Object element : ((AmqpArray) value).values()) {
            if (!(element instanceof Symbol symbol)) throw reader.malformed(Fault.DECODE, from, "symbols only");
            symbols.add(symbol);
        }
        return Collections.unmodifiableList(symbols);
    }

    /** Enters a map; returns the count of its keys and values together. */
    static int enterMap(AmqpReader reader) {
        int code = reader.readByte();
        if (code != Format.MAP_8 && code != Format.MAP_32) throw reader.unexpected(code, "a map");
        int count = reader.enter(code);
        checkEven(reader, count);
        return count;
    }

    static void checkEven(AmqpReader reader, int count) {
        if (count % 2 != 0) {
            throw reader.malformed(Fault.DECODE, reader.position() - 1, "an even count in a map, not " + count);
        }
    }

    static MalformedException twice(AmqpReader reader, int from) {
        return reader.malformed(Fault.DECODE, from, "a key that the map has not had");
    }
}
