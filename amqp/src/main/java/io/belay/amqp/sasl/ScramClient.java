package io.belay.amqp.sasl;

import io.belay.amqp.type.Binary;
import io.belay.base.Check;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The client's end of one SCRAM exchange, see {@link ScramServer}. A step that the server spoils returns null. */
public final class ScramClient {
    private static final String GS2_HEADER = "n,,";
    private static final int ITERATIONS_MAX = 1_000_000; // some seconds; more is a server that wants to keep us busy

    private final ScramHash hash;
    private final String password;
    private final String nonce;
    private final String firstBare;
    private byte[] signature = {};

    /**
     * Begins.
     *
     * @param nonce drawn for this exchange: printable, without a comma, at least 18 characters
     */
    public ScramClient(ScramHash hash, String user, String password, String nonce) {
        Check.argument(
                ScramFields.isNonce(nonce) && nonce.indexOf(',') < 0 && nonce.length() >= 18,
                "a printable nonce of at least 18 characters",
                nonce.length());
        this.hash = hash;
        this.password = SaslText.prepared(password);
        this.nonce = nonce;
        this.firstBare = "n=" + ScramFields.escaped(SaslText.prepared(user)) + ",r=" + nonce;
    }

    /** The first message, for sasl-init. */
    public Binary first() {
        return ScramFields.binary(GS2_HEADER + firstBare);
    }

    /**
     * The proof; null if the challenge is wrong, or asks for fewer than {@link ScramCredential#ITERATIONS_MIN} or more than
     * a million iterations. Takes as long as the iterations ask for.
     */
    public @Nullable Binary respond(Binary challenge) {
        String serverFirst = SaslText.utf8(challenge);
        ScramFields fields = ScramFields.of(serverFirst);
        if (fields == null) return null;
        String joint = fields.value(0, 'r');
        byte[] salt = fields.bytes(1, 's');
        int iterations = iterations(fields.value(2, 'i'));
        if (joint == null || salt == null || iterations == 0) return null;
        if (!ScramFields.isNonce(joint) || !joint.startsWith(nonce) || joint.length() == nonce.length()) return null;
        String unproved = "c=" + ScramFields.base64(ScramCredential.bytes(GS2_HEADER)) + ",r=" + joint;
        byte[] message = ScramCredential.bytes(firstBare + "," + serverFirst + "," + unproved);
        byte[] salted = hash.salted(ScramCredential.bytes(password), salt, iterations);
        byte[] proof = ScramCredential.clientKey(hash, salted);
        ScramHash.xor(proof, hash.hmac(hash.hash(proof), message));
        signature = hash.hmac(ScramCredential.serverKey(hash, salted), message);
        return ScramFields.binary(unproved + ",p=" + ScramFields.base64(proof));
    }

    /** Whether the outcome's additional data shows that the server knows us too; if not, it is not to be trusted. */
    public boolean isServerGenuine(@Nullable Binary additionalData) {
        ScramFields fields = ScramFields.of(SaslText.utf8(additionalData));
        byte[] theirs = fields == null ? null : fields.bytes(0, 'v');
        return theirs != null && signature.length > 0 && MessageDigest.isEqual(theirs, signature);
    }

    private static int iterations(@Nullable String text) {
        if (text == null || text.length() > 7 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) return 0;
        int count = text.isEmpty() ? 0 : Integer.parseInt(text);
        return count >= ScramCredential.ITERATIONS_MIN && count <= ITERATIONS_MAX ? count : 0;
    }
}
