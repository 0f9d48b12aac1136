package io.belay.mqtt;

import static io.belay.mqtt.Wire.bytes;
import static io.belay.mqtt.Wire.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.base.ByteWriter;
import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class PublishTemplateTest {
    private static final int[] NO_IDS = {};
    private static final byte[] CONTENT =
            Content.of(Properties.builder().user("k", "v").build(), raw("hi"));

    private final ByteWriter out = new ByteWriter(64);

    @Test
    @Clause("M5-57")
    void a_reader_of_5_gets_the_content_as_it_was_published() {
        new PublishTemplate("a/b", CONTENT).write(out, Version.MQTT_5, 0, false, false, 0, -1, NO_IDS, 0, false);

        assertThat(out.toArray())
                .containsExactly(bytes(
                        0x30, // PUBLISH
                        15, // remaining length
                        "a/b", // topic
                        7, // properties length
                        0x26, // user property
                        "k", // ...
                        "v", // ...
                        raw("hi"))); // payload
    }

    @Test
    @Clause("M3-26")
    void a_reader_of_3_1_1_gets_the_payload_alone() {
        new PublishTemplate("a/b", CONTENT)
                .write(out, Version.MQTT_3_1_1, 1, true, true, 258, 9, new int[] {1}, 7, true);

        assertThat(out.toArray())
                .containsExactly(bytes(
                        0x3B, // PUBLISH, DUP, QoS 1, retain
                        9, // remaining length
                        "a/b", // topic
                        0x01, // packet id
                        0x02, // ...
                        raw("hi"))); // payload
    }

    @Test
    @Clause({"M5-55", "M5-56", "M5-64"})
    void what_is_of_this_hop_stands_before_what_goes_on() {
        int[] ids = {1, 128};
        new PublishTemplate("a/b", CONTENT)
                .write(out, Version.MQTT_5, 2, false, true, 65_535, 4_294_967_295L, ids, 9, false);

        assertThat(out.toArray())
                .containsExactly(bytes(
                        0x35, // PUBLISH, QoS 2, retain
                        30, // remaining length
                        "a/b", // topic
                        0xFF, // packet id
                        0xFF, // ...
                        20, // properties length
                        0x02, // message expiry
                        0xFF, // ...
                        0xFF, // ...
                        0xFF, // ...
                        0xFF, // ...
                        0x23, // topic alias
                        0x00, // ...
                        9, // ...
                        0x0B, // subscription identifier
                        1, // ...
                        0x0B, // subscription identifier
                        0x80, // ...
                        0x01, // ...
                        0x26, // user property
                        "k", // ...
                        "v", // ...
                        raw("hi"))); // payload
    }

    @Test
    @Clause("M5-55")
    void an_alias_may_stand_for_the_topic() {
        new PublishTemplate("a/b", bytes(0)).write(out, Version.MQTT_5, 0, false, false, 0, -1, NO_IDS, 9, true);

        assertThat(out.toArray()).containsExactly(bytes(0x30, 6, "", 3, 0x23, 0, 9));
    }

    @Test
    @Clause("M5-56")
    void an_expiry_of_0_is_written() {
        new PublishTemplate("t", bytes(0)).write(out, Version.MQTT_5, 0, false, false, 0, 0, NO_IDS, 0, false);

        assertThat(out.toArray()).containsExactly(bytes(0x30, 9, "t", 5, 2, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @Seeds(10)
    void one_template_serves_every_reader_and_says_the_length_beforehand(long seed) {
        Random random = new Random(seed);
        RandomPackets packets = new RandomPackets(seed, Version.MQTT_5);
        for (int count = 0; count < 100; count++) {
            Packet.Publish wanted = packets.publish(false);
            PublishTemplate template = new PublishTemplate(wanted.topic(), wanted.content());
            Version version = random.nextBoolean() || wanted.topic().isEmpty() ? Version.MQTT_5 : Version.MQTT_3_1_1;

            out.clear();
            write(template, version, wanted);

            int length = template.length(
                    version, wanted.qos(), wanted.expiryS(), wanted.subscriptionIds(), wanted.topicAlias(), false);
            assertThat(out.length()).isEqualTo(length);
            Packet.Publish read = (Packet.Publish) Wire.fromServer(version, out.toArray());
            assertThat(Content.payload(read.content())).isEqualTo(Content.payload(wanted.content()));
            assertThat(read.topic()).isEqualTo(wanted.topic());
            if (version == Version.MQTT_5) assertThat(Wire.shown(read)).isEqualTo(Wire.shown(wanted));
        }
    }

    private void write(PublishTemplate template, Version version, Packet.Publish as) {
        template.write(
                out,
                version,
                as.qos(),
                as.dup(),
                as.retain(),
                as.packetId(),
                as.expiryS(),
                as.subscriptionIds(),
                as.topicAlias(),
                false);
    }

    @Test
    void content_that_does_not_hold_its_properties_is_a_caller_s_mistake() {
        assertThatThrownBy(() -> new PublishTemplate("t", new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PublishTemplate("t", bytes(2, 1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PublishTemplate("t", bytes(0x80))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PublishTemplate("t", bytes(0x80, 0x80, 0x80, 0x80, 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_topic_of_more_than_65535_bytes_is_a_caller_s_mistake() {
        String longest = "t".repeat(65_535);

        assertThat(new PublishTemplate(longest, bytes(0)).length(Version.MQTT_3_1_1, 0, -1, NO_IDS, 0, false))
                .isEqualTo(1 + 3 + 2 + 65_535);
        assertThatThrownBy(() -> new PublishTemplate(longest + "t", bytes(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
