package io.belay.mqtt;

/** The protocol versions that Belay speaks. */
public enum Version {
    /** Protocol level 4. */
    MQTT_3_1_1(4),
    /** Protocol level 5. */
    MQTT_5(5);

    private final int level;

    Version(int level) {
        this.level = level;
    }

    /** The protocol level byte of CONNECT, 4 or 5. */
    public int level() {
        return level;
    }
}
