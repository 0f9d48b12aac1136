package io.belay.amqp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Performative;
import io.belay.amqp.type.SaslFrame;
import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;
import org.junit.jupiter.params.ParameterizedTest;

/** Other people's codec reads what ours writes, and ours reads what it writes again: nothing is lost on the way. */
class ProtonPeerTest {
    private final DecoderImpl protonDecoder = new DecoderImpl();
    private final EncoderImpl protonEncoder = new EncoderImpl(protonDecoder);

    ProtonPeerTest() {
        AMQPDefinedTypes.registerAllTypes(protonDecoder, protonEncoder);
    }

    @ParameterizedTest
    @Seeds(300)
    void a_value_passes_through_proton_unchanged(long seed) {
        Object value = new RandomTypes(seed, true).value(3);

        byte[] passed = throughProton(Wire.written(out -> AmqpWriter.writeValue(value, out)));

        assertThat(new AmqpReader(ByteBuffer.wrap(passed)).readValue()).isEqualTo(value);
    }

    @ParameterizedTest
    @Seeds(400)
    void a_performative_passes_through_proton_unchanged(long seed) {
        Performative performative = new RandomTypes(seed, true).performative();

        byte[] passed = throughProton(Wire.written(out -> PerformativeEncoder.write(performative, out)));

        assertThat(PerformativeDecoder.read(new AmqpReader(ByteBuffer.wrap(passed))))
                .isEqualTo(performative);
    }

    @ParameterizedTest
    @Seeds(50)
    void what_is_said_in_authentication_passes_through_proton_unchanged(long seed) {
        SaslFrame frame = new RandomTypes(seed, true).sasl();

        byte[] passed = throughProton(Wire.written(out -> SaslEncoder.write(frame, out)));

        assertThat(SaslDecoder.read(new AmqpReader(ByteBuffer.wrap(passed)))).isEqualTo(frame);
    }

    @ParameterizedTest
    @Seeds(100)
    void header_and_properties_pass_through_proton_unchanged(long seed) {
        RandomTypes random = new RandomTypes(seed, true);
        byte[] header = Wire.written(out -> SectionWriter.writeHeader(random.header(), out));
        byte[] properties = Wire.written(out -> SectionWriter.writeProperties(random.properties(), out));
        MessageSections written = MessageSections.of(joined(header, properties));

        MessageSections passed = MessageSections.of(joined(throughProton(header), throughProton(properties)));

        assertThat(passed.header()).isEqualTo(written.header());
        assertThat(passed.properties()).isEqualTo(written.properties());
    }

    private byte[] throughProton(byte[] bytes) {
        protonDecoder.setByteBuffer(ByteBuffer.wrap(bytes));
        Object read = protonDecoder.readObject();
        ByteBuffer out = ByteBuffer.allocate(1 << 18);
        protonEncoder.setByteBuffer(out);
        protonEncoder.writeObject(read);
        byte[] again = new byte[out.position()];
        out.flip().get(again);
        return again;
    }

    private static ByteBuffer joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .flip();
    }
}
