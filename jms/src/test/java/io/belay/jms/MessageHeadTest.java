package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Header;
import io.belay.amqp.type.Properties;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Timestamp;
import io.belay.amqp.type.UnsignedLong;
import io.belay.base.ByteWriter;
import io.belay.testkit.Clause;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.Queue;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Header fields: who sets them, how they travel. */
class MessageHeadTest {
    private static final long NOW_MS = Mail.NOW_MS;

    private final BelayMessage message = new BelayMessage();

    @Test
    @Clause({"JMS-3.4.1", "JMS-3.4.2", "JMS-3.4.3", "JMS-3.4.4", "JMS-3.4.9", "JMS-3.4.10", "JMS-3.4.11", "JMS-3.4.13"})
    void a_send_sets_the_providers_fields_whatever_the_application_had_set() throws JMSException {
        message.setJMSMessageID("ID:other");
        message.setJMSPriority(1);
        message.setJMSExpiration(1);
        var posting =
                new Posting(new BelayTopic("t"), DeliveryMode.NON_PERSISTENT, 9, 1000, 500, "ID:belay-7", NOW_MS, true);

        var bytes = MessageCodec.encode(message, posting, Addresses.PLAIN);

        for (Message each : new Message[] {message, Mail.<Message>arrived(bytes)}) {
            assertThat(each.getJMSDestination()).isEqualTo(new BelayTopic("t"));
            assertThat(each.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
            assertThat(each.getJMSPriority()).isEqualTo(9);
            assertThat(each.getJMSMessageID()).isEqualTo("ID:belay-7");
            assertThat(each.getJMSTimestamp()).isEqualTo(NOW_MS);
            assertThat(each.getJMSExpiration()).isEqualTo(NOW_MS + 1000);
            assertThat(each.getJMSDeliveryTime()).isEqualTo(NOW_MS + 500);
        }
    }

    @Test
    @Clause({"JMS-3.4.5", "JMS-3.4.6", "JMS-3.4.8"})
    void a_send_leaves_the_applications_fields() throws JMSException {
        message.setJMSCorrelationID("c");
        message.setJMSReplyTo(new BelayTemporaryQueue("r"));
        message.setJMSType("t");

        Message arrived = Mail.through(message);

        assertThat(arrived.getJMSCorrelationID()).isEqualTo("c");
        assertThat(arrived.getJMSReplyTo())
                .isEqualTo(new BelayTemporaryQueue("r"))
                .isInstanceOf(BelayTemporaryQueue.class);
        assertThat(arrived.getJMSType()).isEqualTo("t");
    }

    @Test
    @Clause({"JMS-3.4.3", "JMS-3.4.4", "JMS-3.4.9"})
    void without_id_timestamp_and_expiry_there_are_none() throws JMSException {
        var posting = new Posting(Mail.QUEUE, DeliveryMode.PERSISTENT, 4, 0, 0, null, NOW_MS, false);

        Message arrived = Mail.arrived(MessageCodec.encode(message, posting, Addresses.PLAIN));

        assertThat(arrived.getJMSMessageID()).isNull();
        assertThat(arrived.getJMSTimestamp()).isZero();
        assertThat(arrived.getJMSExpiration()).isZero();
    }

    @Test
    @Clause("JMS-3.4.9")
    void when_a_message_dies_is_known_before_it_is_looked_at() throws JMSException {
        Timestamp absolute = new Timestamp(NOW_MS + 7);

        assertThat(unseen(-1, null)).isEqualTo(0);
        assertThat(unseen(0, null)).isEqualTo(0);
        assertThat(unseen(1000, null)).isEqualTo(NOW_MS + 1000);
        assertThat(unseen(1000, absolute)).isEqualTo(NOW_MS + 7);
        assertThat(unseen(-1, absolute)).isEqualTo(NOW_MS + 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-opt-jms-dest", "x-opt-to-type", "x-opt-jms-reply-to", "x-opt-delivery-time"})
    void what_cannot_be_read_of_the_head_is_known_before_it_is_looked_at(String annotation) throws JMSException {
        ByteWriter out = new ByteWriter(64);
        SectionWriter.writeMessageAnnotations(Map.of(Symbol.of(annotation), "x"), out);
        byte[] bytes = out.toArray();
        bytes[bytes.length - 1] = (byte) 0xff; // no UTF-8
        BelayMessage arrived = Mail.arrived(ByteBuffer.wrap(bytes));

        Throwable early = catchThrowable(arrived::expirationMs);

        assertThat(early).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(arrived::getJMSExpiration).hasMessage(early.getMessage());
    }

    /** What a message that came says of its end at first sight, which is what it says of it later. */
    private static long unseen(long ttlMs, @Nullable Timestamp absolute) throws JMSException {
        ByteWriter out = new ByteWriter(64);
        SectionWriter.writeHeader(new Header(true, 4, ttlMs, false, 0), out);
        SectionWriter.writeProperties(
                new Properties("ID:1", null, null, null, null, null, null, null, absolute, null, "g", -1, null), out);
        BelayMessage arrived = Mail.arrived(out.view());
        long expirationMs = arrived.expirationMs();

        assertThat(arrived.getJMSExpiration()).isEqualTo(expirationMs);
        arrived.setJMSExpiration(1);
        assertThat(arrived.expirationMs()).isEqualTo(1);
        return expirationMs;
    }

    @Test
    @Clause("AMQP-3.2.1")
    void the_time_to_live_is_told_as_long_as_there_is_room_for_it() throws JMSException {
        long ttlMax = 0xffffffffL;

        assertThat(header(ttlMax - 1).ttlMs()).isEqualTo(ttlMax - 1);
        assertThat(header(ttlMax).ttlMs()).isEqualTo(ttlMax);
        assertThat(header(ttlMax + 1).ttlMs()).isEqualTo(-1);
        assertThat(expiry(ttlMax + 1)).isEqualTo(new Timestamp(NOW_MS + ttlMax + 1));
    }

    private Header header(long ttlMs) throws JMSException {
        return io.belay.amqp.codec.MessageSections.of(MessageCodec.encode(message, living(ttlMs), Addresses.PLAIN))
                .header();
    }

    private Object expiry(long ttlMs) throws JMSException {
        return io.belay.amqp.codec.MessageSections.of(MessageCodec.encode(message, living(ttlMs), Addresses.PLAIN))
                .properties()
                .absoluteExpiryTime();
    }

    private static Posting living(long ttlMs) {
        return new Posting(Mail.QUEUE, DeliveryMode.PERSISTENT, 4, ttlMs, 0, "ID:1", NOW_MS, true);
    }

    static Stream<Object> ids() {
        return Stream.of(
                "ID:x",
                "ID:AMQP_UUID:not really",
                "ID:AMQP_STRING:",
                UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
                new UnsignedLong(-1),
                Binary.of((byte) 0, (byte) -1));
    }

    @ParameterizedTest
    @MethodSource("ids")
    @Clause("JMS-3.4.5")
    void an_id_of_any_type_comes_back_as_it_was_when_it_correlates(Object id) throws JMSException {
        String text = MessageIds.messageId(id);

        message.setJMSCorrelationID(text);

        assertThat(text).startsWith("ID:");
        assertThat(Mail.sections(message).properties().correlationId()).isEqualTo(id);
        assertThat(Mail.through(message).getJMSCorrelationID()).isEqualTo(text);
    }

    @Test
    @Clause("JMS-3.4.3")
    void a_foreign_id_without_the_prefix_gets_one_and_loses_it_again() throws JMSException {
        assertThat(MessageIds.messageId("plain")).isEqualTo("ID:AMQP_NO_PREFIX:plain");
        assertThat(MessageIds.id("ID:AMQP_NO_PREFIX:plain")).isEqualTo("plain");
        assertThat(MessageIds.correlationId("plain")).isEqualTo("plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ID:AMQP_UUID:1", "ID:AMQP_ULONG:-1", "ID:AMQP_ULONG:", "ID:AMQP_BINARY:0", "ID:AMQP_BINARY:XX"})
    void an_id_that_is_not_of_the_type_that_it_names_is_refused(String id) {
        assertThatThrownBy(() -> message.setJMSCorrelationID(id)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    @Clause("JMS-3.4.5")
    void a_correlation_id_of_bytes_stays_bytes() throws JMSException {
        message.setJMSCorrelationIDAsBytes(new byte[] {1, 2});

        Message arrived = Mail.through(message);

        assertThat(arrived.getJMSCorrelationIDAsBytes()).containsExactly(1, 2);
        assertThat(arrived.getJMSCorrelationID()).isEqualTo("ID:AMQP_BINARY:0102");
        message.setJMSCorrelationID("ü");
        assertThat(message.getJMSCorrelationIDAsBytes()).containsExactly(0xc3, 0xbc);
    }

    @Test
    @Clause("JMS-3.10")
    void the_header_of_what_was_received_may_be_changed() throws JMSException {
        Message arrived = Mail.through(message);

        arrived.setJMSType("changed");
        arrived.setJMSReplyTo(new BelayTopic("t"));

        Message again = Mail.through(arrived);
        assertThat(again.getJMSType()).isEqualTo("changed");
        assertThat(again.getJMSReplyTo()).isEqualTo(new BelayTopic("t"));
    }

    @Test
    @Clause("JMS-3.12")
    void a_place_for_the_answer_may_be_anybodys_queue() throws JMSException {
        message.setJMSReplyTo((Queue) () -> "theirs");

        assertThat(message.getJMSReplyTo()).isEqualTo(new BelayQueue("theirs"));
        assertThatThrownBy(() -> message.setJMSReplyTo((Queue) () -> null))
                .isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> message.setJMSReplyTo(new jakarta.jms.Destination() {}))
                .isInstanceOf(InvalidDestinationException.class);
    }
}
