package io.belay.server.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody who issues tokens, good ones and others. Its keys are made once. */
public final class Issuer {
    /** What its tokens are measured by. */
    public static final String NAME = "https://issuer.example";

    /** For whom they are. */
    public static final String AUDIENCE = "belay";

    /** When its good tokens are good: from a minute before for an hour. */
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    static final TokenRules RULES = new TokenRules(NAME, AUDIENCE, "sub", "roles", 30_000);
    static final RSAKey RSA = rsa("rsa-1", 2_048);
    static final RSAKey OTHER_RSA = rsa("rsa-2", 2_048);
    static final ECKey EC = ec("ec-1", Curve.P_256);
    static final KeyPair EDWARDS = edwards();

    private Issuer() {}

    static RSAKey rsa(String id, int bits) {
        try {
            return new RSAKeyGenerator(bits, bits < 2_048).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static ECKey ec(String id, Curve curve) {
        try {
            return new ECKeyGenerator(curve).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static KeyPair edwards() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The last 32 bytes of a key in X.509 are those of the curve. */
    static OctetKeyPair edwardsKey() {
        byte[] encoded = EDWARDS.getPublic().getEncoded();
        byte[] own = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(own))
                .keyID("ed-1")
                .build();
    }

    /** Its keys, as it publishes them. */
    public static byte[] keys() {
        return set(RSA, EC, edwardsKey());
    }

    static byte[] set(JWK... keys) {
        return new JWKSet(List.of(keys)).toString(true).getBytes(StandardCharsets.UTF_8);
    }

    /** What a good token of anna's says, to be changed. */
    public static JWTClaimsSet.Builder claims() {
        return claims(NOW);
    }

    /** The same, issued at another time. */
    public static JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(List.of("shop", AUDIENCE))
                .subject("anna")
                .claim("roles", List.of("till", "reader"))
                .notBeforeTime(Date.from(now.minusSeconds(60)))
                .expirationTime(Date.from(now.plusSeconds(3_600)));
    }

    /** A token by the usual key. */
    public static String token(JWTClaimsSet.Builder claims) {
        return signed(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1"), claims, RSA);
    }

    static String signed(JWSHeader.Builder header, JWTClaimsSet.Builder claims, JWK key) {
        try {
            JWSSigner signer = key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) key);
            SignedJWT token = new SignedJWT(header.type(JOSEObjectType.JWT).build(), claims.build());
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static String byEdwards(String algorithm) {
        try {
            String signed = head("{\"alg\":\"" + algorithm + "\",\"kid\":\"ed-1\"}", claims());
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(EDWARDS.getPrivate());
            signer.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64URL.encode(signer.sign());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Signed with a secret that everybody knows. */
    static String bySecret(String header, byte[] secret) {
        try {
            String signed = head(header, claims());
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return signed + "." + Base64URL.encode(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The first two parts. */
    static String head(String header, JWTClaimsSet.Builder claims) {
        return Base64URL.encode(header) + "." + Base64URL.encode(claims.build().toString());
    }

    /** With another header, and the signature as it was. */
    static String withHeader(String token, String header) {
        return Base64URL.encode(header) + token.substring(token.indexOf('.'));
    }
}
