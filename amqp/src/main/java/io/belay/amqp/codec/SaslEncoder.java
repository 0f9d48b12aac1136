package io.belay.amqp.codec;

import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.SaslFrame;
import io.belay.base.ByteWriter;

/** Writes the frames of the SASL layer (§5.3.3). */
final class SaslEncoder {
    private SaslEncoder() {}

    static void write(SaslFrame frame, ByteWriter out) {
        if (frame instanceof SaslFrame.SaslMechanisms mechanisms) {
            ListWriter list = ListWriter.begin(Descriptor.SASL_MECHANISMS, out);
            AmqpWriter.writeSymbols(mechanisms.mechanisms(), list.present()); // mandatory, so also if there is none
            list.end();
        } else if (frame instanceof SaslFrame.SaslInit init) {
            ListWriter.begin(Descriptor.SASL_INIT, out)
                    .symbol(init.mechanism())
                    .binary(init.initialResponse())
                    .string(init.hostname())
                    .end();
        } else if (frame instanceof SaslFrame.SaslChallenge challenge) {
            ListWriter.begin(Descriptor.SASL_CHALLENGE, out)
                    .binary(challenge.challenge())
                    .end();
        } else if (frame instanceof SaslFrame.SaslResponse response) {
            ListWriter.begin(Descriptor.SASL_RESPONSE, out)
                    .binary(response.response())
                    .end();
        } else if (frame instanceof SaslFrame.SaslOutcome outcome) {
            ListWriter.begin(Descriptor.SASL_OUTCOME, out)
                    .ubyte(outcome.code().ordinal(), -1)
                    .binary(outcome.additionalData())
                    .end();
        }
    }
}
