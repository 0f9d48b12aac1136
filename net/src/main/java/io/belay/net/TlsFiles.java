package io.belay.net;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server's end of TLS is made from.
 *
 * @param pairs certificates with their keys, one or more; a client that asks for a name gets the one made out to it, and
 *     the first if there is none
 * @param clients PEM file: certificates of those that vouch for clients; null to ask no client
 */
public record TlsFiles(List<Pair> pairs, @Nullable Path clients) {
    /**
     * A certificate and its key.
     *
     * @param certificates PEM file: the certificate, then those that vouch for it
     * @param key PEM file: its private key, PKCS #8, not encrypted
     */
    public record Pair(Path certificates, Path key) {}

    /** Keeps a copy. */
    public TlsFiles {
        pairs = List.copyOf(pairs);
        if (pairs.isEmpty()) throw new IllegalArgumentException("a certificate");
    }

    /** All files. */
    public List<Path> all() {
        List<Path> all = new ArrayList<>();
        for (Pair pair : pairs) all.addAll(List.of(pair.certificates(), pair.key()));
        if (clients != null) all.add(clients);
        return all;
    }
}
