package io.belay.node.login;

import io.belay.amqp.sasl.SaslText;
import io.belay.amqp.type.Binary;
import io.belay.node.Authenticator;

/** EXTERNAL (RFC 4422, appendix A): the certificate says who it is; the one message, whom it wants to be. */
record ExternalMechanism(LineLogins logins) implements Authenticator.Mechanism {
    @Override
    public Authenticator.Verdict next(byte[] data, long nowMs) {
        String says = SaslText.utf8(Binary.of(data));
        return says == null ? logins.refused("", "EXTERNAL", "a name that is no UTF-8") : logins.byCertificate(says);
    }
}
