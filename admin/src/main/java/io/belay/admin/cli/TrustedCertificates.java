package io.belay.admin.cli;

import io.belay.admin.text.BadSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Those who vouch for a broker, from a PEM file: what {@code belay tls dev} writes as its authority, for instance. */
final class TrustedCertificates {
    private TrustedCertificates() {}

    /** @throws BadSettingException if there are none in the file */
    static SSLSocketFactory of(Path file) throws IOException, BadSettingException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (all.isEmpty()) throw new BadSettingException("expected certificates in " + file + "; found none");
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate each : all) trusted.setCertificateEntry("ca-" + trusted.size(), each);
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException unusable) {
            throw new BadSettingException(
                    "expected certificates (PEM) in " + file + "; found: " + unusable.getMessage());
        }
    }
}
