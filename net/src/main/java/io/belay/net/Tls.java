package io.belay.net;

import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * One end of TLS, made ready: keys and certificates are read here, and again only when a server is told to. Versions 1.2 and
 * 1.3 of the JVM's own TLS; a server takes suites with forward secrecy and authenticated encryption alone.
 */
public final class Tls {
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** What a server takes: what RFC 9325 §4.2 recommends, and the same with ChaCha20. */
    private static final List<String> SUITES = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private volatile SslContext context;
    private final @Nullable TlsFiles files; // of a server
    private final @Nullable NamedKeys keys; // likewise
    private final boolean verifiesHost; // of a client

    private Tls(SslContext context, @Nullable TlsFiles files, @Nullable NamedKeys keys, boolean verifiesHost) {
        this.context = context;
        this.files = files;
        this.keys = keys;
        this.verifiesHost = verifiesHost;
    }

    /**
     * Has the JVM refuse clients that want to agree on TLS 1.2 anew on a line that stands, which costs a server much and
     * is of no use to it. Counts for the whole process, and only before its first line of TLS: the JVM asks once. Whoever
     * has set it keeps what was set.
     */
    public static void refuseRenegotiation() {
        String property = "jdk.tls.rejectClientInitiatedRenegotiation";
        if (System.getProperty(property) == null) System.setProperty(property, "true");
    }

    /**
     * A server's end with one certificate that asks no client for one.
     *
     * @param certificates PEM file: its own certificate, then those that vouch for it
     * @param key PEM file: the private key, PKCS #8, not encrypted
     * @throws IOException if a file cannot be read or does not hold that; the message says which, and what to do
     */
    public static Tls server(Path certificates, Path key) throws IOException {
        return server(certificates, key, null);
    }

    /**
     * A server's end with one certificate that verifies the certificates of clients which have one.
     *
     * @param clients PEM file: certificates of those that vouch for clients; null to ask no client
     * @throws IOException as {@link #server(Path, Path)}
     */
    public static Tls server(Path certificates, Path key, @Nullable Path clients) throws IOException {
        return server(new TlsFiles(List.of(new TlsFiles.Pair(certificates, key)), clients));
    }

    /**
     * A server's end. A client whose certificate nobody in the files vouches for is refused; one that shows none is not.
     *
     * @throws IOException if a file cannot be read or does not hold what it should, or a key is not that of its
     *     certificate; the message says which, and what to do
     */
    public static Tls server(TlsFiles files) throws IOException {
        refuseRenegotiation();
        NamedKeys keys = new NamedKeys(identities(files));
        return new Tls(serverContext(files, keys), files, keys, false);
    }

    /**
     * Reads the files of a server again; lines from now on are agreed on with what they hold. Any thread.
     *
     * @throws IOException as {@link #server(TlsFiles)}; all stays as it was then
     */
    public void reload() throws IOException {
        if (files == null || keys == null) throw new IllegalStateException("a client's end");
        List<Identity> identities = identities(files);
        context = serverContext(files, keys);
        keys.become(identities); // seen through each context that has these keys, also one that was lent
    }

    private static List<Identity> identities(TlsFiles files) throws IOException {
        List<Identity> identities = new ArrayList<>();
        for (TlsFiles.Pair pair : files.pairs()) identities.add(Identity.read(pair));
        return identities;
    }

    private static SslContext serverContext(TlsFiles files, NamedKeys keys) throws IOException {
        SslContextBuilder builder = SslContextBuilder.forServer(keys)
                .sslProvider(SslProvider.JDK)
                .protocols(PROTOCOLS)
                .ciphers(SUITES, SupportedCipherSuiteFilter.INSTANCE);
        Path clients = files.clients();
        if (clients != null) builder.trustManager(KeyStores.trust(clients, "")).clientAuth(ClientAuth.OPTIONAL);
        try {
            return builder.build();
        } catch (SSLException | IllegalArgumentException unusable) {
            throw new IOException("cannot set up TLS: " + innermost(unusable), unusable);
        }
    }

    private static String innermost(Throwable cause) {
        return cause.getCause() == null ? String.valueOf(cause.getMessage()) : innermost(cause.getCause());
    }

    /**
     * A client's end.
     *
     * @throws IOException if a store cannot be read, or the JVM does not know a protocol or cipher; the message says which
     */
    public static Tls client(TlsOptions options) throws IOException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .endpointIdentificationAlgorithm(null)
                .protocols(options.protocols().isEmpty() ? PROTOCOLS : options.protocols());
        if (!options.ciphers().isEmpty()) builder.ciphers(options.ciphers());
        if (options.trustsAll()) builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        else if (options.trustStore() != null)
            builder.trustManager(KeyStores.trust(options.trustStore(), options.trustStorePassword()));
        if (options.keyStore() != null)
            builder.keyManager(KeyStores.keys(options.keyStore(), options.keyStorePassword()));
        try {
            return new Tls(builder.build(), null, null, options.verifiesHost() && !options.trustsAll());
        } catch (SSLException | IllegalArgumentException unusable) {
            throw new IOException("cannot set up TLS: " + innermost(unusable), unusable);
        }
    }

    /** Subject of the certificate that the other end has shown; null if it has shown none that was verified. */
    static @Nullable String peerOf(SslHandler handler) {
        try {
            Certificate first = handler.engine().getSession().getPeerCertificates()[0];
            return first instanceof X509Certificate own
                    ? own.getSubjectX500Principal().getName(X500Principal.RFC2253)
                    : null;
        } catch (SSLPeerUnverifiedException nothingShown) {
            return null;
        }
    }

    /**
     * The same for what speaks TLS by means of the JDK alone; shows new certificates when they are reloaded. The
     * {@link #protocols} and {@link #suites} are for the caller to set.
     */
    public SSLContext context() {
        return ((JdkSslContext) context).context(); // built with the provider of the JDK, here and nowhere else
    }

    /** The versions of a server, by their names in the JVM. */
    public static List<String> protocols() {
        return PROTOCOLS;
    }

    /** The cipher suites that are taken, by their names in the JVM; what this JVM does not know is left out. */
    public List<String> suites() {
        return List.copyOf(context.cipherSuites());
    }

    /** The time limit is the line's own, so none is set here. */
    SslHandler serverHandler(SocketChannel channel) {
        SslHandler handler = context.newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }

    SslHandler clientHandler(SocketChannel channel, String host, int port) {
        SslHandler handler = context.newHandler(channel.alloc(), host, port);
        handler.setHandshakeTimeoutMillis(0);
        if (verifiesHost) {
            SSLEngine engine = handler.engine();
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        return handler;
    }
}
