package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Clause;
import jakarta.jms.MapMessage;
import jakarta.jms.MessageFormatException;
import jakarta.jms.StreamMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two tables of what a value may be read as: an X in the text is a type that it may. */
class ConversionsTest {
    private static final List<String> TYPES =
            List.of("boolean", "byte", "short", "char", "int", "long", "float", "double", "String", "byte[]");

    private static final Map<String, Object> SAMPLES = Map.of(
            "boolean",
            true,
            "byte",
            (byte) 7,
            "short",
            (short) 7,
            "char",
            '7',
            "int",
            7,
            "long",
            7L,
            "float",
            7f,
            "double",
            7d,
            "String",
            "7",
            "byte[]",
            new byte[] {7});

    // Read down: written; across: read (Jakarta Messaging table 3-6).
    private static final String ITEMS = """
            boolean  X . . . . . . . X .
            byte     . X X . X X . . X .
            short    . . X . X X . . X .
            char     . . . X . . . . X .
            int      . . . . X X . . X .
            long     . . . . . X . . X .
            float    . . . . . . X X X .
            double   . . . . . . . X X .
            String   X X X . X X X X X .
            byte[]   . . . . . . . . . X
            """;

    static Stream<Arguments> cells() {
        return ITEMS.lines().flatMap(line -> {
            List<String> row = Arrays.asList(line.split(" +"));
            return TYPES.stream()
                    .map(type -> Arguments.of(
                            row.get(0), type, row.get(1 + TYPES.indexOf(type)).equals("X")));
        });
    }

    @ParameterizedTest(name = "{0} as {1}: {2}")
    @MethodSource("cells")
    @Clause("JMS-3.11.3")
    void an_item_of_a_map(String written, String read, boolean allowed) throws Exception {
        MapMessage map = new BelayMapMessage();
        map.setObject("x", SAMPLES.get(written));

        holds(() -> assertThat(fromMap(Mail.through(map), read)).isEqualTo(expected(written, read)), allowed);
    }

    @ParameterizedTest(name = "{0} as {1}: {2}")
    @MethodSource("cells")
    @Clause("JMS-3.11.3")
    void an_item_of_a_stream_which_is_still_the_next_after_a_refusal(String written, String read, boolean allowed)
            throws Exception {
        StreamMessage stream = new BelayStreamMessage();
        stream.writeObject(SAMPLES.get(written));
        StreamMessage arrived = Mail.through(stream);

        holds(() -> assertThat(fromStream(arrived, read)).isEqualTo(expected(written, read)), allowed);

        if (!allowed) assertThat(fromStream(arrived, written)).isEqualTo(SAMPLES.get(written));
    }

    static Stream<Arguments> propertyCells() {
        List<Object> none = List.of("char", "byte[]");
        return cells().filter(cell -> !none.contains(cell.get()[0]) && !none.contains(cell.get()[1]));
    }

    @ParameterizedTest(name = "{0} as {1}: {2}")
    @MethodSource("propertyCells")
    @Clause("JMS-3.5.4")
    void a_property(String written, String read, boolean allowed) throws Exception {
        BelayMessage message = new BelayMessage();
        message.setObjectProperty("x", SAMPLES.get(written));

        holds(() -> assertThat(fromProperty(Mail.through(message), read)).isEqualTo(expected(written, read)), allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"char", "byte[]"})
    @Clause("JMS-3.5.5")
    void a_property_is_never(String type) {
        assertThatThrownBy(() -> new BelayMessage().setObjectProperty("x", SAMPLES.get(type)))
                .isInstanceOf(MessageFormatException.class);
    }

    private static void holds(ThrowingCallable read, boolean allowed) {
        if (allowed) assertThatCode(read).doesNotThrowAnyException();
        else assertThatThrownBy(read).isInstanceOf(MessageFormatException.class);
    }

    private static @Nullable Object expected(String written, String read) {
        if (!read.equals("String")) {
            if (written.equals("String") && read.equals("boolean")) return false; // "7" is not "true".
            return SAMPLES.get(read);
        }
        return SAMPLES.get(written).toString();
    }

    private static @Nullable Object fromMap(MapMessage map, String type) throws Exception {
        return switch (type) {
            case "boolean" -> map.getBoolean("x");
            case "byte" -> map.getByte("x");
            case "short" -> map.getShort("x");
            case "char" -> map.getChar("x");
            case "int" -> map.getInt("x");
            case "long" -> map.getLong("x");
            case "float" -> map.getFloat("x");
            case "double" -> map.getDouble("x");
            case "String" -> map.getString("x");
            default -> map.getBytes("x");
        };
    }

    private static @Nullable Object fromStream(StreamMessage stream, String type) throws Exception {
        return switch (type) {
            case "boolean" -> stream.readBoolean();
            case "byte" -> stream.readByte();
            case "short" -> stream.readShort();
            case "char" -> stream.readChar();
            case "int" -> stream.readInt();
            case "long" -> stream.readLong();
            case "float" -> stream.readFloat();
            case "double" -> stream.readDouble();
            case "String" -> stream.readString();
            default -> bytesOf(stream);
        };
    }

    private static byte[] bytesOf(StreamMessage stream) throws Exception {
        byte[] room = new byte[2];
        int count = stream.readBytes(room);
        return Arrays.copyOf(room, count);
    }

    private static @Nullable Object fromProperty(BelayMessage message, String type) throws Exception {
        return switch (type) {
            case "boolean" -> message.getBooleanProperty("x");
            case "byte" -> message.getByteProperty("x");
            case "short" -> message.getShortProperty("x");
            case "int" -> message.getIntProperty("x");
            case "long" -> message.getLongProperty("x");
            case "float" -> message.getFloatProperty("x");
            case "double" -> message.getDoubleProperty("x");
            default -> message.getStringProperty("x");
        };
    }
}
