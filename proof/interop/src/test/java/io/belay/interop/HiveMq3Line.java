package io.belay.interop;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A line of HiveMQ's client in MQTT 3.1.1. */
final class HiveMq3Line extends Line {
    private final Mqtt3AsyncClient client;

    HiveMq3Line(Visit visit) throws Exception {
        client = MqttClient.builder()
                .useMqttVersion3()
                .identifier(visit.clientId())
                .serverHost("127.0.0.1")
                .serverPort(visit.port())
                .addDisconnectedListener(context -> ended())
                .buildAsync();
        client.publishes(MqttGlobalPublishFilter.ALL, this::arrived);
        Mqtt3ConnectBuilder connect = Mqtt3Connect.builder().cleanSession(!visit.keeps());
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

    private void arrived(Mqtt3Publish message) {
        String text = new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
        arrived(new Arrival(
                message.getTopic().toString(), text, message.getQos().getCode(), message.isRetain()));
    }
}
