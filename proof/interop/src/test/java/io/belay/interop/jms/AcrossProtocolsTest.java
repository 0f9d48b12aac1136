package io.belay.interop.jms;

import static io.belay.interop.jms.QpidJms.drain;
import static io.belay.interop.jms.QpidJms.next;
import static io.belay.interop.jms.QpidJms.nextText;
import static io.belay.interop.jms.QpidJms.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is published with MQTT reaches subscribers of JMS, and back, with all that both sides have words for. */
class AcrossProtocolsTest {
    @RegisterExtension
    final QpidJms jms = new QpidJms();

    private Session session;
    private Topic topic;
    private Mqtt5BlockingClient mqtt;

    @BeforeEach
    void open() throws JMSException {
        session = jms.session();
        topic = session.createTopic(jms.name("t"));
        mqtt = MqttClient.builder()
                .useMqttVersion5()
                .identifier(jms.name("mqtt"))
                .serverHost("127.0.0.1")
                .serverPort(jms.broker().port())
                .buildBlocking();
        mqtt.connect();
    }

    @AfterEach
    void close() {
        mqtt.disconnect();
    }

    @ParameterizedTest
    @EnumSource
    void bytes_of_every_quality_of_service_arrive_as_a_bytes_message(MqttQos qos) throws JMSException {
        MessageConsumer consumer = session.createConsumer(topic);
        mqtt.publishWith()
                .topic(topic.getTopicName())
                .qos(qos)
                .payload(new byte[] {0, -1, 7})
                .send();

        Message arrived = next(consumer);

        assertThat(arrived).isInstanceOf(BytesMessage.class);
        assertThat(arrived.getBody(byte[].class)).containsExactly(0, -1, 7);
        assertThat(arrived.getJMSDestination()).isEqualTo(topic);
    }

    @Test
    void text_that_says_so_arrives_as_a_text_message() throws JMSException {
        MessageConsumer consumer = session.createConsumer(topic);
        mqtt.publish(publish("žluť")
                .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                .build());

        Message arrived = next(consumer);

        assertThat(arrived).isInstanceOf(TextMessage.class);
        assertThat(arrived.getBody(String.class)).isEqualTo("žluť");
    }

    @Test
    void user_properties_correlation_and_expiry_arrive() throws JMSException {
        MessageConsumer consumer = session.createConsumer(topic, "color = 'red'");
        byte[] correlation = {1, 0, -1};
        mqtt.publish(publish("not chosen").build());
        mqtt.publish(publish("chosen")
                .userProperties()
                .add("color", "red")
                .add("size", "5")
                .applyUserProperties()
                .correlationData(correlation)
                .messageExpiryInterval(3600)
                .build());

        Message arrived = next(consumer);

        assertThat(arrived.getStringProperty("color")).isEqualTo("red");
        assertThat(arrived.getIntProperty("size")).isEqualTo(5);
        assertThat(arrived.getJMSCorrelationIDAsBytes()).isEqualTo(correlation);
        assertThat(arrived.getJMSExpiration() - System.currentTimeMillis()).isBetween(3_500_000L, 3_600_000L);
        assertThat(arrived.getBody(byte[].class)).isEqualTo("chosen".getBytes(UTF_8));
    }

    @Test
    void a_durable_subscription_of_jms_keeps_what_mqtt_publishes() throws JMSException {
        Session away = jms.connectAs(jms.name("client")).createSession();
        away.createDurableConsumer(topic, "s").close();
        mqtt.publish(publish("kept")
                .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                .build());

        assertThat(drain(away.createDurableConsumer(topic, "s"))).containsExactly("kept");
    }

    @Test
    void a_topic_of_jms_may_have_the_wildcards_of_mqtt() throws JMSException {
        MessageConsumer consumer = session.createConsumer(session.createTopic(jms.name("a/+/c/#")));
        for (String name : new String[] {"a/b/c", "a/b/x", "a/b/c/d"}) {
            mqtt.publish(Mqtt5Publish.builder()
                    .topic(jms.name(name))
                    .qos(MqttQos.EXACTLY_ONCE)
                    .payload(name.getBytes(UTF_8))
                    .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                    .build());
        }

        assertThat(nextText(consumer)).isEqualTo("a/b/c");
        Message second = next(consumer);
        assertThat(second.getBody(String.class)).isEqualTo("a/b/c/d");
        assertThat(second.getJMSDestination()).isEqualTo(session.createTopic(jms.name("a/b/c/d")));
    }

    @Test
    void a_text_message_arrives_as_text() throws Exception {
        try (Mqtt5Publishes inbox = subscribe(topic.getTopicName())) {
            send(session, topic, "žluť");

            Mqtt5Publish arrived = receive(inbox);

            assertThat(new String(arrived.getPayloadAsBytes(), UTF_8)).isEqualTo("žluť");
            assertThat(arrived.getPayloadFormatIndicator()).contains(Mqtt5PayloadFormatIndicator.UTF_8);
        }
    }

