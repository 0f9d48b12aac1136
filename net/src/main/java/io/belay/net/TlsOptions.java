package io.belay.net;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a client trusts over TLS, and what it shows of itself.
 *
 * @param trustsAll whether any certificate will do; then nothing is known about who answers
 * @param verifiesHost whether the certificate must be made out to the host that was dialed (RFC 9525)
 * @param trustStore PKCS #12, JKS or PEM file of the certificates that are trusted; null: those that the JVM trusts
 * @param trustStorePassword of that file; empty: none
 * @param keyStore PKCS #12 or JKS file with the certificate that is shown, and its key; null: none is
 * @param keyStorePassword of that file and of the key in it
 * @param protocols versions by their names in the JVM; empty: TLSv1.3 and TLSv1.2
 * @param ciphers suites by their names in the JVM; empty: what the JVM thinks good
 */
public record TlsOptions(
        boolean trustsAll,
        boolean verifiesHost,
        @Nullable Path trustStore,
        String trustStorePassword,
        @Nullable Path keyStore,
        String keyStorePassword,
        List<String> protocols,
        List<String> ciphers) {
    /** What the JVM trusts, the host verified, nothing shown. */
    public static final TlsOptions DEFAULT = new TlsOptions(false, true, null, "", null, "", List.of(), List.of());

    /** Keeps copies. */
    public TlsOptions {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
    }

    /** The same, with certificates from a file. */
    public TlsOptions withTrustStore(Path file, String password) {
        return new TlsOptions(trustsAll, verifiesHost, file, password, keyStore, keyStorePassword, protocols, ciphers);
    }

    /** The same, trusting everybody. */
    public TlsOptions trustingAll() {
        return new TlsOptions(
                true, false, trustStore, trustStorePassword, keyStore, keyStorePassword, protocols, ciphers);
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "TlsOptions[trustsAll=" + trustsAll + ", verifiesHost=" + verifiesHost + ", trustStore=" + trustStore
                + ", keyStore=" + keyStore + "]";
    }
}
