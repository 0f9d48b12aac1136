package io.belay.admin.cli;

import io.belay.admin.OwnPages;
import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.Json;
import io.belay.admin.text.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks the admin endpoint of a broker, that on this machine if not told otherwise; its options are those of every command that does. */
public final class AdminClient {
    private static final String JSON = "application/json";
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int READ_TIMEOUT_MS = 70_000; // whoever has failed before waits for its time

    @Option(
            names = "--http",
            paramLabel = "PORT",
            description = "Port of the broker's admin endpoint (default: ${DEFAULT-VALUE}).",
            defaultValue = "8080",
            converter = PortConverter.class)
    private int port;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Address of the admin endpoint, as https://broker.example:8080, if it is not on this machine.")
    private @Nullable URI url;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "PEM file with certificates of those who vouch for the broker at --url.")
    private @Nullable Path authorities;

    @Mixin
    private Credentials credentials = new Credentials();

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    /** For picocli, which fills it in. */
    public AdminClient() {}

    /**
     * Asks, and waits for the answer.
     *
     * @param path with its slash
     * @param query encoded, empty for none
     * @throws IOException if the broker is not there, or says no
     * @throws BadSettingException if it says that the question makes no sense
     */
    public String ask(String path, String query) throws IOException, BadSettingException {
        return send("GET", path, query(json ? "format=json" : "format=text", query), null);
    }

    /**
     * Has something done, and waits until it is. As {@link #ask}.
     *
     * @param method {@code POST} or {@code DELETE}
     * @param body JSON
     */
    public String order(String method, String path, String body) throws IOException, BadSettingException {
        return send(method, path, json ? "format=json" : "format=text", body);
    }

    /** As {@link #ask}, for what is read here and shown in another form: the fields of the answer. */
    public Map<String, @Nullable Object> fields(String path, String query) throws IOException, BadSettingException {
        return JsonReader.object(send("GET", path, query, null));
    }

    /** As {@link #order}, likewise. */
    public Map<String, @Nullable Object> fields(String method, String path, Map<String, ?> body)
            throws IOException, BadSettingException {
        return JsonReader.object(send(method, path, "", Json.of(body)));
    }

    /** Whether the answer is to be in JSON. */
    public boolean isJson() {
        return json;
    }

    /** A part of an address: whatever a name has in it. */
    public static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String query(String one, String other) {
        return other.isEmpty() ? one : one + "&" + other;
    }

    private String send(String method, String path, String query, @Nullable String body)
            throws IOException, BadSettingException {
        HttpURLConnection connection = open(path + (query.isEmpty() ? "" : "?" + query));
        try {
            connection.setRequestMethod(method);
            if (body != null) write(body, connection);
            int status = connection.getResponseCode();
            boolean isSaid = credentials.header(System::getenv, System.console()) != null;
            if (status / 100 == 2) return textOf(connection.getInputStream());
            String why = why(connection);
            if (status == HttpURLConnection.HTTP_UNAUTHORIZED && !isSaid) why += "; --user NAME says who asks";
            if (status == HttpURLConnection.HTTP_BAD_REQUEST) throw new BadSettingException(why);
            throw new IOException(why);
        } catch (ConnectException nobody) {
            String where = url == null ? "127.0.0.1:" + port + "; --http names its port" : url.toString();
            throw new IOException("no broker answers on " + where, nobody);
        } catch (SSLException untrusted) {
            throw new IOException(
                    "no trust in " + url + ": " + untrusted.getMessage() + "; --ca names who vouches for it",
                    untrusted);
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection open(String target) throws IOException, BadSettingException {
        URI uri = URI.create(base() + target);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
        connection.setReadTimeout(READ_TIMEOUT_MS);
        connection.setInstanceFollowRedirects(false);
        if (connection instanceof HttpsURLConnection secure && authorities != null)
            secure.setSSLSocketFactory(TrustedCertificates.of(authorities));
        String authorization = credentials.header(System::getenv, System.console());
        if (authorization != null) connection.setRequestProperty("Authorization", authorization);
        return connection;
    }

    /** Without TLS only this machine is asked: a password goes along. */
    private String base() throws BadSettingException {
        if (url == null) return "http://127.0.0.1:" + port;
        boolean isSecure = "https".equals(url.getScheme());
        boolean isLocal = "http".equals(url.getScheme()) && OwnPages.namesThisMachine(url.getAuthority());
        if (url.getHost() == null || !isSecure && !isLocal)
            throw new BadSettingException("--url: expected https://HOST:PORT, or http://127.0.0.1:PORT; found " + url);
        return url.getScheme() + "://" + url.getAuthority();
    }

    private static void write(String body, HttpURLConnection connection) throws IOException {
        connection.setRequestProperty("Content-Type", JSON);
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The words of an error, whichever form it has. */
    private static String why(HttpURLConnection connection) throws IOException {
        String said = textOf(connection.getErrorStream()).strip();
        if (!OwnPages.isJson(connection.getContentType())) return said;
        try {
            Object error = JsonReader.object(said).get("error");
            return error == null ? said : error.toString();
        } catch (BadSettingException notOurs) {
            return said;
        }
    }

    private static String textOf(@Nullable InputStream in) throws IOException {
        return in == null ? "no answer" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
