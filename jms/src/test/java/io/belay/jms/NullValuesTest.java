package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Clause;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.StreamMessage;
import org.junit.jupiter.api.Test;

/** What is not there is read as null is by {@code valueOf}. */
class NullValuesTest {
    @Test
    @Clause({"JMS-3.5.4", "JMS-3.5.8"})
    void a_property_that_is_not_there() throws JMSException {
        BelayMessage message = new BelayMessage();

        assertThat(message.propertyExists("x")).isFalse();
        assertThat(message.getObjectProperty("x")).isNull();
        assertThat(message.getStringProperty("x")).isNull();
        assertThat(message.getBooleanProperty("x")).isFalse();
        assertThatThrownBy(() -> message.getByteProperty("x")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> message.getShortProperty("x")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> message.getIntProperty("x")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> message.getLongProperty("x")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> message.getFloatProperty("x")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> message.getDoubleProperty("x")).isInstanceOf(NullPointerException.class);
    }

    @Test
    @Clause("JMS-3.11.3")
    void an_item_that_is_not_there() throws JMSException {
        MapMessage map = new BelayMapMessage();

        assertThat(map.itemExists("x")).isFalse();
        assertThat(map.getBytes("x")).isNull();
        assertThat(map.getBoolean("x")).isFalse();
        assertThatThrownBy(() -> map.getChar("x")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> map.getInt("x")).isInstanceOf(NumberFormatException.class);
    }

    @Test
    @Clause("JMS-3.11.3")
    void a_null_in_a_stream_is_passed_only_when_it_can_be_read() throws JMSException {
        StreamMessage stream = new BelayStreamMessage();
        stream.writeString(null);
        stream.writeInt(1);
        StreamMessage arrived = Mail.through(stream);

        assertThatThrownBy(arrived::readChar).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(arrived::readLong).isInstanceOf(NumberFormatException.class);
        assertThat(arrived.readString()).isNull();
        assertThat(arrived.readInt()).isOne();
    }

    @Test
    @Clause("JMS-3.5.1")
    void a_property_without_a_name_is_not_asked_for() {
        BelayMessage message = new BelayMessage();

        assertThatThrownBy(() -> message.getStringProperty(null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.propertyExists(null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Clause("JMS-3.5.4")
    void a_text_that_is_no_number_fails_as_valueOf_does() throws JMSException {
        BelayMessage message = new BelayMessage();
        message.setStringProperty("x", "seven");

        assertThatThrownBy(() -> message.getIntProperty("x")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> message.getDoubleProperty("x")).isInstanceOf(NumberFormatException.class);
    }
}
