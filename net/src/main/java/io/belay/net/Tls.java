package io.belay.net;

import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** One end of TLS, made ready: keys and certificates are read once, here. Versions 1.2 and 1.3 of the JVM's own TLS. */
public final class Tls {
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final SslContext context;
    private final boolean verifiesHost; // of a client

    private Tls(SslContext context, boolean verifiesHost) {
        this.context = context;
        this.verifiesHost = verifiesHost;
    }

    /**
     * A server's end.
     *
     * @param certificates PEM file: its own certificate, then those that vouch for it
     * @param key PEM file: the private key, PKCS #8, not encrypted
     * @throws IOException if a file cannot be read or does not hold that; the message says which, and what to do
     */
    public static Tls server(Path certificates, Path key) throws IOException {
        return server(certificates, key, null);
    }

    /**
     * A server's end that verifies the certificates of clients which have one. A client whose certificate nobody here
     * vouches for is refused; one that shows none is not.
     *
     * @param clients PEM file: certificates of those that vouch for clients; null to ask no client
     * @throws IOException as {@link #server(Path, Path)}
     */
    public static Tls server(Path certificates, Path key, @Nullable Path clients) throws IOException {
        readable(certificates);
        readable(key);
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(certificates.toFile(), key.toFile())
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOLS);
            if (clients != null)
                builder.trustManager(KeyStores.trust(clients, "")).clientAuth(ClientAuth.OPTIONAL);
            return new Tls(builder.build(), false);
        } catch (SSLException | IllegalArgumentException unusable) {
            throw new IOException(
                    "cannot use certificate " + certificates + " and key " + key + ": " + innermost(unusable)
                            + "; both are PEM files, the key as `openssl pkcs8 -topk8 -nocrypt` writes it",
                    unusable);
        }
    }

    private static void readable(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) throw new IOException("cannot read " + file);
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
            return new Tls(builder.build(), options.verifiesHost() && !options.trustsAll());
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

    /** The same for what speaks TLS by means of the JDK alone. The protocols are for the caller to set: {@code TLSv1.2} and up. */
    public SSLContext context() {
        return ((JdkSslContext) context).context(); // built with the provider of the JDK, here and nowhere else
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
