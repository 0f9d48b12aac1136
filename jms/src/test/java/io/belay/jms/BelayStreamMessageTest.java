package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Clause;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.StreamMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A body of values in a row. */
class BelayStreamMessageTest {
    private final BelayStreamMessage message = new BelayStreamMessage();

    @Test
    void values_come_back_with_their_types() throws JMSException {
        Object[] values = {true, (byte) -3, (short) 300, 'ž', 7, 7L, 1.5f, 2.5, "s", new byte[] {1}, null};
        for (Object each : values) message.writeObject(each);

        StreamMessage arrived = Mail.through(message);

        for (Object each : values) assertThat(arrived.readObject()).isEqualTo(each);
        assertThatThrownBy(arrived::readObject).isInstanceOf(MessageEOFException.class);
    }

    @Test
    @Clause({"JMS-3.11.1", "JMS-3.11.2"})
    void it_is_written_then_read_and_never_both() throws JMSException {
        message.writeInt(7);
        assertThatThrownBy(message::readInt).isInstanceOf(MessageNotReadableException.class);

        message.reset();
        assertThat(message.readInt()).isEqualTo(7);
        assertThatThrownBy(() -> message.writeInt(8)).isInstanceOf(MessageNotWriteableException.class);

        message.clearBody();
        message.writeInt(9);
        message.reset();
        assertThat(message.readInt()).isEqualTo(9);
    }

    @Test
    @Clause("JMS-3.10")
    void what_was_received_is_read_only_until_it_is_cleared() throws JMSException {
        message.writeInt(7);
        StreamMessage arrived = Mail.through(message);

        assertThatThrownBy(() -> arrived.writeInt(8)).isInstanceOf(MessageNotWriteableException.class);
        arrived.clearBody();
        arrived.writeInt(9);

        StreamMessage again = Mail.through(arrived);
        assertThat(again.readInt()).isEqualTo(9);
    }

    @Test
    void a_byte_field_is_read_in_pieces_and_nothing_else_before_its_end() throws JMSException {
        message.writeBytes(new byte[] {0, 1, 2, 3, 4}, 1, 4);
        message.writeInt(7);
        message.reset();
        byte[] piece = new byte[2];

        assertThat(message.readBytes(piece)).isEqualTo(2);
        assertThatThrownBy(message::readInt).isInstanceOf(MessageFormatException.class);
        assertThat(message.readBytes(piece)).isEqualTo(2);
        assertThat(piece).containsExactly(3, 4);
        assertThatThrownBy(message::readObject).isInstanceOf(MessageFormatException.class);
        assertThat(message.readBytes(piece)).isEqualTo(-1);
        assertThat(message.readInt()).isEqualTo(7);
    }

    @Test
    void a_piece_shorter_than_the_array_ends_a_byte_field() throws JMSException {
        for (byte[] each : List.of(new byte[0], new byte[1], new byte[2])) message.writeBytes(each);
        message.writeBytes(null);
        message.writeInt(7);
        message.reset();
        byte[] piece = new byte[2];

        assertThat(message.readBytes(piece)).isZero();
        assertThat(message.readBytes(piece)).isEqualTo(1);
        assertThat(message.readBytes(piece)).isEqualTo(2);
        assertThat(message.readBytes(piece)).isEqualTo(-1);
        assertThat(message.readBytes(piece)).isEqualTo(-1); // The null.
        assertThat(message.readInt()).isEqualTo(7);
    }

    @Test
    @Clause("JMS-3.7")
    void a_stream_is_no_object() throws JMSException {
        assertThat(message.isBodyAssignableTo(Object.class)).isFalse();
        assertThatThrownBy(() -> message.getBody(Object.class)).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> message.writeObject(List.of())).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void a_write_copies_bytes() throws JMSException {
        byte[] bytes = {1};
        message.writeBytes(bytes);
        bytes[0] = 2;
        message.reset();

        assertThat((byte[]) message.readObject()).containsExactly(1);
    }
}
