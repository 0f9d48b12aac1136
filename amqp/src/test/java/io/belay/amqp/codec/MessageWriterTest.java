package io.belay.amqp.codec;

import static io.belay.amqp.codec.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Header;
import io.belay.amqp.type.Symbol;
import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** A message again, with a change. */
class MessageWriterTest {
    private static final byte[] MESSAGE = bytes("""
            00 53 70 c0 02 01 41                       # header: durable
            00 53 71 c1 05 02 a3 01 'h' 41             # delivery-annotations
            00 53 72 c1 06 02 a3 01 'a' 54 01          # message-annotations
            00 53 73 c0 04 01 a1 01 'i'                # properties
            00 53 74 d1 00000009 00000002 a1 01 'n' 54 07
            00 a3 10 'amqp:data:binary' b0 00000001 07
            00 53 78 c1 01 00                          # footer
            """);

    @Test
    void without_a_change_only_what_was_said_to_this_peer_is_left_out() {
        byte[] again = Wire.written(out -> writer(MESSAGE).write(out));
        byte[] whole =
                Wire.written(out -> writer(MESSAGE).keepDeliveryAnnotations().write(out));

        assertThat(again).hasSize(MESSAGE.length - 10).startsWith(bytes("00 53 70 c0 02 01 41 00 53 72"));
        assertThat(whole).containsExactly(MESSAGE);
    }

    @Test
    @Clause("AMQP-3.2.1")
    void another_header_stands_in_place_of_the_first() {
        Header header = new Header(true, 4, -1, false, 3);

        byte[] again = Wire.written(out -> writer(MESSAGE).header(header).write(out));

        MessageSections read = MessageSections.of(ByteBuffer.wrap(again));
        assertThat(read.header()).isEqualTo(header);
        assertThat(read.tail())
                .isEqualTo(MessageSections.of(ByteBuffer.wrap(MESSAGE)).tail());
    }

    @Test
    void annotations_and_properties_are_added_or_replaced_and_the_rest_stays_as_bytes() {
        byte[] again = Wire.written(out -> writer(MESSAGE)
                .annotation(Symbol.of("a"), 2)
                .annotation(Symbol.of("b"), null)
                .applicationProperty("m", "x")
                .write(out));

        assertThat(again).containsExactly(bytes("""
                00 53 70 c0 02 01 41
                00 53 72 c1 0a 04 a3 01 'a' 54 02 a3 01 'b' 40
                00 53 73 c0 04 01 a1 01 'i'
                00 53 74 c1 0c 04 a1 01 'n' 54 07 a1 01 'm' a1 01 'x'
                00 a3 10 'amqp:data:binary' b0 00000001 07
                00 53 78 c1 01 00
                """));
    }

    @Test
    void a_message_of_a_body_alone_gets_the_sections_that_it_lacks_in_order() {
        byte[] again = Wire.written(out -> writer(bytes("00 53 77 a1 01 'v'"))
                .applicationProperty("p", 1)
                .annotation(Symbol.of("a"), 2)
                .header(Header.DEFAULT)
                .write(out));

        assertThat(again).containsExactly(bytes("""
                00 53 70 45
                00 53 72 c1 06 02 a3 01 'a' 54 02
                00 53 74 c1 06 02 a1 01 'p' 54 01
                00 53 77 a1 01 'v'
                """));
    }

    @ParameterizedTest
    @Seeds(200)
    void what_was_added_is_there_and_nothing_else_is_changed(long seed) {
        RandomTypes random = new RandomTypes(seed);
        Map<String, @Nullable Object> properties = random.map(random::text, 2);
        Map<Symbol, @Nullable Object> annotations = random.map(random::symbol, 2);
        byte[] body = random.binary().bytes();
        byte[] message = Wire.written(out -> {
            SectionWriter.writeHeader(random.header(), out);
            SectionWriter.writeMessageAnnotations(annotations, out);
            SectionWriter.writeApplicationProperties(properties, out);
            SectionWriter.writeData(ByteBuffer.wrap(body), out);
        });
        MessageWriter writer = writer(message);
        Map<String, @Nullable Object> expectedProperties = new LinkedHashMap<>(properties);
        Map<Object, @Nullable Object> expectedAnnotations = new LinkedHashMap<>(annotations);
        random.map(random::text, 2).forEach((key, value) -> {
            writer.applicationProperty(key, value);
            expectedProperties.put(key, value);
        });
        for (Symbol key : annotations.keySet()) {
            writer.annotation(key, 5);
            expectedAnnotations.put(key, 5);
        }

        byte[] again = Wire.written(writer::write);

        MessageSections read = MessageSections.of(ByteBuffer.wrap(again));
        read.check();
        assertThat(read.applicationProperties()).isEqualTo(expectedProperties);
        assertThat(read.messageAnnotations()).isEqualTo(expectedAnnotations);
        assertThat(read.header())
                .isEqualTo(MessageSections.of(ByteBuffer.wrap(message)).header());
        assertThat(read.data()).isEqualTo(ByteBuffer.wrap(body));
        assertThat(read.deliveryAnnotations()).isEqualTo(Collections.emptyMap());
    }

    private static MessageWriter writer(byte[] message) {
        return new MessageWriter(MessageSections.of(ByteBuffer.wrap(message)));
    }
}
