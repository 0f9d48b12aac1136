package io.belay.server.tokens;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Keys at an address of the web: over TLS, or from this machine. It is asked every five minutes; nothing it says leads elsewhere. */
public final class KeyAddress implements KeySource {
    /** In which all of an answer must have come. */
    static final int PATIENCE_MS = 5_000;

    private final URI address;
    private final int patienceMs;

    /** @param address one that {@link #objection} has nothing against */
    public KeyAddress(URI address) {
        this(address, PATIENCE_MS);
    }

    KeyAddress(URI address, int patienceMs) {
        this.address = address;
        this.patienceMs = patienceMs;
    }

    /** What is wrong with an address, in words; null if nothing is. */
    public static @Nullable String objection(String text) {
        try {
            URI address = new URI(text);
            if (address.getHost() == null || address.getUserInfo() != null) return "expected https://host/path";
            if ("https".equals(address.getScheme())) return null;
            boolean isOwn = "http".equals(address.getScheme()) && isThisMachine(address.getHost());
            return isOwn ? null : "expected https://, as others could change keys that come without TLS";
        } catch (URISyntaxException none) {
            return "expected https://host/path";
        }
    }

    /** By the address alone: what a name means may change. */
    private static boolean isThisMachine(String host) {
        boolean isNumber = host.matches("127\\.[0-9.]+|\\[::1]");
        try {
            return host.equals("localhost")
                    || isNumber && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException none) {
            return false;
        }
    }

    @Override
    public byte[] read() throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofMillis(patienceMs))
                .build();
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofMillis(patienceMs))
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, head -> new BoundedBody(head.statusCode() == 200 ? LENGTH_MAX : 0));
        try {
            HttpResponse<byte[]> response = answer.get(patienceMs, TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) throw failed("it answered " + response.statusCode());
            return response.body();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof HttpTimeoutException) throw failed(slow());
            throw failed(String.valueOf(failure.getCause()));
        } catch (TimeoutException slow) {
            throw failed(slow());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw failed("the broker stops");
        } finally {
            answer.cancel(true);
        }
    }

    /** Said alike whoever looked at the clock first: this method, or the client, which waits for the head only. */
    private String slow() {
        return "no whole answer within " + patienceMs + " ms";
    }

    private IOException failed(String why) {
        return new IOException("cannot read the keys at " + address + ": " + why);
    }

    @Override
    public long freshForMs() {
        return 300_000;
    }

    @Override
    public String name() {
        return address.toString();
    }
}
