package io.belay.interop;

/** Somebody else's client, speaking one version of the protocol. */
enum Peer {
    HIVEMQ_3(HiveMq3Line::new),
    HIVEMQ_5(HiveMq5Line::new),
    PAHO_3(Paho3Line::new),
    PAHO_5(Paho5Line::new),
    MOSQUITTO_3(visit -> new MosquittoLine(visit, "mqttv311")),
    MOSQUITTO_5(visit -> new MosquittoLine(visit, "mqttv5")),
    MQTT_JS_3(visit -> new MqttJsLine(visit, 4)),
    MQTT_JS_5(visit -> new MqttJsLine(visit, 5));

    /** Opens a connection; fails if the session is not there though the visit says so, or the other way round. */
    interface Opening {
        Line open(Visit visit) throws Exception;
    }

    private final Opening opening;

    Peer(Opening opening) {
        this.opening = opening;
    }

    Line open(Visit visit) throws Exception {
        return opening.open(visit);
    }

    static void checkSession(Visit visit, boolean isPresent) {
        if (visit.returns() != isPresent) throw new AssertionError("session present: " + isPresent + " for " + visit);
    }
}
