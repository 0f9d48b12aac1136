package io.belay.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.belay.amqp.codec.AmqpReader;
import io.belay.amqp.codec.AmqpWriter;
import io.belay.amqp.codec.Fault;
import io.belay.amqp.codec.Frame;
import io.belay.amqp.codec.FrameDecoder;
import io.belay.amqp.codec.FrameEncoder;
import io.belay.amqp.codec.MessageSections;
import io.belay.amqp.codec.MessageWriter;
import io.belay.amqp.codec.PropertyField;
import io.belay.base.ByteWriter;
import io.belay.base.MalformedException;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of an AMQP peer give values, frames and messages, a wait for more, or {@link MalformedException}; and what was read
 * can be written, and read again as the same.
 *
 * <p>The first byte of an input says what it is: 0 a value, 1 a message, anything else the frames behind a header.
 */
class AmqpDecoderFuzzTest {
    private static final int FRAME_SIZE_MAX = 1 << 16;
    private static final byte[] HEADER = {'A', 'M', 'Q', 'P', 0, 1, 0, 0};

    @FuzzTest(maxDuration = "10m")
    @Clause("M5-80")
    void bytes_of_an_amqp_peer_are_read_or_refused_and_nothing_else(byte[] input) {
        if (input.length == 0) return;
        ByteBuffer in = ByteBuffer.wrap(input, 1, input.length - 1);
        try {
            if (input[0] == 0) {
                readValue(in);
            } else if (input[0] == 1) {
                readMessage(in);
            } else {
                readFrames(in);
            }
        } catch (MalformedException refused) {
            boolean isFault = refused.reason() >= 0 && refused.reason() < Fault.values().length;
            boolean isInside = refused.offset() >= 0 && refused.offset() <= input.length;
            if (!isFault || !isInside) throw new AssertionError("no fault of the peer: " + refused);
        }
    }

    private static void readValue(ByteBuffer in) {
        AmqpReader reader = new AmqpReader(in);
        Object value = reader.readValue();
        new AmqpReader(in).checkValue();
        byte[] bytes = written(out -> AmqpWriter.writeValue(value, out));
        Object again = new AmqpReader(ByteBuffer.wrap(bytes)).readValue();
        same(bytes, written(out -> AmqpWriter.writeValue(again, out)), value);
    }

    private static void readMessage(ByteBuffer in) {
        MessageSections message = MessageSections.of(in);
        byte[] bytes = written(
                out -> new MessageWriter(message).keepDeliveryAnnotations().write(out));
        if (!ByteBuffer.wrap(bytes).equals(in)) throw new AssertionError("differs: " + Arrays.toString(bytes));
        message.check();
        try {
            for (PropertyField field : PropertyField.values()) message.property(field);
            message.header();
            message.messageAnnotations();
            message.applicationProperties().keySet().forEach(message::applicationProperty);
            message.data();
        } catch (MalformedException late) {
            throw new AssertionError("the check did not find it", late);
        }
        List<?> sequence = message.bodySequence();
        Object value = message.bodyValue();
        if (value != null && !sequence.isEmpty()) throw new AssertionError("two bodies");
    }

    private static void readFrames(ByteBuffer in) {
        FrameDecoder decoder = decoder();
        for (Frame frame = decoder.decode(in); frame != null; frame = decoder.decode(in)) {
            byte[] bytes = encoded(frame);
            Frame again = decoder().decode(ByteBuffer.wrap(bytes));
            if (again == null) throw new AssertionError("cut: " + frame);
            same(bytes, encoded(again), frame);
        }
        if (in.hasRemaining()) throw new AssertionError("left behind: " + in.remaining());
    }

    private static FrameDecoder decoder() {
        FrameDecoder decoder = new FrameDecoder(FRAME_SIZE_MAX);
        decoder.decode(ByteBuffer.wrap(HEADER));
        return decoder;
    }

    private static byte[] encoded(Frame frame) {
        return written(out -> {
            if (frame instanceof Frame.Amqp amqp) {
                FrameEncoder.write(amqp.channel(), amqp.performative(), out);
            } else if (frame instanceof Frame.Sasl sasl) {
                FrameEncoder.write(sasl.content(), out);
            } else {
                FrameEncoder.writeHeartbeat(out);
            }
        });
    }

    private static byte[] written(Consumer<ByteWriter> writing) {
        ByteWriter out = new ByteWriter(256);
        writing.accept(out);
        return out.toArray();
    }

    private static void same(byte[] bytes, byte[] again, @Nullable Object what) {
        if (!Arrays.equals(bytes, again)) throw new AssertionError("differs: " + what);
    }
}
