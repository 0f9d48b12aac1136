package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Clause;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageNotWriteableException;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties: their names, when they may be written, and the ones that begin with JMSX. */
class MessagePropertiesTest {
    private final BelayMessage message = new BelayMessage();

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"1st", "a-b", "a b", "a.b", "NOT", "BETWEEN", "ESCAPE", "NULL", "TRUE"})
    @Clause("JMS-3.5.1")
    void what_is_no_identifier_of_selectors_is_no_name(String name) {
        assertThatThrownBy(() -> message.setIntProperty(name, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "_a", "$a", "a1", "größe", "NOTE", "true", "JMS_belay_x"})
    @Clause({"JMS-3.5.1", "JMS-3.5.10"})
    void what_is_one_may_be_a_name(String name) throws JMSException {
        message.setIntProperty(name, 1);

        assertThat(Mail.through(message).getIntProperty(name)).isOne();
    }

    @Test
    @Clause({"JMS-3.5.2", "JMS-3.5.5"})
    void values_keep_their_types() throws JMSException {
        message.setBooleanProperty("boolean", true);
        message.setByteProperty("byte", (byte) -1);
        message.setShortProperty("short", (short) -1);
        message.setIntProperty("int", -1);
        message.setLongProperty("long", -1);
        message.setFloatProperty("float", 0.1f);
        message.setDoubleProperty("double", 0.1);
        message.setStringProperty("string", "ü");
        message.setObjectProperty("none", null);

        Message arrived = Mail.through(message);

        assertThat(arrived.getObjectProperty("boolean")).isEqualTo(true);
        assertThat(arrived.getObjectProperty("byte")).isEqualTo((byte) -1);
        assertThat(arrived.getObjectProperty("short")).isEqualTo((short) -1);
        assertThat(arrived.getObjectProperty("int")).isEqualTo(-1);
        assertThat(arrived.getObjectProperty("long")).isEqualTo(-1L);
        assertThat(arrived.getObjectProperty("float")).isEqualTo(0.1f);
        assertThat(arrived.getObjectProperty("double")).isEqualTo(0.1);
        assertThat(arrived.getObjectProperty("string")).isEqualTo("ü");
        assertThat(arrived.propertyExists("none")).isTrue();
        assertThat(arrived.getObjectProperty("none")).isNull();
    }

    @Test
    @Clause({"JMS-3.5.3", "JMS-3.10", "JMS-3.5.7"})
    void received_ones_are_read_only_until_they_are_cleared() throws JMSException {
        message.setIntProperty("x", 1);
        Message arrived = Mail.through(message);

        assertThatThrownBy(() -> arrived.setIntProperty("x", 2)).isInstanceOf(MessageNotWriteableException.class);
        arrived.clearProperties();

        assertThat(arrived.propertyExists("x")).isFalse();
        assertThatCode(() -> arrived.setIntProperty("x", 3)).doesNotThrowAnyException();
        assertThat(Mail.through(arrived).getIntProperty("x")).isEqualTo(3);
    }

    @Test
    @Clause({"JMS-3.5.6", "JMS-3.5.11"})
    void the_names_are_those_that_were_set_and_the_count_of_deliveries() throws JMSException {
        message.setJMSType("no property");
        message.setIntProperty("b", 1);
        message.setIntProperty("a", 1);

        assertThat(Collections.list(message.getPropertyNames())).containsExactly("b", "a");
        assertThat(Collections.list(Mail.through(message).getPropertyNames()))
                .containsExactly("b", "a", "JMSXDeliveryCount");
    }

    @Test
    @Clause("JMS-3.5.9")
    void groups_and_users_are_fields_of_amqp() throws JMSException {
        message.setStringProperty("JMSXGroupID", "g");
        message.setIntProperty("JMSXGroupSeq", 7);
        message.setStringProperty("JMSXUserID", "ann");
        message.setStringProperty("JMSXAppID", "shop");

        Message arrived = Mail.through(message);

        assertThat(Mail.sections(message).properties().groupId()).isEqualTo("g");
        assertThat(Mail.sections(message).properties().groupSequence()).isEqualTo(7);
        assertThat(Mail.sections(message).applicationProperties()).containsOnlyKeys("JMSXAppID");
        assertThat(arrived.getStringProperty("JMSXGroupID")).isEqualTo("g");
        assertThat(arrived.getObjectProperty("JMSXGroupSeq")).isEqualTo(7);
        assertThat(arrived.getStringProperty("JMSXUserID")).isEqualTo("ann");
        assertThat(arrived.getStringProperty("JMSXAppID")).isEqualTo("shop");
    }

    @Test
    @Clause("JMS-3.5.7")
    void clearing_takes_group_and_user_too() throws JMSException {
        message.setStringProperty("JMSXGroupID", "g");
        message.setIntProperty("JMSXGroupSeq", 7);
        Message arrived = Mail.through(message);

        arrived.clearProperties();

        assertThat(arrived.propertyExists("JMSXGroupID")).isFalse();
        assertThat(arrived.propertyExists("JMSXGroupSeq")).isFalse();
        assertThat(Mail.sections(arrived).properties().groupId()).isNull();
    }

    @Test
    @Clause({"JMS-3.4.7", "JMS-3.5.11"})
    void the_count_of_deliveries_is_one_more_than_those_that_failed() throws JMSException {
        BelayMessage third = MessageCodec.decode(
                Mail.sent(message), Mail.QUEUE, Addresses.PLAIN, 2, ObjectPolicy.CLOSED, Mail.NOW_MS);

        assertThat(third.getIntProperty("JMSXDeliveryCount")).isEqualTo(3);
        assertThat(third.getJMSRedelivered()).isTrue();
        assertThat(Mail.through(message).getIntProperty("JMSXDeliveryCount")).isOne();
        assertThat(Mail.through(message).getJMSRedelivered()).isFalse();
    }
}
