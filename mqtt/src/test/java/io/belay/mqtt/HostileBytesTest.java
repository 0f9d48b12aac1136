package io.belay.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.belay.base.MalformedException;
import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/** Whatever a peer sends, the decoder answers with a packet, with "more", or with one kind of exception. */
@Clause({"M3-41", "M5-80"})
class HostileBytesTest {
    private static final int LENGTH_MAX = 100_000;

    @ParameterizedTest
    @Seeds(20)
    void random_bytes_are_read_or_refused_and_nothing_else(long seed) {
        Random random = new Random(seed);
        for (int count = 0; count < 2_000; count++) {
            byte[] bytes = new byte[1 + random.nextInt(60)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) bytes[1 % bytes.length] = (byte) Math.max(0, bytes.length - 2);
            answers(seed, random, bytes);
        }
    }

    @ParameterizedTest
    @Seeds(20)
    void packets_with_a_few_bytes_changed_are_read_or_refused_and_nothing_else(long seed) {
        Random random = new Random(seed);
        for (Version version : Version.values()) {
            RandomPackets packets = new RandomPackets(seed, version);
            for (int count = 0; count < 300; count++) {
                Packet packet = random.nextBoolean() ? packets.fromClient() : packets.fromServer();
                byte[] bytes = Wire.encoded(packet, version);
                for (int change = random.nextInt(3); change >= 0; change--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                answers(seed, random, bytes);
            }
        }
    }

    @ParameterizedTest
    @Seeds(5)
    void a_packet_cut_anywhere_waits_for_the_rest(long seed) {
        RandomPackets packets = new RandomPackets(seed, Version.MQTT_5);
        for (int count = 0; count < 20; count++) {
            byte[] bytes = Wire.encoded(packets.fromClient(), Version.MQTT_5);
            for (int length = 0; length < bytes.length; length++) {
                ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
                assertThat(Wire.server(Version.MQTT_5).decode(in)).isNull();
                assertThat(in.position()).isZero();
            }
        }
    }

    @ParameterizedTest
    @Seeds(5)
    void a_packet_cut_anywhere_that_says_it_is_whole_is_refused_or_a_shorter_packet(long seed) {
        RandomPackets packets = new RandomPackets(seed, Version.MQTT_5);
        for (int count = 0; count < 40; count++) {
            byte[] bytes = Wire.encoded(packets.fromServer(), Version.MQTT_5);
            for (int length = 2; length < Math.min(bytes.length, 120); length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                cut[1] = (byte) (length - 2);
                answers(seed, new Random(length), cut);
            }
        }
    }

    private static void answers(long seed, Random random, byte[] bytes) {
        MqttDecoder decoder = new MqttDecoder(random.nextBoolean(), LENGTH_MAX);
        decoder.version(random.nextBoolean() ? Version.MQTT_5 : Version.MQTT_3_1_1);
        ByteBuffer in = random.nextBoolean() ? ByteBuffer.wrap(bytes) : Wire.direct(bytes);
        int start = in.position();
        try {
            while (in.hasRemaining() && decoder.decode(in) != null) {
                assertThat(in.position()).isGreaterThan(start);
            }
        } catch (MalformedException refused) {
            assertThat(ReasonCode.of(refused.reason())).isNotNull().matches(ReasonCode::isError);
            assertThat(refused.offset()).isBetween(0L, (long) bytes.length);
        } catch (RuntimeException | Error bug) {
            fail("seed " + seed + ", bytes " + Arrays.toString(bytes), bug);
        }
    }
}
