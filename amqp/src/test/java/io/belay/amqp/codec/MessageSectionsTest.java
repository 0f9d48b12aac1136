package io.belay.amqp.codec;

import static io.belay.amqp.codec.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.Header;
import io.belay.amqp.type.Properties;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Timestamp;
import io.belay.amqp.type.TransactionRequest;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.base.MalformedException;
import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A message where it lies (§3.2). */
class MessageSectionsTest {
    private static final byte[] WHOLE = bytes("""
            00 53 70 c0 0c 05 41 50 09 70 000003e8 40 52 02     # header
            00 53 71 c1 07 02 a3 03 'hop' 41                    # delivery-annotations
            00 53 72 c1 0c 04 a3 01 'a' 51 05 a3 03 'b-b' 40    # message-annotations
            00 53 73 c0 0b 03 a1 02 'id' 40 a1 03 '/to'         # properties
            00 53 74 c1 0d 04 a1 01 'n' 54 07 a1 02 c3a9 a1 01 'x'  # application-properties
            00 53 75 a0 03 'abc'                                # data
            00 53 75 b0 00000002 'de'
            00 53 78 c1 06 02 a3 01 'f' 54 01                   # footer
            """);

    private final MessageSections message = MessageSections.of(ByteBuffer.wrap(WHOLE));

    @Test
    @Clause("AMQP-3.2")
    void each_section_is_found_and_decoded_when_asked_for() {
        message.check();

        assertThat(message.header()).isEqualTo(new Header(true, 9, 1000, false, 2));
        assertThat(message.deliveryAnnotations()).isEqualTo(Map.of(Symbol.of("hop"), true));
        assertThat(message.messageAnnotations()).containsOnlyKeys(Symbol.of("a"), Symbol.of("b-b"));
        assertThat(message.properties().messageId()).isEqualTo("id");
        assertThat(message.properties().to()).isEqualTo("/to");
        assertThat(message.applicationProperties()).isEqualTo(Map.of("n", 7, "é", "x"));
        assertThat(message.bodyKind()).isEqualTo(BodyKind.DATA);
        assertThat(message.data()).isEqualTo(ByteBuffer.wrap(bytes("'abcde'")));
        assertThat(message.footer()).isEqualTo(Map.of(Symbol.of("f"), 1));
    }

    @Test
    void one_key_is_found_without_the_others() {
        assertThat(message.messageAnnotation(Symbol.of("a"))).isEqualTo((byte) 5);
        assertThat(message.messageAnnotation(Symbol.of("b-b"))).isNull();
        assertThat(message.messageAnnotation(Symbol.of("b"))).isNull();
        assertThat(message.applicationProperty("n")).isEqualTo(7);
        assertThat(message.applicationProperty("é")).isEqualTo("x");
        assertThat(message.applicationProperty("è")).isNull();
        assertThat(message.applicationProperty("nn")).isNull();
        assertThat(message.applicationProperty("m")).isNull();
    }

    @Test
    void sections_are_views_of_the_bytes_as_they_came() {
        assertThat(message.section(Descriptor.HEADER)).isEqualTo(ByteBuffer.wrap(WHOLE, 0, 17));
        assertThat(message.section(Descriptor.DATA).remaining()).isEqualTo(8 + 10);
        assertThat(message.section(Descriptor.AMQP_VALUE)).isEqualTo(message.section(Descriptor.DATA));
        assertThat(message.tail()).isEqualTo(ByteBuffer.wrap(WHOLE, 17 + 12, WHOLE.length - 29));
    }

    @Test
    void a_message_of_a_body_alone_has_the_defaults() {
        MessageSections bare = sections("00 53 77 40");
        bare.check();

        assertThat(bare.header()).isEqualTo(Header.DEFAULT);
        assertThat(bare.properties()).isEqualTo(Properties.NONE);
        assertThat(bare.property(PropertyField.TO)).isNull();
        assertThat(bare.messageAnnotation(Symbol.of("a"))).isNull();
        assertThat(bare.applicationProperty("a")).isNull();
        assertThat(bare.applicationProperties()).isEmpty();
        assertThat(bare.has(Descriptor.HEADER)).isFalse();
        assertThat(bare.section(Descriptor.HEADER).remaining()).isZero();
        assertThat(bare.tail().remaining()).isEqualTo(4);
        assertThat(bare.data().remaining()).isZero();
        assertThat(bare.bodySequence()).isEmpty();
    }

