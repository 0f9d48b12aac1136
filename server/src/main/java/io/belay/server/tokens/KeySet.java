package io.belay.server.tokens;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of an issuer as they were read at one time: those that can verify a signature, and are strong. Never changes. */
final class KeySet {
    /** Keys of one set; one with more is refused. */
    static final int KEYS_MAX = 100;

    private static final int RSA_BITS_MIN = 2_048;
    private static final int RSA_BITS_MAX = 8_192; // beyond it each check costs too much

    private final List<JWK> keys;

    private KeySet(List<JWK> keys) {
        this.keys = keys;
    }

    /** @throws IOException if it is no JWK set, or none of its keys is of use; the message says what is wrong */
    static KeySet parse(byte[] json) throws IOException {
        try {
            List<JWK> all =
                    JWKSet.parse(new String(json, StandardCharsets.UTF_8)).getKeys();
            if (all.size() > KEYS_MAX) throw new IOException("more than " + KEYS_MAX + " keys");
            List<JWK> usable = new ArrayList<>();
            for (JWK key : all) {
                if (isForSignatures(key) && isStrong(key)) usable.add(key.toPublicJWK());
            }
            if (usable.isEmpty())
                throw new IOException("none of its keys is a public key of RSA (2048 bits and more), EC or Ed25519");
            return new KeySet(List.copyOf(usable));
        } catch (ParseException | IllegalArgumentException none) {
            throw new IOException("it is no JWK set (RFC 7517): " + none.getMessage(), none);
        }
    }

    private static boolean isForSignatures(JWK key) {
        boolean isUse = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
        return isUse
                && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
    }

    private static boolean isStrong(JWK key) {
        if (key instanceof RSAKey rsa) return rsa.size() >= RSA_BITS_MIN && rsa.size() <= RSA_BITS_MAX;
        return key instanceof ECKey || key instanceof OctetKeyPair;
    }

    /** The key that a header names and that is of its algorithm; without a name the only one of that; null if none is. */
    @Nullable
    JWK find(JWSHeader header) {
        JWK found = null;
        for (JWK key : keys) {
            boolean isNamed = header.getKeyID() == null || header.getKeyID().equals(key.getKeyID());
            if (!isNamed || !fits(key, header.getAlgorithm())) continue;
            if (found != null) return null; // Which of them is not ours to guess.
            found = key;
        }
        return found;
    }

    /** What kind of key it is decides, not the token: or a public key of RSA could be used as a secret. */
    private static boolean fits(JWK key, JWSAlgorithm algorithm) {
        boolean isOfKind = key instanceof RSAKey && JWSAlgorithm.Family.RSA.contains(algorithm)
                || key instanceof ECKey ec && TokenSignature.isOf(ec, algorithm)
                || key instanceof OctetKeyPair pair && TokenSignature.isOf(pair, algorithm);
        return isOfKind && (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm));
    }
}
