package io.belay.amqp.codec;

import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.SaslCode;
import io.belay.amqp.type.SaslFrame;

/** Reads the frames of the SASL layer (§5.3.3). */
final class SaslDecoder {
    private SaslDecoder() {}

    static SaslFrame read(AmqpReader reader) {
        int from = reader.position();
        Descriptor descriptor = reader.readDescriptor();
        if (descriptor == Descriptor.SASL_MECHANISMS) return readMechanisms(reader);
        if (descriptor == Descriptor.SASL_INIT) return readInit(reader);
        if (descriptor == Descriptor.SASL_CHALLENGE) return readChallenge(reader);
        if (descriptor == Descriptor.SASL_RESPONSE) return readResponse(reader);
        if (descriptor == Descriptor.SASL_OUTCOME) return readOutcome(reader);
        throw reader.malformed(Fault.DECODE, from, "a frame of the SASL layer");
    }

    private static SaslFrame readMechanisms(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 1);
        var mechanisms = new SaslFrame.SaslMechanisms(fields.symbols("sasl-server-mechanisms"));
        fields.leave();
        return mechanisms;
    }

    private static SaslFrame readInit(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 3);
        var init = new SaslFrame.SaslInit(fields.symbol("mechanism"), fields.binary(), fields.string());
        fields.leave();
        return init;
    }

    private static SaslFrame readChallenge(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 1);
        var challenge = new SaslFrame.SaslChallenge(fields.binary("challenge"));
        fields.leave();
        return challenge;
    }

    private static SaslFrame readResponse(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 1);
        var response = new SaslFrame.SaslResponse(fields.binary("response"));
        fields.leave();
        return response;
    }

    private static SaslFrame readOutcome(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 2);
        var outcome = new SaslFrame.SaslOutcome(
                fields.choice(SaslCode.values(), fields.ubyte("code"), "a sasl-code"), fields.binary());
        fields.leave();
        return outcome;
    }
}
