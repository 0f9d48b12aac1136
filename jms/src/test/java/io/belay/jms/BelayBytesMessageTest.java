package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Clause;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body of bytes: written first, read then. */
class BelayBytesMessageTest {
    private final BelayBytesMessage message = new BelayBytesMessage();

    @Test
    void all_that_is_written_is_read_in_order() throws JMSException {
        Object[] values = {
            true, (byte) -3, (short) -300, 'ž', Integer.MIN_VALUE, Long.MAX_VALUE, 1.5f, -2.25, "ü\0", new byte[] {7}
        };
        for (Object each : values) message.writeObject(each);

        BytesMessage arrived = Mail.through(message);

        assertThat(arrived.readBoolean()).isTrue();
        assertThat(arrived.readByte()).isEqualTo((byte) -3);
        assertThat(arrived.readShort()).isEqualTo((short) -300);
        assertThat(arrived.readChar()).isEqualTo('ž');
        assertThat(arrived.readInt()).isEqualTo(Integer.MIN_VALUE);
        assertThat(arrived.readLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(arrived.readFloat()).isEqualTo(1.5f);
        assertThat(arrived.readDouble()).isEqualTo(-2.25);
        assertThat(arrived.readUTF()).isEqualTo("ü\0");
        assertThat(arrived.readUnsignedByte()).isEqualTo(7);
        assertThatThrownBy(arrived::readByte).isInstanceOf(MessageEOFException.class);
    }

    @Test
    void unsigned_numbers() throws JMSException {
        message.writeByte((byte) -1);
        message.writeShort((short) -1);
        message.reset();

        assertThat(message.readUnsignedByte()).isEqualTo(255);
        assertThat(message.readUnsignedShort()).isEqualTo(65_535);
    }

    @Test
    @Clause({"JMS-3.11.1", "JMS-3.11.2"})
    void it_is_written_then_read_and_never_both() throws JMSException {
        message.writeInt(7);
        assertThatThrownBy(message::readInt).isInstanceOf(MessageNotReadableException.class);
        assertThatThrownBy(message::getBodyLength).isInstanceOf(MessageNotReadableException.class);

        message.reset();
        assertThat(message.getBodyLength()).isEqualTo(4);
        assertThat(message.readInt()).isEqualTo(7);
        assertThatThrownBy(() -> message.writeInt(8)).isInstanceOf(MessageNotWriteableException.class);

        message.clearBody();
        message.writeByte((byte) 1);
        message.reset();
        assertThat(message.getBodyLength()).isOne();
    }

    @Test
    @Clause({"JMS-3.9", "JMS-3.10"})
    void what_was_sent_stays_as_it_was_sent_and_what_was_received_is_read_only() throws JMSException {
        message.writeByte((byte) 1);
        BytesMessage first = Mail.through(message);
        message.writeByte((byte) 2);
        BytesMessage second = Mail.through(message);

        assertThat(first.getBodyLength()).isEqualTo(1);
        assertThat(second.getBodyLength()).isEqualTo(2);
        assertThatThrownBy(() -> second.writeByte((byte) 3)).isInstanceOf(MessageNotWriteableException.class);
    }

    @Test
    void a_read_beyond_the_end_leaves_what_is_there() throws JMSException {
        message.writeShort((short) 5);
        message.reset();

        assertThatThrownBy(message::readInt).isInstanceOf(MessageEOFException.class);
        assertThatThrownBy(message::readUTF).isInstanceOf(MessageEOFException.class);
        assertThat(message.readShort()).isEqualTo((short) 5);
    }

    @Test
    void bytes_are_read_in_pieces_until_none_is_left() throws JMSException {
        message.writeBytes(new byte[] {0, 1, 2, 3, 4, 5}, 1, 5);
        message.reset();
        byte[] piece = new byte[3];

        var counts = new ArrayList<Integer>();
        for (int count = message.readBytes(piece); count >= 0; count = message.readBytes(piece)) counts.add(count);

        assertThat(counts).containsExactly(3, 2);
        assertThat(piece).containsExactly(4, 5, 3);
        assertThat(message.readBytes(new byte[0])).isZero();
        assertThatThrownBy(() -> message.readBytes(piece, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> message.readBytes(piece, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {65_534, 65_535, 65_536})
    void a_text_has_at_most_65535_bytes(int length) throws JMSException {
        String text = "x".repeat(length);

        if (length > 65_535) {
            assertThatThrownBy(() -> message.writeUTF(text)).isInstanceOf(MessageFormatException.class);
            return;
        }
        message.writeUTF(text);
        message.reset();
        assertThat(message.readUTF()).isEqualTo(text);
    }

    @Test
    void bytes_that_are_no_text_are_refused_as_one() throws JMSException {
        message.writeShort((short) 1);
        message.writeByte((byte) 0xff);
        message.reset();

        assertThatThrownBy(message::readUTF).isInstanceOf(MessageFormatException.class);
        assertThat(message.readShort()).isEqualTo((short) 1);
    }

    @Test
    void an_object_of_no_known_type_is_refused() {
        assertThatThrownBy(() -> message.writeObject(new Object())).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> message.writeObject(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    @Clause("JMS-3.7")
    void the_body_as_an_array() throws JMSException {
        assertThat(message.isBodyAssignableTo(String.class)).isTrue(); // There is none.
        message.writeInt(1);

        assertThat(message.isBodyAssignableTo(byte[].class)).isTrue();
        assertThat(message.isBodyAssignableTo(Object.class)).isTrue();
        assertThat(message.isBodyAssignableTo(String.class)).isFalse();
        assertThat(message.getBody(byte[].class)).containsExactly(0, 0, 0, 1);
        assertThat(message.readInt()).isOne();
        assertThatThrownBy(() -> message.getBody(String.class)).isInstanceOf(MessageFormatException.class);
    }
}
