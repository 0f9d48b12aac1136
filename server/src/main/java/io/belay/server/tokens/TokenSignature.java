package io.belay.server.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;

/** Signatures of tokens, of the algorithms that a public key verifies: never none, never with a shared secret. */
final class TokenSignature {
    private static final List<JWSAlgorithm> TAKEN = List.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512,
            JWSAlgorithm.EdDSA,
            JWSAlgorithm.Ed25519);

    // What an Ed25519 key begins with in X.509 (RFC 8410 §10.1): the JVM reads that, and the library needs another to
    // do so.
    private static final byte[] ED25519_BEGINNING = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int ED25519_LENGTH = 32;

    private TokenSignature() {}

    static boolean isTaken(JWSAlgorithm algorithm) {
        return TAKEN.contains(algorithm);
    }

    static boolean isOf(ECKey key, JWSAlgorithm algorithm) {
        return JWSAlgorithm.Family.EC.contains(algorithm)
                && Curve.forJWSAlgorithm(algorithm).contains(key.getCurve());
    }

    static boolean isOf(OctetKeyPair key, JWSAlgorithm algorithm) {
        boolean isEdwards = algorithm.equals(JWSAlgorithm.EdDSA) || algorithm.equals(JWSAlgorithm.Ed25519);
        return isEdwards && key.getCurve().equals(Curve.Ed25519) && key.getDecodedX().length == ED25519_LENGTH;
    }

    /** Whether it is right. Whatever goes wrong, it is not. */
    static boolean isRight(SignedJWT token, JWK key) {
        try {
            if (key instanceof RSAKey rsa) return token.verify(new RSASSAVerifier(rsa));
            if (key instanceof ECKey ec) return token.verify(new ECDSAVerifier(ec));
            return key instanceof OctetKeyPair pair && isRight(token, pair);
        } catch (JOSEException | GeneralSecurityException | IllegalStateException wrong) {
            return false;
        }
    }

    private static boolean isRight(SignedJWT token, OctetKeyPair pair) throws GeneralSecurityException {
        byte[] encoded = new byte[ED25519_BEGINNING.length + ED25519_LENGTH];
        System.arraycopy(ED25519_BEGINNING, 0, encoded, 0, ED25519_BEGINNING.length);
        System.arraycopy(pair.getDecodedX(), 0, encoded, ED25519_BEGINNING.length, ED25519_LENGTH);
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(token.getSigningInput());
        return verifier.verify(token.getSignature().decode());
    }
}
