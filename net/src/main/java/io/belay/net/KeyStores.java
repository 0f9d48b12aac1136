package io.belay.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** Reads files of certificates and keys; what kind they are is seen from what they hold. */
final class KeyStores {
    private static final String PEM = "-----BEGIN ";

    private KeyStores() {}

    static TrustManagerFactory trust(Path file, String password) throws IOException {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store(file, password));
            return factory;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("cannot use trust store " + file + ": " + unusable.getMessage(), unusable);
        }
    }

    static KeyManagerFactory keys(Path file, String password) throws IOException {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store(file, password), password.toCharArray());
            return factory;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("cannot use key store " + file + ": " + unusable.getMessage(), unusable);
        }
    }

    private static KeyStore store(Path file, String password) throws IOException, GeneralSecurityException {
        byte[] bytes = read(file);
        if (new String(bytes, StandardCharsets.ISO_8859_1).contains(PEM)) return pem(bytes);
        KeyStore store = KeyStore.getInstance("PKCS12"); // reads JKS as well (keystore.type.compat)
        try {
            store.load(new ByteArrayInputStream(bytes), password.isEmpty() ? null : password.toCharArray());
        } catch (IOException unusable) {
            throw new IOException("cannot use key store " + file + ": " + unusable.getMessage(), unusable);
        }
        return store;
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new IOException("cannot read " + file, unreadable);
        }
    }

    private static KeyStore pem(byte[] bytes) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int count = 0;
        for (Certificate each :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes)))
            store.setCertificateEntry("certificate-" + count++, each);
        return store;
    }
}
