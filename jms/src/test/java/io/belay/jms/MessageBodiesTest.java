package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Clause;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of text and of values with names, and no body. */
class MessageBodiesTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "text", "žluťoučký kůň 🐎", "a\u0000b"})
    void a_text_comes_as_it_was(String text) throws JMSException {
        var message = new BelayTextMessage();
        message.setText(text);

        TextMessage arrived = Mail.through(message);

        assertThat(arrived.getText()).isEqualTo(text);
        assertThat(arrived.getBody(String.class)).isEqualTo(text);
    }

    @Test
    @Clause({"JMS-3.10", "JMS-3.11.1", "JMS-3.11.2"})
    void a_received_text_is_read_only_until_it_is_cleared() throws JMSException {
        var message = new BelayTextMessage();
        message.setText("first");
        TextMessage arrived = Mail.through(message);

        assertThatThrownBy(() -> arrived.setText("second")).isInstanceOf(MessageNotWriteableException.class);
        arrived.clearBody();
        assertThat(arrived.getText()).isNull();
        arrived.setText("third");

        assertThat(Mail.through(arrived).getText()).isEqualTo("third");
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "1, 4", "4, 1", "5, 0", "-1, 1", "0, -1", "2147483647, 1"})
    @Clause("JMS-3.11.3")
    void a_piece_of_bytes_that_are_not_there_is_not_made_up(int offset, int length) throws JMSException {
        byte[] four = {1, 2, 3, 4};
        var map = new BelayMapMessage();
        var stream = new BelayStreamMessage();

        assertThatThrownBy(() -> map.setBytes("b", four, offset, length)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> stream.writeBytes(four, offset, length)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(map.itemExists("b")).isFalse();
        map.setBytes("all", four, 0, 4);
        assertThat(map.getBytes("all")).isEqualTo(four);
    }

    @Test
    @Clause("JMS-3.7")
    void a_text_is_whatever_a_string_is() throws JMSException {
        var message = new BelayTextMessage();
        assertThat(message.isBodyAssignableTo(Integer.class)).isTrue(); // There is none.
        message.setText("t");

        assertThat(message.isBodyAssignableTo(String.class)).isTrue();
        assertThat(message.isBodyAssignableTo(CharSequence.class)).isTrue();
        assertThat(message.getBody(Object.class)).isEqualTo("t");
        assertThat(message.isBodyAssignableTo(Integer.class)).isFalse();
        assertThatThrownBy(() -> message.getBody(Integer.class)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void a_map_comes_with_names_in_order_and_values_of_their_types() throws JMSException {
        var message = new BelayMapMessage();
        message.setBoolean("boolean", true);
        message.setByte("byte", (byte) -1);
        message.setShort("short", (short) -1);
        message.setChar("char", 'ž');
        message.setInt("int", -1);
        message.setLong("long", -1);
        message.setFloat("float", 0.1f);
        message.setDouble("double", 0.1);
        message.setString("string", "ü");
        message.setBytes("bytes", new byte[] {0, 1, 2, 3}, 1, 2);
        message.setObject("none", null);

        MapMessage arrived = Mail.through(message);

        assertThat(names(arrived))
                .isEqualTo(names(message))
                .startsWith("boolean", "byte")
                .hasSize(11);
        assertThat(arrived.getObject("boolean")).isEqualTo(true);
        assertThat(arrived.getObject("byte")).isEqualTo((byte) -1);
        assertThat(arrived.getObject("short")).isEqualTo((short) -1);
        assertThat(arrived.getObject("char")).isEqualTo('ž');
        assertThat(arrived.getObject("int")).isEqualTo(-1);
        assertThat(arrived.getObject("long")).isEqualTo(-1L);
        assertThat(arrived.getObject("float")).isEqualTo(0.1f);
        assertThat(arrived.getObject("double")).isEqualTo(0.1);
        assertThat(arrived.getObject("string")).isEqualTo("ü");
        assertThat((byte[]) arrived.getObject("bytes")).containsExactly(1, 2);
        assertThat(arrived.itemExists("none")).isTrue();
    }

    @Test
    @Clause({"JMS-3.10", "JMS-3.11.1"})
    void a_received_map_is_read_only_until_it_is_cleared() throws JMSException {
        var message = new BelayMapMessage();
        message.setInt("x", 1);
        MapMessage arrived = Mail.through(message);

        assertThatThrownBy(() -> arrived.setInt("x", 2)).isInstanceOf(MessageNotWriteableException.class);
        arrived.clearBody();
        arrived.setInt("y", 3);

        assertThat(names(Mail.through(arrived))).containsExactly("y");
    }

    @Test
    void a_value_without_a_name_or_of_another_type_is_refused() {
        var message = new BelayMapMessage();

        assertThatThrownBy(() -> message.setInt("", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.setInt(null, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.setObject("x", new Object())).isInstanceOf(MessageFormatException.class);
    }

    @Test
    @Clause("JMS-3.7")
    void a_map_is_a_map_and_its_own_copy() throws JMSException {
        var message = new BelayMapMessage();
        message.setInt("x", 1);

        assertThat(message.isBodyAssignableTo(HashMap.class)).isFalse();
        message.getBody(Map.class).clear();
        assertThat(message.getInt("x")).isOne();
    }

    @Test
    @Clause("JMS-3.7")
    void no_body_is_of_any_type() throws JMSException {
        Message arrived = Mail.through(new BelayMessage());

        assertThat(arrived.getClass()).isEqualTo(BelayMessage.class);
        assertThat(arrived.isBodyAssignableTo(Integer.class)).isTrue();
        assertThat(arrived.getBody(Integer.class)).isNull();
    }

    @Test
    void what_it_holds_is_not_in_its_description() throws JMSException {
        var message = new BelayTextMessage();
        message.setText("secret");
        Mail.sent(message);

        assertThat(message).hasToString("BelayTextMessage[ID:belay-1]");
    }

    private static List<String> names(MapMessage map) throws JMSException {
        List<String> names = new ArrayList<>();
        for (Enumeration<?> each = map.getMapNames(); each.hasMoreElements(); ) names.add((String) each.nextElement());
        return names;
    }
}
