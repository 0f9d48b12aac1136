package io.belay.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** Asks the admin endpoint of the broker on this machine; its options are those of every command that does. */
final class AdminClient {
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

    AdminClient() {}

    /**
     * Asks, and waits for the answer.
     *
     * @param path with its slash
     * @param query encoded, empty for none
     * @throws IOException if the broker is not there, or says no
     */
    String ask(String path, String query) throws IOException {
        String format = json ? "format=json" : "format=text";
        URI uri = URI.create("http://127.0.0.1:" + port + path + "?" + format + (query.isEmpty() ? "" : "&" + query));
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
        connection.setReadTimeout(READ_TIMEOUT_MS);
        try {
            if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) return textOf(connection.getInputStream());
            throw new IOException(textOf(connection.getErrorStream()).strip());
        } catch (ConnectException nobody) {
            throw new IOException("no broker answers on 127.0.0.1:" + port + "; --http names its port", nobody);
        } finally {
            connection.disconnect();
        }
    }

    private static String textOf(InputStream in) throws IOException {
        return in == null ? "no answer" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