    @Test
    void a_bytes_message_arrives_as_its_bytes() throws Exception {
        try (Mqtt5Publishes inbox = subscribe(topic.getTopicName())) {
            BytesMessage sent = session.createBytesMessage();
            sent.writeBytes(new byte[] {0, -1, 7});
            session.createProducer(topic).send(sent);

            Mqtt5Publish arrived = receive(inbox);

            assertThat(arrived.getPayloadAsBytes()).containsExactly(0, -1, 7);
            assertThat(arrived.getContentType().map(Object::toString)).contains("application/octet-stream");
        }
    }

    @Test
    void properties_correlation_and_time_to_live_arrive() throws Exception {
        try (Mqtt5Publishes inbox = subscribe(topic.getTopicName())) {
            TextMessage sent = session.createTextMessage("x");
            sent.setStringProperty("color", "red");
            sent.setIntProperty("size", 5);
            sent.setBooleanProperty("fragile", true);
            sent.setJMSCorrelationID("the-seventh");
            MessageProducer producer = session.createProducer(topic);
            producer.send(sent, DeliveryMode.PERSISTENT, 4, 3_600_000);

            Mqtt5Publish arrived = receive(inbox);

            assertThat(List.<Mqtt5UserProperty>copyOf(
                            arrived.getUserProperties().asList()))
                    .contains(
                            Mqtt5UserProperty.of("color", "red"),
                            Mqtt5UserProperty.of("size", "5"),
                            Mqtt5UserProperty.of("fragile", "true"));
            assertThat(arrived.getCorrelationData()).contains(ByteBuffer.wrap("the-seventh".getBytes(UTF_8)));
            assertThat(arrived.getMessageExpiryInterval().orElseThrow()).isBetween(3500L, 3600L);
        }
    }

    @Test
    void what_a_jms_transaction_publishes_reaches_mqtt_with_its_commit() throws Exception {
        Session transacted = jms.session(Session.SESSION_TRANSACTED);
        try (Mqtt5Publishes inbox = subscribe(topic.getTopicName())) {
            send(transacted, topic, "never");
            transacted.rollback();
            send(transacted, topic, "once");
            transacted.commit();

            assertThat(new String(receive(inbox).getPayloadAsBytes(), UTF_8)).isEqualTo("once");
        }
    }

    @Test
    void a_program_of_jms_answers_a_request_of_mqtt() throws Exception {
        String answers = jms.name("answers");
        MessageConsumer requests = session.createConsumer(topic);
        try (Mqtt5Publishes inbox = subscribe(answers)) {
            mqtt.publish(publish("request")
                    .responseTopic(answers)
                    .correlationData(new byte[] {7})
                    .build());
            Message request = next(requests);
            Message answer = session.createTextMessage("answer");
            answer.setJMSCorrelationIDAsBytes(request.getJMSCorrelationIDAsBytes());
            session.createProducer(request.getJMSReplyTo()).send(answer);

            Mqtt5Publish arrived = receive(inbox);

            assertThat(new String(arrived.getPayloadAsBytes(), UTF_8)).isEqualTo("answer");
            assertThat(arrived.getCorrelationData()).contains(ByteBuffer.wrap(new byte[] {7}));
        }
    }

    @Test
    void a_client_of_mqtt_answers_a_request_of_jms() throws Exception {
        Topic answers = session.createTopic(jms.name("answers"));
        MessageConsumer consumer = session.createConsumer(answers);
        try (Mqtt5Publishes inbox = subscribe(topic.getTopicName())) {
            Message request = session.createTextMessage("request");
            request.setJMSReplyTo(answers);
            session.createProducer(topic).send(request);
            Mqtt5Publish arrived = receive(inbox);
            mqtt.publishWith()
                    .topic(arrived.getResponseTopic().orElseThrow())
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload("answer".getBytes(UTF_8))
                    .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                    .send();

            assertThat(nextText(consumer)).isEqualTo("answer");
        }
    }

    private Mqtt5PublishBuilder.Complete publish(String text) throws JMSException {
        return Mqtt5Publish.builder()
                .topic(topic.getTopicName())
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(text.getBytes(UTF_8));
    }

    private Mqtt5Publishes subscribe(String filter) {
        Mqtt5Publishes publishes = mqtt.publishes(MqttGlobalPublishFilter.ALL);
        mqtt.subscribeWith().topicFilter(filter).qos(MqttQos.EXACTLY_ONCE).send();
        return publishes;
    }

    private static Mqtt5Publish receive(Mqtt5Publishes inbox) throws InterruptedException {
        return inbox.receive(QpidJms.WAIT_MS, TimeUnit.MILLISECONDS).orElseThrow();
    }
}
