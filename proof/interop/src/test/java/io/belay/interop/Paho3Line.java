package io.belay.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A line of Eclipse Paho's Java client in MQTT 3.1.1. */
final class Paho3Line extends Line implements MqttCallback {
    private final MqttAsyncClient client;

    Paho3Line(Visit visit) throws Exception {
        client = new MqttAsyncClient("tcp://127.0.0.1:" + visit.port(), visit.clientId(), new MemoryPersistence());
        client.setCallback(this);
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(!visit.keeps());
        if (visit.hasWill()) options.setWill(visit.willTopic(), "gone".getBytes(StandardCharsets.UTF_8), 1, false);
        IMqttToken token = client.connect(options);
        token.waitForCompletion(WAIT_S * 1000L);
        Peer.checkSession(visit, token.getSessionPresent());
    }

    @Override
    void subscribe(String filter, int qos) throws Exception {
        client.subscribe(filter, qos).waitForCompletion(WAIT_S * 1000L);
    }

    @Override
    void publish(String topic, int qos, boolean retain, String text) throws Exception {
        client.publish(topic, text.getBytes(StandardCharsets.UTF_8), qos, retain)
                .waitForCompletion(WAIT_S * 1000L);
    }

    @Override
    void leave() throws Exception {
        client.disconnect().waitForCompletion(WAIT_S * 1000L);
    }

    @Override
    public void close() throws IOException {
        try {
            if (client.isConnected()) client.disconnectForcibly(0, 1000);
            client.close();
        } catch (MqttException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void connectionLost(Throwable cause) {
        ended();
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        String text = new String(message.getPayload(), StandardCharsets.UTF_8);
        arrived(new Arrival(topic, text, message.getQos(), message.isRetained()));
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {}
}
