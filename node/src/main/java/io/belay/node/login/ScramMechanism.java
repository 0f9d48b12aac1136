package io.belay.node.login;

import io.belay.access.Account;
import io.belay.amqp.sasl.ScramCredential;
import io.belay.amqp.sasl.ScramHash;
import io.belay.amqp.sasl.ScramServer;
import io.belay.amqp.type.Binary;
import io.belay.node.Authenticator;
import io.belay.node.Authenticator.Verdict;
import org.jspecify.annotations.Nullable;

/** One exchange of SCRAM (RFC 5802). Its nonce is its own, so that nothing of an earlier one fits. */
final class ScramMechanism implements Authenticator.Mechanism {
    private final LineLogins logins;
    private final ScramServer server;
    private final ScramHash hash;
    private @Nullable String user; // null until it has said so
    private @Nullable ScramCredential asked; // what it is to prove

    ScramMechanism(LineLogins logins, ScramHash hash, String nonce) {
        this.logins = logins;
        this.hash = hash;
        this.server = new ScramServer(hash, nonce);
    }

    @Override
    public Verdict next(byte[] data, long nowMs) {
        if (data.length > LineLogins.SAID_LENGTH_MAX) return logins.refused("", how(), "a message that is too long");
        Binary message = Binary.of(data);
        String known = user;
        if (known == null) return begin(message);
        return logins.judge(known, how(), nowMs, atMs -> verify(known, message, atMs));
    }

    private Verdict begin(Binary message) {
        String says = server.start(message);
        if (says == null) return logins.refused("", how(), "no first message of SCRAM");
        user = says;
        asked = logins.accounts().scram(says, hash);
        return new Verdict.Continue(server.challenge(asked).bytes());
    }

    private Verdict verify(String says, Binary message, long nowMs) {
        Binary signature = server.verify(message);
        Account account = logins.accounts().account(says);
        boolean isStill =
                account != null && logins.accounts().scram(says, hash).equals(asked); // Not changed meanwhile.
        if (signature == null || account == null || !isStill) return logins.failed(says, how(), nowMs);
        logins.succeeded(says);
        logins.accepted(account.name(), how());
        return new Verdict.Accepted(account.name(), signature.bytes());
    }

    private String how() {
        return hash.mechanism().symbol().text();
    }
}
