package io.belay.interop;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A line of HiveMQ's client in MQTT 5.0. */
final class HiveMq5Line extends Line {
    private final Mqtt5AsyncClient client;

    HiveMq5Line(Visit visit) throws Exception {
        client = MqttClient.builder()
                .useMqttVersion5()
                .identifier(visit.clientId())
                .serverHost("127.0.0.1")
                .serverPort(visit.port())
                .addDisconnectedListener(context -> ended())
                .buildAsync();
        client.publishes(MqttGlobalPublishFilter.ALL, this::arrived);
        Mqtt5ConnectBuilder connect =
                Mqtt5Connect.builder().cleanStart(!visit.keeps()).sessionExpiryInterval(visit.keeps() ? 3600 : 0);
        if (visit.hasWill()) {
            connect = connect.willPublish()
                    .topic(visit.willTopic())
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload("gone".getBytes(StandardCharsets.UTF_8))
                    .applyWillPublish();
        }
        Peer.checkSession(
                visit,
                client.connect(connect.build()).get(WAIT_S, TimeUnit.SECONDS).isSessionPresent());
    }

    @Override
    void subscribe(String filter, int qos) throws Exception {
        client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.fromCode(qos))
                .send()
                .get(WAIT_S, TimeUnit.SECONDS);
    }

    @Override
    void publish(String topic, int qos, boolean retain, String text) throws Exception {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.fromCode(qos))
                .retain(retain)
                .payload(text.getBytes(StandardCharsets.UTF_8))
                .send()
                .get(WAIT_S, TimeUnit.SECONDS);
    }

    @Override
    void leave() throws Exception {
        client.disconnect().get(WAIT_S, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        client.disconnect(); // Fails without harm if the line is no more.
    }

    private void arrived(Mqtt5Publish message) {
        String text = new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
        arrived(new Arrival(
                message.getTopic().toString(), text, message.getQos().getCode(), message.isRetain()));
    }
}
