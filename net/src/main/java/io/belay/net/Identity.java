package io.belay.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate, those that vouch for it, and its key, which fits.
 *
 * @param chain the certificate first
 * @param key of the first
 * @param names of hosts that it is made out to, in small letters, perhaps {@code *.shop.example}
 */
record Identity(List<X509Certificate> chain, PrivateKey key, List<String> names) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final int OF_DNS = 2; // kind of a name (RFC 5280 §4.2.1.6)
    private static final byte[] PROBE = "belay".getBytes(StandardCharsets.US_ASCII);

    /** @throws IOException if a file cannot be read, holds something else, or they do not fit; the message says what to do */
    static Identity read(TlsFiles.Pair files) throws IOException {
        byte[] certificates = bytes(files.certificates());
        String keyText = new String(bytes(files.key()), StandardCharsets.ISO_8859_1);
        try {
            List<X509Certificate> chain = chain(certificates);
            PublicKey open = chain.get(0).getPublicKey();
            PrivateKey key = key(keyText, open.getAlgorithm());
            if (!fit(open, key)) throw new GeneralSecurityException("the key is that of another certificate");
            return new Identity(chain, key, names(chain.get(0)));
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            throw new IOException(
                    "cannot use certificate " + files.certificates() + " and key " + files.key() + ": "
                            + unusable.getMessage()
                            + "; both are PEM files, the key as `openssl pkcs8 -topk8 -nocrypt` writes it",
                    unusable);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new IOException("cannot read " + file, unreadable);
        }
    }

    private static List<X509Certificate> chain(byte[] pem) throws CertificateException {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate each :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)))
            chain.add((X509Certificate) each);
        if (chain.isEmpty()) throw new CertificateException("found no certificate");
        return chain;
    }

    private static PrivateKey key(String pem, String algorithm) throws GeneralSecurityException {
        Matcher block = KEY.matcher(pem);
        if (!block.find()) throw new GeneralSecurityException("found no private key");
        byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    /** Whether what one signs the other verifies: while files are being replaced they may not be of one kin. */
    private static boolean fit(PublicKey open, PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(
                switch (open.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> open.getAlgorithm(); // such as EdDSA
                });
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(open);
        signature.update(PROBE);
        return signature.verify(signed);
    }

    private static List<String> names(X509Certificate certificate) throws CertificateException {
        List<String> names = new ArrayList<>();
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives == null) return names;
        for (List<?> each : alternatives) {
            if (each.get(0).equals(OF_DNS))
                names.add(String.valueOf(each.get(1)).toLowerCase(Locale.ROOT));
        }
        return names;
    }

    /** Whether it is made out to a host, perhaps by a wildcard for its first label (RFC 9525 §6.3). */
    boolean isFor(String host) {
        String asked = host.toLowerCase(Locale.ROOT);
        int dot = asked.indexOf('.');
        return names.contains(asked) || dot > 0 && names.contains("*" + asked.substring(dot));
    }
}
