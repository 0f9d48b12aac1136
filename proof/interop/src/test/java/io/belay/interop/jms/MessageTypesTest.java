package io.belay.interop.jms;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The six kinds of message arrive as they were sent, body and kind. */
class MessageTypesTest {
    @RegisterExtension
    final QpidJms jms = new QpidJms();

    private Session session;
    private Queue queue;

    @BeforeEach
    void open() throws JMSException {
        session = jms.session();
        queue = session.createQueue(jms.name("q"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "text", "žluťoučký kůň 🐎", "a\u0000b"})
    void a_text_message(String text) throws JMSException {
        Message arrived = through(session.createTextMessage(text));

        assertThat(arrived).isInstanceOf(TextMessage.class);
        assertThat(((TextMessage) arrived).getText()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 70_000})
    void a_bytes_message(int length) throws JMSException {
        byte[] bytes = new byte[length];
        for (int index = 0; index < length; index++) bytes[index] = (byte) (index * 31);
        BytesMessage sent = session.createBytesMessage();
        sent.writeBytes(bytes);

        Message arrived = through(sent);

        assertThat(arrived).isInstanceOf(BytesMessage.class);
        assertThat(((BytesMessage) arrived).getBodyLength()).isEqualTo(length);
        byte[] read = new byte[length];
        ((BytesMessage) arrived).readBytes(read);
        assertThat(read).isEqualTo(bytes);
    }

    @Test
    void a_bytes_message_with_values_of_every_type() throws JMSException {
        BytesMessage sent = session.createBytesMessage();
        sent.writeBoolean(true);
        sent.writeByte((byte) -3);
        sent.writeShort((short) -300);
        sent.writeChar('ž');
        sent.writeInt(Integer.MIN_VALUE);
        sent.writeLong(Long.MAX_VALUE);
        sent.writeFloat(1.5f);
        sent.writeDouble(-2.25);
        sent.writeUTF("ü");

        BytesMessage arrived = (BytesMessage) through(sent);

        assertThat(arrived.readBoolean()).isTrue();
        assertThat(arrived.readByte()).isEqualTo((byte) -3);
        assertThat(arrived.readShort()).isEqualTo((short) -300);
        assertThat(arrived.readChar()).isEqualTo('ž');
        assertThat(arrived.readInt()).isEqualTo(Integer.MIN_VALUE);
        assertThat(arrived.readLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(arrived.readFloat()).isEqualTo(1.5f);
        assertThat(arrived.readDouble()).isEqualTo(-2.25);
        assertThat(arrived.readUTF()).isEqualTo("ü");
    }

    @Test
    void a_map_message() throws JMSException {
        MapMessage sent = session.createMapMessage();
        sent.setBoolean("boolean", true);
        sent.setByte("byte", (byte) -1);
        sent.setShort("short", (short) 1000);
        sent.setChar("char", 'x');
        sent.setInt("int", 100_000);
        sent.setLong("long", 1L << 40);
        sent.setFloat("float", 0.5f);
        sent.setDouble("double", 1e300);
        sent.setString("string", "s");
        sent.setBytes("bytes", new byte[] {1, 2, 3});
        sent.setObject("null", null);

        Message arrived = through(sent);

        assertThat(arrived).isInstanceOf(MapMessage.class);
        MapMessage map = (MapMessage) arrived;
        assertThat(QpidJms.list(map.getMapNames())).hasSize(11);
        assertThat(map.getBoolean("boolean")).isTrue();
        assertThat(map.getByte("byte")).isEqualTo((byte) -1);
        assertThat(map.getShort("short")).isEqualTo((short) 1000);
        assertThat(map.getChar("char")).isEqualTo('x');
        assertThat(map.getInt("int")).isEqualTo(100_000);
        assertThat(map.getLong("long")).isEqualTo(1L << 40);
        assertThat(map.getFloat("float")).isEqualTo(0.5f);
        assertThat(map.getDouble("double")).isEqualTo(1e300);
        assertThat(map.getString("string")).isEqualTo("s");
        assertThat(map.getBytes("bytes")).containsExactly(1, 2, 3);
        assertThat(map.itemExists("null")).isTrue();
    }

    @Test
    void a_stream_message() throws JMSException {
        StreamMessage sent = session.createStreamMessage();
        List<Object> values = List.of(true, (byte) 1, (short) 2, 'c', 3, 4L, 5f, 6d, "seven");
        for (Object value : values) sent.writeObject(value);
        sent.writeBytes(new byte[] {8});

        Message arrived = through(sent);

        assertThat(arrived).isInstanceOf(StreamMessage.class);
        StreamMessage stream = (StreamMessage) arrived;
        for (Object value : values) assertThat(stream.readObject()).isEqualTo(value);
        assertThat((byte[]) stream.readObject()).containsExactly(8);
    }

    @Test
    void an_object_message() throws JMSException {
        ArrayList<String> object = new ArrayList<>(List.of("one", "two"));

        Message arrived = through(session.createObjectMessage(object));

        assertThat(arrived).isInstanceOf(ObjectMessage.class);
        assertThat(((ObjectMessage) arrived).getObject()).isEqualTo(object);
    }

    @Test
    void a_message_without_a_body() throws JMSException {
        Message sent = session.createMessage();
        sent.setStringProperty("only", "properties");

        Message arrived = through(sent);

        assertThat(arrived)
                .isNotInstanceOfAny(
                        TextMessage.class,
                        BytesMessage.class,
                        MapMessage.class,
                        StreamMessage.class,
                        ObjectMessage.class);
        assertThat(arrived.getStringProperty("only")).isEqualTo("properties");
    }

    @Test
    void five_mebibytes() throws JMSException {
        byte[] bytes = new byte[5 * 1024 * 1024];
        for (int index = 0; index < bytes.length; index++) bytes[index] = (byte) (index >> 10 ^ index);
        BytesMessage sent = session.createBytesMessage();
        sent.writeBytes(bytes);

        BytesMessage arrived = (BytesMessage) through(sent);

        assertThat(arrived.getBody(byte[].class)).isEqualTo(bytes);
    }

    private Message through(Message sent) throws JMSException {
        session.createProducer(queue).send(sent);
        return QpidJms.next(session.createConsumer(queue));
    }
}