    @Test
    @Clause("AMQP-3.2.8")
    void a_body_may_be_bytes_lists_a_value_or_missing() {
        assertThat(sections("00 53 75 a0 01 07").data()).isEqualTo(ByteBuffer.wrap(bytes("07")));
        assertThat(sections("00 53 76 c0 03 02 41 42 00 53 76 45 00 53 76 c0 02 01 43")
                        .bodySequence())
                .containsExactly(true, false, new UnsignedInteger(0));
        assertThat(sections("00 53 77 a1 02 'hi'").bodyValue()).isEqualTo("hi");
        assertThat(sections("00 53 77 40").bodyKind()).isEqualTo(BodyKind.VALUE);
        assertThat(sections("00 53 77 40").bodyValue()).isNull();
        assertThat(sections("00 53 70 45").bodyKind()).isEqualTo(BodyKind.NONE);
        assertThat(sections("").bodyKind()).isEqualTo(BodyKind.NONE);
        assertThat(sections("").bodyValue()).isNull();
    }

    @Test
    void sections_may_be_described_by_name_or_in_a_long_form() {
        MessageSections named = sections("""
                00 a3 10 'amqp:header:list' 45
                00 80 0000000000000073 c0 04 01 a1 01 'i'
                00 b3 00000010 'amqp:data:binary' a0 01 07
                """);

        assertThat(named.header()).isEqualTo(Header.DEFAULT);
        assertThat(named.property(PropertyField.MESSAGE_ID)).isEqualTo("i");
        assertThat(named.data()).isEqualTo(ByteBuffer.wrap(bytes("07")));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 40, a value that nothing describes",
        "0, 00 53 24 45, an outcome",
        "0, 00 53 79 45, a section that nobody defined",
        "0, 00 a3 01 61 45, a section of another standard",
        "4, 00 53 73 45 40, something after a section",
        "4, 00 53 73 45 00 53 70 45, a header after properties",
        "4, 00 53 70 45 00 53 70 45, two headers",
        "4, 00 53 77 40 00 53 77 40, two values",
        "5, 00 53 75 a0 00 00 53 77 40, a value after data",
        "5, 00 53 75 a0 00 00 53 76 45, a sequence after data",
        "6, 00 53 78 c1 01 00 00 53 77 40, a body after the footer",
        "3, 00 53 70 c1 01 00, a header that is a map",
        "3, 00 53 72 45, annotations that are a list",
        "3, 00 53 75 a1 00, data that is a string",
        "3, 00 53 75 40, data of null",
        "3, 00 53 76 c1 01 00, a sequence that is a map",
        "5, 00 53 75 a0 02 61, data cut short"
    })
    @Clause("AMQP-3.2")
    void what_are_no_sections_of_a_message_is_refused(int offset, String drawn, String what) {
        MalformedException refused = catchThrowableOfType(MalformedException.class, () -> sections(drawn));

        assertThat(refused).as(what).isNotNull();
        assertThat(refused.offset()).as(what + ": " + refused.getMessage()).isEqualTo(offset);
    }

    @ParameterizedTest
    @CsvSource({
        "00 53 70 c0 07 06 40 40 40 40 40 40, a header with a sixth field",
        "00 53 70 c0 02 01 43, a header with a number for durable",
        "00 53 71 c1 05 02 a1 01 61 40, a delivery annotation named by a string",
        "00 53 72 c1 03 02 41 40, a message annotation named true",
        "00 53 72 c1 09 04 a3 01 61 40 a3 01 61 40, a message annotation twice",
        "00 53 72 c1 02 01 40, a message annotation without value",
        "00 53 73 c0 03 01 54 01, a message-id of type int",
        "00 53 73 c0 03 02 40 41, a user-id of type boolean",
        "00 53 74 c1 05 02 a3 01 61 40, an application property named by a symbol",
        "00 53 74 c1 03 02 40 40, an application property named null",
        "00 53 74 c1 06 02 a1 01 61 56 02, an application property with a boolean of 2",
        "00 53 78 c1 03 02 40 40, a footer named null"
    })
    void what_is_wrong_inside_a_section_is_found_by_the_check(String drawn, String what) {
        MessageSections sections = sections(drawn);

        assertThat(catchThrowableOfType(MalformedException.class, sections::check))
                .as(what)
                .isNotNull();
    }

    @ParameterizedTest
    @Seeds(2000)
    void the_check_finds_in_properties_what_reading_them_would(long seed) {
        Random random = new Random(seed);
        byte[] bytes = Wire.written(out -> SectionWriter.writeProperties(new RandomTypes(seed).properties(), out));
        for (int left = random.nextInt(3); left > 0; left--) {
            bytes[3 + random.nextInt(bytes.length - 3)] = (byte) (random.nextBoolean() ? random.nextInt() : 0xA3);
        }

        assertThat(fault(bytes, MessageSections::check)).isEqualTo(fault(bytes, MessageSections::properties));
    }

    private static @Nullable String fault(byte[] message, Consumer<MessageSections> look) {
        try {
            look.accept(MessageSections.of(ByteBuffer.wrap(message)));
            return null;
        } catch (MalformedException fault) {
            return fault.getMessage();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8, a3 01 'h',          a symbol in short",
        "8, b3 00000001 'h',    a symbol in long",
        "9, a3 01 'h',          the ninth again after eight others",
        "30, b3 00000001 'h',   one of many"
    })
    void an_annotation_that_comes_twice_is_found_however_many_there_are(int others, String again, String what) {
        StringBuilder entries = new StringBuilder("a3 01 'h' 40 80 0000000000000007 40 44 40 ");
        for (int index = 3; index < others; index++) entries.append("53 ").append("%02x 40 ".formatted(100 + index));
        MessageSections once = annotated(entries.toString(), others);
        MessageSections twice = annotated(entries + again + " 40", others + 1);
        MessageSections number = annotated(entries + "53 07 40", others + 1);

        once.check();

        assertThat(once.messageAnnotations()).hasSize(others);
        assertThat(catchThrowableOfType(MalformedException.class, twice::check))
                .as(what)
                .isNotNull();
        assertThat(catchThrowableOfType(MalformedException.class, number::check))
                .as("7 in short")
                .isNotNull();
    }

    private static MessageSections annotated(String entries, int count) {
        byte[] map = bytes(entries);
        return sections("00 53 72 d1 %08x %08x ".formatted(map.length + 4, 2 * count) + entries);
    }

    @ParameterizedTest
    @EnumSource
    @Clause("AMQP-3.2.4")
    void each_property_is_read_alone(PropertyField field) {
        Properties all = new Properties(
                new UnsignedLong(1),
                Binary.of((byte) 2),
                "to",
                "subject",
                "reply-to",
                "correlation",
                Symbol.of("type"),
                Symbol.of("encoding"),
                new Timestamp(3),
                new Timestamp(4),
                "group",
                5,
                "reply-group");
        List<Object> values = Arrays.asList(
                all.messageId(),
                all.userId(),
                all.to(),
                all.subject(),
                all.replyTo(),
                all.correlationId(),
                all.contentType(),
                all.contentEncoding(),
                all.absoluteExpiryTime(),
                all.creationTime(),
                all.groupId(),
                new UnsignedInteger(5),
                all.replyToGroupId());

        byte[] bytes = Wire.written(out -> SectionWriter.writeProperties(all, out));

        assertThat(MessageSections.of(ByteBuffer.wrap(bytes)).property(field)).isEqualTo(values.get(field.ordinal()));
    }

    @ParameterizedTest
    @Seeds(200)
    void properties_and_headers_come_back(long seed) {
        RandomTypes random = new RandomTypes(seed);
        Header header = random.header();
        Properties properties = random.properties();

        byte[] bytes = Wire.written(out -> {
            SectionWriter.writeHeader(header, out);
            SectionWriter.writeProperties(properties, out);
        });

        MessageSections read = MessageSections.of(ByteBuffer.wrap(bytes));
        assertThat(read.header()).isEqualTo(header);
        assertThat(read.properties()).isEqualTo(properties);
    }

    @ParameterizedTest
    @Seeds(1000)
    void after_the_check_no_section_but_the_body_can_be_wrong(long seed) {
        Random random = new Random(seed);
        byte[] bytes = WHOLE.clone();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt() : 0x40);
        }
        MessageSections read;
        try {
            read = MessageSections.of(ByteBuffer.wrap(bytes));
            read.check();
        } catch (MalformedException refused) {
            assertThat(refused.offset()).isBetween(0L, (long) bytes.length);
            return;
        }

        assertThat(read.header()).isNotNull();
        for (PropertyField field : PropertyField.values()) read.property(field);
        for (String key : read.applicationProperties().keySet()) {
            assertThat(read.applicationProperty(key))
                    .isEqualTo(read.applicationProperties().get(key));
        }
        for (Object key : read.messageAnnotations().keySet()) {
            if (!(key instanceof Symbol symbol)) continue;
            assertThat(read.messageAnnotation(symbol))
                    .isEqualTo(read.messageAnnotations().get(key));
        }
        assertThat(read.footer()).isNotNull();
        assertThat(read.data()).isNotNull();
    }

    @Test
    @Clause("AMQP-3.2.1")
    void a_section_is_written_in_its_smallest_form() {
        assertThat(Wire.written(out -> SectionWriter.writeHeader(Header.DEFAULT, out)))
                .containsExactly(bytes("00 53 70 45"));
        assertThat(Wire.written(out -> SectionWriter.writeHeader(new Header(true, 4, -1, false, 0), out)))
                .containsExactly(bytes("00 53 70 c0 02 01 41"));
        assertThat(Wire.written(out -> SectionWriter.writeProperties(Properties.NONE, out)))
                .containsExactly(bytes("00 53 73 45"));
        assertThat(Wire.written(out -> SectionWriter.writeMessageAnnotations(one(Symbol.of("a"), null), out)))
                .containsExactly(bytes("00 53 72 c1 05 02 a3 01 'a' 40"));
        assertThat(Wire.written(out -> SectionWriter.writeApplicationProperties(one("a", 1), out)))
                .containsExactly(bytes("00 53 74 c1 06 02 a1 01 'a' 54 01"));
        assertThat(Wire.written(out -> SectionWriter.writeSequence(List.of(), out)))
                .containsExactly(bytes("00 53 76 45"));
        assertThat(Wire.written(out -> SectionWriter.writeValue("a", out)))
                .containsExactly(bytes("00 53 77 a1 01 'a'"));
    }

    @Test
    void data_of_255_bytes_has_a_narrow_size_and_of_256_a_wide_one() {
        assertThat(Wire.written(out -> SectionWriter.writeData(ByteBuffer.allocate(255), out)))
                .startsWith(bytes("00 53 75 a0 ff"))
                .hasSize(5 + 255);
        assertThat(Wire.written(out -> SectionWriter.writeData(ByteBuffer.allocate(256), out)))
                .startsWith(bytes("00 53 75 b0 00000100"))
                .hasSize(8 + 256);
    }

    @Test
    @Clause({"AMQP-4.5.2", "AMQP-4.5.3"})
    void what_is_said_to_a_coordinator_is_the_value_of_a_body() {
        TransactionRequest discharge = new TransactionRequest.Discharge(Binary.of((byte) 1), true);
        TransactionRequest declare = new TransactionRequest.Declare(null);

        assertThat(RequestDecoder.read(ByteBuffer.wrap(bytes("00 53 77 00 53 31 45"))))
                .isEqualTo(declare);
        assertThat(RequestDecoder.read(ByteBuffer.wrap(bytes("00 53 77 00 53 32 c0 05 02 a0 01 01 41"))))
                .isEqualTo(discharge);
        assertThat(Wire.written(out -> SectionWriter.writeRequest(declare, out)))
                .containsExactly(bytes("00 53 77 00 53 31 45"));
        assertThat(Wire.written(out -> SectionWriter.writeRequest(discharge, out)))
                .containsExactly(bytes("00 53 77 00 53 32 c0 05 02 a0 01 01 41"));
    }

    @ParameterizedTest
    @CsvSource({
        "00 53 75 a0 00, data",
        "00 53 77 00 53 24 45, an outcome",
        "00 53 77 40, a value that nothing describes",
        "00 53 77 00 53 32 45, a discharge of no transaction"
    })
    void what_is_nothing_that_one_says_to_a_coordinator_is_refused(String drawn, String what) {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(drawn));

        assertThat(catchThrowableOfType(MalformedException.class, () -> RequestDecoder.read(bytes)))
                .as(what)
                .isNotNull();
    }

    private static MessageSections sections(String drawn) {
        return MessageSections.of(ByteBuffer.wrap(bytes(drawn)));
    }

    private static <K> Map<K, @Nullable Object> one(K key, @Nullable Object value) {
        Map<K, @Nullable Object> map = new LinkedHashMap<>();
        map.put(key, value);
        return map;
    }
}
