package io.belay.amqp.sasl;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hash of a SCRAM mechanism, and what SCRAM computes with it (RFC 5802 §2.2). */
public enum ScramHash {
    /** SCRAM-SHA-256 (RFC 7677). */
    SHA_256(SaslMechanism.SCRAM_SHA_256, "SHA-256", "HmacSHA256"),
    /** SCRAM-SHA-512. */
    SHA_512(SaslMechanism.SCRAM_SHA_512, "SHA-512", "HmacSHA512");

    private final SaslMechanism mechanism;
    private final String digest;
    private final String mac;

    ScramHash(SaslMechanism mechanism, String digest, String mac) {
        this.mechanism = mechanism;
        this.digest = digest;
        this.mac = mac;
    }

    /** The mechanism that it belongs to. */
    public SaslMechanism mechanism() {
        return mechanism;
    }

    byte[] hash(byte[] text) {
        try {
            return MessageDigest.getInstance(digest).digest(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // Every Java has it.
        }
    }

    byte[] hmac(byte[] key, byte[] text) {
        return keyed(key).doFinal(text);
    }

    /** {@code Hi}: what a password costs to try, PBKDF2 with one block. */
    byte[] salted(byte[] password, byte[] salt, int iterations) {
        Mac keyed = keyed(password);
        keyed.update(salt);
        byte[] last = keyed.doFinal(new byte[] {0, 0, 0, 1});
        byte[] sum = last.clone();
        for (int count = 1; count < iterations; count++) {
            last = keyed.doFinal(last);
            xor(sum, last);
        }
        return sum;
    }

    static void xor(byte[] into, byte[] other) {
        for (int index = 0; index < into.length; index++) into[index] ^= other[index];
    }

    private Mac keyed(byte[] key) {
        try {
            Mac keyed = Mac.getInstance(mac);
            byte[] padded = key.length == 0 ? new byte[1] : key; // The same to HMAC, which pads with zeros.
            keyed.init(new SecretKeySpec(padded, mac));
            return keyed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
