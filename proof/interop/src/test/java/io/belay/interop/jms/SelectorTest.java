package io.belay.interop.jms;

import static io.belay.interop.jms.QpidJms.drain;
import static io.belay.interop.jms.QpidJms.nextText;
import static io.belay.interop.jms.QpidJms.nextTexts;
import static io.belay.interop.jms.QpidJms.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Selectors of consumers of queues and topics, and of browsers. */
class SelectorTest {
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
    @CsvSource(delimiter = '|', textBlock = """
                    color = 'red'                              | 1 3
                    color <> 'red'                             | 2
                    color IS NULL                              | 4
                    color IS NOT NULL AND weight > 10          | 2 3
                    NOT (color = 'red')                        | 2
                    weight BETWEEN 10 AND 20                   | 1 2
                    weight NOT BETWEEN 10 AND 20               | 3
                    weight * 2 + 1 >= 41                       | 2 3
                    5 = size AND size = 5                      | 3
                    price < 2.5                                | 1
                    price = 4 OR weight = 10                   | 1 3
                    color IN ('green', 'blue')                 | 2
                    color NOT IN ('green', 'blue')             | 1 3
                    name LIKE 'a%'                             | 1 2
                    name LIKE 'a_c'                            | 1
                    name LIKE 'a\\_%' ESCAPE '\\'              | 2
                    fragile                                    | 4
                    fragile = TRUE OR color = 'blue'           | 2 4
                    JMSPriority > 6                            | 2
                    JMSType = 'kind'                           | 3
                    JMSCorrelationID = 'c-1'                   | 1
                    JMSDeliveryMode = 'NON_PERSISTENT'         | 4
                    JMSXGroupID = 'g'                          | 4
                    JMSTimestamp > 0 AND JMSMessageID LIKE 'ID:%' | 1 2 3 4
                    """)
    void a_consumer_gets_what_its_selector_chooses(String selector, String expected) throws JMSException {
        sendSamples();

        assertThat(drain(session.createConsumer(queue, selector))).containsExactlyInAnyOrder(expected.split(" "));
    }

    @Test
    void what_is_not_chosen_stays_for_others_in_order() throws JMSException {
        sendSamples();

        assertThat(drain(session.createConsumer(queue, "color = 'blue'"))).containsExactly("2");

        assertThat(drain(session.createConsumer(queue))).containsExactlyInAnyOrder("1", "3", "4");
    }

    @Test
    void consumers_with_selectors_stand_side_by_side_and_get_what_comes() throws JMSException {
        MessageConsumer reds = session.createConsumer(queue, "color = 'red'");
        MessageConsumer blues = session.createConsumer(queue, "color = 'blue'");
        sendSamples();

        assertThat(nextTexts(reds, 2)).containsExactly("1", "3");
        assertThat(nextText(blues)).isEqualTo("2");
        assertThat(drain(session.createConsumer(queue))).containsExactly("4");
    }

    @Test
    void a_thousand_messages_that_nobody_chose_do_not_stop_the_one_behind_them() throws JMSException {
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        for (int number = 0; number < 1500; number++) producer.send(coloured("none", "grey"));
        MessageConsumer consumer = session.createConsumer(queue, "color = 'red'");
        producer.send(coloured("chosen", "red"));

        assertThat(nextText(consumer)).isEqualTo("chosen");
    }

    @Test
    void a_subscriber_gets_only_what_its_selector_chooses() throws JMSException {
        Topic topic = session.createTopic(jms.name("t"));
        MessageConsumer reds = session.createConsumer(topic, "color = 'red'");
        MessageConsumer all = session.createConsumer(topic);
        MessageProducer producer = session.createProducer(topic);
        for (String color : List.of("red", "blue", "red")) producer.send(coloured(color, color));

        assertThat(nextTexts(all, 3)).containsExactly("red", "blue", "red");
        assertThat(drain(reds)).containsExactly("red", "red");
    }

    @Test
    void a_browser_shows_only_what_its_selector_chooses() throws JMSException {
        sendSamples();

        List<?> seen =
                QpidJms.list(session.createBrowser(queue, "color = 'red'").getEnumeration());

        assertThat(seen).hasSize(2);
        assertThat(drain(session.createConsumer(queue))).hasSize(4);
    }

    @Test
    void an_empty_selector_is_none() throws JMSException {
        send(session, queue, "1");

        assertThat(drain(session.createConsumer(queue, ""))).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"color = ", "= 'red'", "color = 'red", "(a = 1", "a BETWEEN 1", "1", "a LIKE 5", "a IN ()"})
    void what_is_not_a_selector_is_refused(String selector) {
        assertThatExceptionOfType(InvalidSelectorException.class)
                .isThrownBy(() -> session.createConsumer(queue, selector));
    }

    private void sendSamples() throws JMSException {
        MessageProducer producer = session.createProducer(queue);
        Message first = coloured("1", "red");
        first.setIntProperty("weight", 10);
        first.setDoubleProperty("price", 1.25);
        first.setStringProperty("name", "abc");
        first.setJMSCorrelationID("c-1");
        producer.send(first);
        Message second = coloured("2", "blue");
        second.setIntProperty("weight", 20);
        second.setStringProperty("name", "a_b_c");
        producer.send(second, DeliveryMode.PERSISTENT, 7, 0);
        Message third = coloured("3", "red");
        third.setLongProperty("weight", 30L);
        third.setFloatProperty("price", 4f);
        third.setShortProperty("size", (short) 5);
        third.setJMSType("kind");
        producer.send(third);
        Message fourth = session.createTextMessage("4");
        fourth.setBooleanProperty("fragile", true);
        fourth.setStringProperty("JMSXGroupID", "g");
        producer.send(fourth, DeliveryMode.NON_PERSISTENT, 4, 0);
    }

    private Message coloured(String text, String color) throws JMSException {
        TextMessage message = session.createTextMessage(text);
        message.setStringProperty("color", color);
        return message;
    }
}
