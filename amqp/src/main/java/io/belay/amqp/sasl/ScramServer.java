package io.belay.amqp.sasl;

import io.belay.amqp.type.Binary;
import io.belay.base.Check;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of one SCRAM exchange (RFC 5802). A step that the client spoils returns null: it is refused.
 *
 * <pre>
 *   client: n,,n=user,r=NONCE          start()      who asks
 *   server: r=NONCE+OURS,s=SALT,i=N    challenge()
 *   client: c=biws,r=NONCE+OURS,p=PROOF
 *   server: v=SIGNATURE                verify()     with the outcome
 * </pre>
 */
public final class ScramServer {
    private final ScramHash hash;
    private final String ourNonce;
    private String gs2Header = "";
    private String clientFirstBare = "";
    private String nonce = "";
    private String serverFirst = "";
    private @Nullable ScramCredential credential;

    /**
     * Begins.
     *
     * @param ourNonce drawn for this exchange: printable, without a comma, at least 18 characters
     */
    public ScramServer(ScramHash hash, String ourNonce) {
        Check.argument(
                ScramFields.isNonce(ourNonce) && ourNonce.indexOf(',') < 0 && ourNonce.length() >= 18,
                "a printable nonce of at least 18 characters",
                ourNonce.length());
        this.hash = hash;
        this.ourNonce = ourNonce;
    }

    /**
     * Hears who asks.
     *
     * @return the user's name, to be answered with {@link #challenge} whether it is known or not; null if the message is
     *     wrong, wants a channel binding, or wants to act for somebody else
     */
    public @Nullable String start(@Nullable Binary clientFirst) {
        String text = SaslText.utf8(clientFirst);
        ScramFields fields = ScramFields.of(text);
        if (text == null || fields == null || fields.count() < 4) return null;
        if (!text.startsWith("n,") && !text.startsWith("y,")) return null;
        int bare = text.indexOf(',', 2) + 1;
        String written = fields.value(2, 'n');
        String theirs = fields.value(3, 'r');
        String user = written == null ? null : ScramFields.unescaped(written);
        if (user == null || !ScramFields.isNonce(theirs)) return null;
        if (bare > 3 && !("a=" + written).equals(text.substring(2, bare - 1))) return null;
        gs2Header = text.substring(0, bare);
        clientFirstBare = text.substring(bare);
        nonce = theirs + ourNonce;
        return user;
    }

    /** Asks for the proof; {@link #start} has returned a name. An unknown one gets a {@link ScramCredential#decoy}. */
    public Binary challenge(ScramCredential credential) {
        Check.invariant(!nonce.isEmpty(), "a client that has started");
        this.credential = credential;
        serverFirst =
                "r=" + nonce + ",s=" + ScramFields.base64(credential.salt().bytes()) + ",i=" + credential.iterations();
        return ScramFields.binary(serverFirst);
    }

    /** Our signature, to go with the outcome, if the client proves that it knows the password; null if not. */
    public @Nullable Binary verify(@Nullable Binary clientFinal) {
        ScramCredential known = credential;
        Check.invariant(known != null, "a client that was challenged");
        String text = SaslText.utf8(clientFinal);
        ScramFields fields = ScramFields.of(text);
        if (text == null || fields == null || known == null) return null;
        byte[] binding = fields.bytes(0, 'c');
        byte[] proof = fields.bytes(fields.count() - 1, 'p');
        if (binding == null || proof == null || !nonce.equals(fields.value(1, 'r'))) return null;
        if (!MessageDigest.isEqual(binding, ScramCredential.bytes(gs2Header))) return null;
        byte[] message = ScramCredential.bytes(
                clientFirstBare + "," + serverFirst + "," + text.substring(0, text.lastIndexOf(",p=")));
        byte[] clientKey = hash.hmac(known.storedKey().bytes(), message);
        if (proof.length != clientKey.length) return null;
        ScramHash.xor(clientKey, proof);
        if (!MessageDigest.isEqual(hash.hash(clientKey), known.storedKey().bytes())) return null;
        return ScramFields.binary(
                "v=" + ScramFields.base64(hash.hmac(known.serverKey().bytes(), message)));
    }
}
