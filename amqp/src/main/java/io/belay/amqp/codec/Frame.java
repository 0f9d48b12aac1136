package io.belay.amqp.codec;

import io.belay.amqp.type.Performative;
import io.belay.amqp.type.SaslFrame;
import java.nio.ByteBuffer;

/** What stands on the wire between two places where one can stop reading (§2.2, §2.3, §5.3). */
public sealed interface Frame {
    /**
     * The eight bytes in which a layer begins (§2.2, §5.3.2): {@code AMQP} and four numbers.
     *
     * @param protocol 0 AMQP, 2 TLS, 3 SASL, or another from 0 to 255
     * @param major 1 for AMQP 1.0
     * @param minor 0 for AMQP 1.0
     * @param revision 0 for AMQP 1.0
     */
    record ProtocolHeader(int protocol, int major, int minor, int revision) implements Frame {
        /** The header of AMQP 1.0. */
        public static final ProtocolHeader AMQP = new ProtocolHeader(0, 1, 0, 0);

        /** The header of the SASL layer of AMQP 1.0. */
        public static final ProtocolHeader SASL = new ProtocolHeader(3, 1, 0, 0);
    }

    /** A frame that says nothing but that the peer is there (§2.4.5). */
    record Heartbeat(int channel) implements Frame {}

    /**
     * A frame of the AMQP layer.
     *
     * @param channel 0 to 65535
     * @param performative what it says
     * @param payload the message or part of it that a transfer carries, else empty; between its position and limit. It
     *     lies where the frame was read: valid until the next call of the decoder, or the next use of its input.
     */
    record Amqp(int channel, Performative performative, ByteBuffer payload) implements Frame {}

    /** A frame of the SASL layer. */
    record Sasl(SaslFrame content) implements Frame {}
}
