package io.belay.mqtt;

import static io.belay.mqtt.Wire.bytes;
import static io.belay.mqtt.Wire.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscribeFormsTest {
    private static final byte[] SUBSCRIBE_5 = bytes(
            0x82, // SUBSCRIBE
            35, // remaining length
            0x00, // packet id
            10, // ...
            11, // properties length
            0x0B, // subscription identifier 300
            0xAC, // ...
            0x02, // ...
            0x26, // user property
            "a", // ...
            "bc", // ...
            "a/+/#", // filter
            0x2E, // QoS 2, no local, retain as published, retain handling 2
            "$share/g/a", // filter
            0x01); // QoS 1

    @Test
    @Clause({"M5-61", "M5-62", "M5-63", "M5-64", "M5-70"})
    void all_that_a_subscribe_can_say_is_read() {
        Packet subscribe = Wire.fromClient(Version.MQTT_5, SUBSCRIBE_5);

        assertThat(subscribe)
                .isEqualTo(new Packet.Subscribe(
                        10,
                        List.of(
                                new Packet.Filter("a/+/#", 2, true, true, 2),
                                new Packet.Filter("$share/g/a", 1, false, false, 0)),
                        Properties.builder().subscriptionId(300).user("a", "bc").build()));
        assertThat(encoded(subscribe, Version.MQTT_5)).isEqualTo(SUBSCRIBE_5);
    }

    @Test
    @Clause("M3-37")
    void a_subscribe_of_3_1_1_has_a_qos_for_each_filter() {
        byte[] bytes = bytes(
                0x82, // SUBSCRIBE
                13, // remaining length
                0xFF, // packet id
                0xFF, // ...
                "#", // filter
                0, // QoS
                "a/b/", // filter
                2); // QoS

        Packet subscribe = Wire.fromClient(Version.MQTT_3_1_1, bytes);

        assertThat(subscribe)
                .isEqualTo(new Packet.Subscribe(
                        65_535,
                        List.of(
                                new Packet.Filter("#", 0, false, false, 0),
                                new Packet.Filter("a/b/", 2, false, false, 0)),
                        Properties.NONE));
        assertThat(encoded(subscribe, Version.MQTT_3_1_1)).isEqualTo(bytes);
    }

    @Test
    @Clause({"M3-38", "M5-66"})
    void an_unsubscribe_lists_filters() {
        Packet unsubscribe = new Packet.Unsubscribe(1, List.of("a", "$share/g/+"), Properties.NONE);

        assertThat(encoded(unsubscribe, Version.MQTT_3_1_1)).isEqualTo(bytes(0xA2, 17, 0, 1, "a", "$share/g/+"));
        assertThat(encoded(unsubscribe, Version.MQTT_5)).isEqualTo(bytes(0xA2, 18, 0, 1, 0, "a", "$share/g/+"));
    }
}
