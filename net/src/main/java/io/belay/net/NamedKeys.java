package io.belay.net;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among the identities of a server the one that is made out to the name that a client asks for (SNI, RFC 6066 §3),
 * or the first if there is none. What TLS calls an alias is an index here.
 */
final class NamedKeys extends X509ExtendedKeyManager {
    private volatile List<Identity> identities;

    NamedKeys(List<Identity> identities) {
        this.identities = List.copyOf(identities);
    }

    /** These from now on. What was begun with others may still ask for an index of theirs: they are as many. */
    void become(List<Identity> others) {
        identities = List.copyOf(others);
    }

    /** @param keyType what kind of key is wanted now; TLS asks for one kind after the other */
    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        String host = engine == null ? null : asked(engine);
        boolean isNamed = host != null && identities.stream().anyMatch(each -> each.isFor(host));
        for (int index = 0; index < identities.size(); index++) {
            Identity each = identities.get(index);
            boolean isMeant = isNamed && host != null ? each.isFor(host) : index == 0;
            if (isMeant && each.key().getAlgorithm().equals(keyType)) return Integer.toString(index);
        }
        return null;
    }

    private static @Nullable String asked(SSLEngine engine) {
        if (!(engine.getHandshakeSession() instanceof ExtendedSSLSession session)) return null;
        for (SNIServerName name : session.getRequestedServerNames()) {
            if (name instanceof SNIHostName host) return host.getAsciiName();
        }
        return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
        return alias == null ? null : of(alias).chain().toArray(new X509Certificate[0]);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
        return alias == null ? null : of(alias).key();
    }

    private Identity of(String alias) {
        return identities.get(Integer.parseInt(alias));
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null; // Nobody asks who knows engines.
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null; // There are no sockets, but engines.
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null; // It is no client.
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
