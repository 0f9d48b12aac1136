package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.amqp.codec.BodyKind;
import io.belay.amqp.codec.MessageSections;
import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.Properties;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Timestamp;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.base.ByteWriter;
import io.belay.testkit.Clause;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the line, and what is made of what others put there (AMQP JMS mapping; docs/PROTOCOLS.md). */
class MessageCodecTest {
    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(new BelayMessage(), 0, BodyKind.NONE, null),
                Arguments.of(new BelayObjectMessage(), 1, BodyKind.DATA, "application/x-java-serialized-object"),
                Arguments.of(new BelayMapMessage(), 2, BodyKind.VALUE, null),
                Arguments.of(new BelayBytesMessage(), 3, BodyKind.DATA, "application/octet-stream"),
                Arguments.of(new BelayStreamMessage(), 4, BodyKind.SEQUENCE, null),
                Arguments.of(new BelayTextMessage(), 5, BodyKind.VALUE, null));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void each_kind_has_its_code_its_body_and_its_content_type(
            BelayMessage message, int code, BodyKind body, @Nullable String contentType) throws JMSException {
        MessageSections sections = Mail.sections(message);

        assertThat(sections.messageAnnotation(Symbol.of("x-opt-jms-msg-type"))).isEqualTo((byte) code);
        assertThat(sections.bodyKind()).isEqualTo(body);
        assertThat(sections.properties().contentType()).isEqualTo(contentType == null ? null : Symbol.of(contentType));
        assertThat(Mail.through(message)).hasSameClassAs(message);
    }

    static Stream<Arguments> destinations() {
        return Stream.of(
                Arguments.of(new BelayQueue("x"), 0),
                Arguments.of(new BelayTopic("x"), 1),
                Arguments.of(new BelayTemporaryQueue("x"), 2),
                Arguments.of(new BelayTemporaryTopic("x"), 3));
    }

    @ParameterizedTest
    @MethodSource("destinations")
    void a_destination_is_an_address_and_a_code(BelayDestination destination, int code) throws JMSException {
        var message = new BelayMessage();
        message.setJMSReplyTo(destination);

        ByteBuffer bytes = MessageCodec.encode(message, Mail.posting(destination), Addresses.PLAIN);

        MessageSections sections = MessageSections.of(bytes);
        assertThat(sections.properties().to()).isEqualTo("x");
        assertThat(sections.messageAnnotation(Symbol.of("x-opt-jms-dest"))).isEqualTo((byte) code);
        assertThat(sections.messageAnnotation(Symbol.of("x-opt-jms-reply-to"))).isEqualTo((byte) code);
        Message arrived = Mail.arrived(bytes);
        assertThat(arrived.getJMSDestination()).isEqualTo(destination).hasSameClassAs(destination);
        assertThat(arrived.getJMSReplyTo()).isEqualTo(destination).hasSameClassAs(destination);
    }

    @Test
    void the_fields_of_the_header_and_the_delay() throws JMSException {
        var posting = new Posting(Mail.QUEUE, DeliveryMode.NON_PERSISTENT, 7, 1000, 500, "ID:1", Mail.NOW_MS, true);

        MessageSections sections =
                MessageSections.of(MessageCodec.encode(new BelayMessage(), posting, Addresses.PLAIN));

        assertThat(sections.header().durable()).isFalse();
        assertThat(sections.header().priority()).isEqualTo(7);
        assertThat(sections.header().ttlMs()).isEqualTo(1000);
        assertThat(sections.properties().absoluteExpiryTime()).isEqualTo(new Timestamp(Mail.NOW_MS + 1000));
        assertThat(sections.properties().creationTime()).isEqualTo(new Timestamp(Mail.NOW_MS));
        assertThat(sections.messageAnnotation(Symbol.of("x-opt-delivery-time"))).isEqualTo(Mail.NOW_MS + 500);
        assertThat(Mail.sections(new BelayMessage()).header().durable()).isTrue();
        assertThat(Mail.sections(new BelayMessage()).messageAnnotation(Symbol.of("x-opt-delivery-time")))
                .isNull();
    }

    @Test
    void what_is_sent_on_untouched_keeps_properties_and_body_byte_for_byte() throws JMSException {
        ByteBuffer came = foreign(out -> {
            SectionWriter.writeMessageAnnotations(Map.of(Symbol.of("x-opt-theirs"), 1), out);
            SectionWriter.writeProperties(properties(UUID.randomUUID(), "text/plain"), out);
            SectionWriter.writeApplicationProperties(Map.of("n", new UnsignedInteger(7)), out);
            SectionWriter.writeData(ByteBuffer.wrap(new byte[] {'a'}), out);
            SectionWriter.writeData(ByteBuffer.wrap(new byte[] {'b'}), out);
        });
        BelayMessage arrived = Mail.arrived(came);

        MessageSections on = Mail.sections(arrived);

        MessageSections before = MessageSections.of(came);
        assertThat(on.section(Descriptor.DATA)).isEqualTo(before.section(Descriptor.DATA));
        assertThat(on.section(Descriptor.APPLICATION_PROPERTIES))
                .isEqualTo(before.section(Descriptor.APPLICATION_PROPERTIES));
        assertThat(on.properties().correlationId())
                .isEqualTo(before.properties().correlationId());
        assertThat(on.properties().contentType()).isEqualTo(Symbol.of("text/plain"));
        assertThat(on.messageAnnotation(Symbol.of("x-opt-theirs"))).isEqualTo(1);
        assertThat(on.messageAnnotation(Symbol.of("x-opt-jms-msg-type"))).isNull();
        assertThat(on.properties().messageId()).isEqualTo("ID:belay-1");
    }

    private static Properties properties(@Nullable Object correlationId, @Nullable String contentType) {
        return new Properties(
                null,
                null,
                null,
                null,
                null,
                correlationId,
                contentType == null ? null : Symbol.of(contentType),
                null,
                null,
                null,
                null,
                -1,
                null);
    }

    private interface Sections {
        void write(ByteWriter out);
    }

    private static ByteBuffer foreign(Sections sections) {
        ByteWriter out = new ByteWriter(64);
        sections.write(out);
        return out.view();
    }

    private static ByteBuffer value(@Nullable Object value) {
        return foreign(out -> SectionWriter.writeValue(value, out));
    }

    private static ByteBuffer data(@Nullable String contentType) {
        return foreign(out -> {
            SectionWriter.writeProperties(properties(null, contentType), out);
            SectionWriter.writeData(ByteBuffer.wrap(new byte[] {'x'}), out);
        });
    }

    static Stream<Arguments> bodiesOfOthers() {
        return Stream.of(
                Arguments.of(value("text"), MessageKind.TEXT),
                Arguments.of(value(null), MessageKind.TEXT),
                Arguments.of(value(Binary.of((byte) 1)), MessageKind.BYTES),
                Arguments.of(value(Map.of("a", 1)), MessageKind.MAP),
                Arguments.of(value(Map.of("a", List.of())), MessageKind.OBJECT),
                Arguments.of(value(Map.of(1, 1)), MessageKind.OBJECT),
                Arguments.of(value(List.of(1, "a")), MessageKind.STREAM),
                Arguments.of(value(7), MessageKind.OBJECT),
                Arguments.of(data(null), MessageKind.BYTES),
                Arguments.of(data("application/octet-stream"), MessageKind.BYTES),
                Arguments.of(data("image/png"), MessageKind.BYTES),
                Arguments.of(data("text/plain; charset=utf-8"), MessageKind.TEXT),
                Arguments.of(data("application/json"), MessageKind.TEXT),
                Arguments.of(data("Application/Foo+XML"), MessageKind.TEXT),
                Arguments.of(data("application/x-java-serialized-object"), MessageKind.OBJECT),
                Arguments.of(foreign(out -> SectionWriter.writeSequence(List.of(1), out)), MessageKind.STREAM),
                Arguments.of(foreign(out -> SectionWriter.writeSequence(List.of(List.of()), out)), MessageKind.OBJECT),
                Arguments.of(foreign(out -> SectionWriter.writeValue("s", out)), MessageKind.TEXT),
                Arguments.of(ByteBuffer.allocate(0), MessageKind.MESSAGE));
    }

    @ParameterizedTest
    @MethodSource("bodiesOfOthers")
    @Clause("JMS-3.11.4")
    void what_does_not_say_what_it_is_is_what_its_body_looks_like(ByteBuffer message, MessageKind kind)
            throws JMSException {
        assertThat(Mail.<BelayMessage>arrived(message).kind()).isEqualTo(kind);
    }

    static Stream<Arguments> bodiesThatLie() {
        return Stream.of(
                Arguments.of(0, "text", MessageKind.MESSAGE),
                Arguments.of(2, "text", MessageKind.TEXT),
                Arguments.of(3, 7, MessageKind.OBJECT),
                Arguments.of(4, Map.of("a", 1), MessageKind.MAP),
                Arguments.of(5, List.of(), MessageKind.STREAM),
                Arguments.of(6, "text", MessageKind.TEXT),
                Arguments.of(-1, "text", MessageKind.TEXT));
    }

    @ParameterizedTest
    @MethodSource("bodiesThatLie")
    void what_says_that_it_is_what_its_body_cannot_be_is_not_believed(int code, Object body, MessageKind kind)
            throws JMSException {
        ByteBuffer message = foreign(out -> {
            SectionWriter.writeMessageAnnotations(Map.of(Symbol.of("x-opt-jms-msg-type"), (byte) code), out);
            SectionWriter.writeValue(body, out);
        });

        assertThat(Mail.<BelayMessage>arrived(message).kind()).isEqualTo(kind);
    }

    @Test
    void a_text_of_bytes_is_read_as_utf_8() throws JMSException {
        assertThat(Mail.<BelayTextMessage>arrived(data("text/plain")).getText()).isEqualTo("x");
    }

    @Test
    void a_body_that_jakarta_messaging_has_no_kind_for_is_an_object_of_plain_java() throws JMSException {
        ObjectMessage arrived = Mail.arrived(value(Map.of("a", List.of(Symbol.of("s"), new Timestamp(7)))));

        var inner = new ArrayList<>(List.of("s", 7L));
        var expected = new LinkedHashMap<>(Map.of("a", inner));
        assertThat(arrived.getObject()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic", "topic,temporary", "queue", "queue,temporary"})
    void the_kind_of_a_destination_may_be_words_as_it_was_once(String words) throws JMSException {
        ByteBuffer message = foreign(out -> {
            SectionWriter.writeMessageAnnotations(Map.of(Symbol.of("x-opt-to-type"), words), out);
            SectionWriter.writeProperties(
                    new Properties(null, null, "x", null, null, null, null, null, null, null, null, -1, null), out);
        });

        BelayDestination destination =
                (BelayDestination) Mail.<Message>arrived(message).getJMSDestination();

        assertThat(destination.kind().isTopic()).isEqualTo(words.startsWith("topic"));
        assertThat(destination.kind().isTemporary()).isEqualTo(words.endsWith("temporary"));
    }

    @Test
    void without_a_word_of_where_it_went_it_went_where_it_was_consumed() throws JMSException {
        assertThat(Mail.<Message>arrived(value("x")).getJMSDestination()).isEqualTo(Mail.QUEUE);
    }

    @Test
    void what_is_no_message_is_refused_and_what_only_partly_is_where_it_is_read() throws JMSException {
        ByteBuffer noMessage = ByteBuffer.wrap(new byte[] {0, 0x53, 0x70});
        assertThatThrownBy(() -> Mail.arrived(noMessage)).isInstanceOf(MessageFormatException.class);

        // Properties of one field, which is a boolean where the message-id stands.
        ByteBuffer partly = ByteBuffer.wrap(
                new byte[] {0, 0x53, 0x73, (byte) 0xc0, 2, 1, 0x41, 0, 0x53, 0x77, (byte) 0xa1, 1, 'x'});
        BelayTextMessage arrived = Mail.arrived(partly);
        assertThatThrownBy(arrived::expirationMs).isInstanceOf(MessageFormatException.class);
        assertThat(arrived.getText()).isEqualTo("x");
        assertThatThrownBy(arrived::getJMSType).isInstanceOf(MessageFormatException.class);
        assertThat(arrived).hasToString("BelayTextMessage[unreadable]");
    }
}
