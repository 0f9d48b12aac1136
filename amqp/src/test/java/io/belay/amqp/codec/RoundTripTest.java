package io.belay.amqp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Performative;
import io.belay.amqp.type.SaslFrame;
import io.belay.base.ByteWriter;
import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;

/** What is written is read back the same, and checked and skipped over exactly as far. */
class RoundTripTest {
    private final ByteWriter out = new ByteWriter(256);

    @ParameterizedTest
    @Seeds(300)
    void a_value_comes_back_from_its_bytes(long seed) {
        Object value = new RandomTypes(seed).value(4);

        AmqpWriter.writeValue(value, out);

        AmqpReader reader = new AmqpReader(ByteBuffer.wrap(out.toArray()));
        assertThat(reader.readValue()).isEqualTo(value);
        assertThat(reader.remaining()).isZero();
    }

    @ParameterizedTest
    @Seeds(300)
    void a_value_outside_the_heap_is_read_checked_and_skipped_to_its_end(long seed) {
        Object value = new RandomTypes(seed).value(4);
        AmqpWriter.writeValue(value, out);
        ByteBuffer direct = ByteBuffer.allocateDirect(out.length() + 5)
                .position(3)
                .put(out.view())
                .put((byte) 9);
        direct.position(3);
        AmqpReader reading = new AmqpReader(direct);
        AmqpReader checking = new AmqpReader(direct);
        AmqpReader skipping = new AmqpReader(direct);

        Object read = reading.readValue();
        checking.checkValue();
        skipping.skipValue();

        assertThat(read).isEqualTo(value);
        assertThat(reading.position()).isEqualTo(3 + out.length());
        assertThat(checking.position()).isEqualTo(3 + out.length());
        assertThat(skipping.position()).isEqualTo(3 + out.length());
    }

    @ParameterizedTest
    @Seeds(500)
    void a_performative_comes_back_from_its_frame(long seed) {
        RandomTypes random = new RandomTypes(seed);
        Performative performative = random.performative();

        int length = FrameEncoder.write((int) (seed & 0xFFFF), performative, out);

        assertThat(length).isEqualTo(out.length());
        Frame frame = decoder().decode(ByteBuffer.wrap(out.toArray()));
        assertThat(frame).isEqualTo(new Frame.Amqp((int) (seed & 0xFFFF), performative, ByteBuffer.allocate(0)));
    }

    @ParameterizedTest
    @Seeds(100)
    void a_frame_of_the_sasl_layer_comes_back(long seed) {
        SaslFrame content = new RandomTypes(seed).sasl();

        FrameEncoder.write(content, out);

        assertThat(decoder().decode(ByteBuffer.wrap(out.toArray()))).isEqualTo(new Frame.Sasl(content));
    }

    private static FrameDecoder decoder() {
        FrameDecoder decoder = new FrameDecoder(1 << 20);
        decoder.decode(ByteBuffer.wrap(new byte[] {'A', 'M', 'Q', 'P', 0, 1, 0, 0}));
        return decoder;
    }
}
