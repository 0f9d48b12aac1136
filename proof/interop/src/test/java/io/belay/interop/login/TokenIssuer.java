package io.belay.interop.login;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/** Somebody who issues tokens (JWT, RS256), and whom the broker believes. */
final class TokenIssuer {
    static final String NAME = "https://issuer.example";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys;

    TokenIssuer() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        keys = generator.generateKeyPair();
    }

    /** Writes its public key as a JWK set. */
    Path publish(Path directory) throws IOException {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        String json = "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(number(key.getModulus()), number(key.getPublicExponent()));
        return Files.writeString(directory.resolve("keys.json"), json);
    }

    private static String number(BigInteger number) {
        byte[] signed = number.toByteArray();
        return BASE64.encodeToString(signed[0] == 0 ? Arrays.copyOfRange(signed, 1, signed.length) : signed);
    }

    /** A token of a user with the role till, good from now on for so long. */
    String token(String user, long forS) throws GeneralSecurityException {
        long nowS = System.currentTimeMillis() / 1_000;
        String claims = "{\"iss\":\"%s\",\"aud\":\"belay\",\"sub\":\"%s\",\"roles\":[\"till\"],\"exp\":%d}"
                .formatted(NAME, user, nowS + forS);
        String signed = part("{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}") + '.' + part(claims);
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(keys.getPrivate());
        signer.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + '.' + BASE64.encodeToString(signer.sign());
    }

    private static String part(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
