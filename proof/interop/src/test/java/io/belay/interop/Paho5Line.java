package io.belay.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A line of Eclipse Paho's Java client in MQTT 5.0. */
final class Paho5Line extends Line implements MqttCallback {
    private final MqttAsyncClient client;

    Paho5Line(Visit visit) throws Exception {
        client = new MqttAsyncClient("tcp://127.0.0.1:" + visit.port(), visit.clientId(), new MemoryPersistence());
        client.setCallback(this);
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(!visit.keeps());
        options.setSessionExpiryInterval(visit.keeps() ? 3600L : 0L);
        if (visit.hasWill()) {
            options.setWill(
                    visit.willTopic(), new MqttMessage("gone".getBytes(StandardCharsets.UTF_8), 1, false, null));
        }
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
            if (client.isConnected()) client.disconnectForcibly(0, 1000, false);
            client.close();
        } catch (MqttException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        ended();
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        String text = new String(message.getPayload(), StandardCharsets.UTF_8);
        arrived(new Arrival(topic, text, message.getQos(), message.isRetained()));
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
