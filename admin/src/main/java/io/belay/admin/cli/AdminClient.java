package io.belay.admin.cli;

import io.belay.admin.OwnPages;
import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Asks the admin endpoint of the broker on this machine; its options are those of every command that does. */
public final class AdminClient {
    private static final String JSON = "application/json";
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int READ_TIMEOUT_MS = 10_000;

    @Option(
            names = "--http",
            paramLabel = "PORT",
            description = "Port of the broker's admin endpoint (default: ${DEFAULT-VALUE}).",
            defaultValue = "8080",
            converter = PortConverter.class)
    private int port;

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
        return send("GET", path, query, null);
    }

    /**
     * Has something done, and waits until it is. As {@link #ask}.
     *
     * @param method {@code POST} or {@code DELETE}
     * @param body JSON
     */
    public String order(String method, String path, String body) throws IOException, BadSettingException {
        return send(method, path, "", body);
    }

    private String send(String method, String path, String query, @Nullable String body)
            throws IOException, BadSettingException {
        String format = json ? "format=json" : "format=text";
        URI uri = URI.create("http://127.0.0.1:" + port + path + "?" + format + (query.isEmpty() ? "" : "&" + query));
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
        connection.setReadTimeout(READ_TIMEOUT_MS);
        try {
            connection.setRequestMethod(method);
            if (body != null) write(body, connection);
            int status = connection.getResponseCode();
            if (status / 100 == 2) return textOf(connection.getInputStream());
            String why = why(connection);
            if (status == HttpURLConnection.HTTP_BAD_REQUEST) throw new BadSettingException(why);
            throw new IOException(why);
        } catch (ConnectException nobody) {
            throw new IOException("no broker answers on 127.0.0.1:" + port + "; --http names its port", nobody);
        } finally {
            connection.disconnect();
        }
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
