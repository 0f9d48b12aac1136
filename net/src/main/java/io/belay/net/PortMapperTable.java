package io.belay.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a Sun MQ port mapper answers: which service is at which port (Open MQ's {@code PortMapperTable}).
 *
 * <pre>
 *   101 imqbroker 5.0                         version of this form, name of the broker, version of its packets
 *   portmapper tcp PORTMAPPER 7676            name, protocol, type, port
 *   jms tcp NORMAL 5672 [k=v,k=v]             properties may follow
 *   .
 * </pre>
 *
 * @param broker its name, without spaces
 * @param rows its services, in order
 */
public record PortMapperTable(String broker, List<Row> rows) {
    /** Bytes of an answer that is read. */
    public static final int LENGTH_MAX = 64 * 1024;

    static final String VERSION = "101";
    private static final String PACKETS = "5.0";
    private static final int PACKETS_MIN = 3;
    private static final String END = ".";

    /**
     * One service.
     *
     * @param name as an address names it: {@code jms}
     * @param protocol {@code tcp}, {@code tls}, {@code ws}, {@code wss}
     * @param type {@code NORMAL}, {@code ADMIN} or {@code PORTMAPPER}
     * @param port 0 to 65535; 0: not running
     */
    public record Row(String name, String protocol, String type, int port) {
        /** A service for clients. */
        public static Row normal(String name, String protocol, int port) {
            return new Row(name, protocol, "NORMAL", port);
        }

        boolean isTls() {
            return protocol.equals("tls") || protocol.equals("ssl") || protocol.equals("wss");
        }

        boolean isWebSocket() {
            return protocol.equals("ws") || protocol.equals("wss");
        }

        private boolean isForClients() {
            boolean known = isTls() || isWebSocket() || protocol.equals("tcp");
            return known && (type.equals("NORMAL") || type.equals("ADMIN")) && port > 0;
        }
    }

    /** Keeps a copy. */
    public PortMapperTable {
        rows = List.copyOf(rows);
    }

    /** The answer as it is sent. */
    public String text() {
        String lines = rows.stream()
                .map(row -> row.name + " " + row.protocol + " " + row.type + " " + row.port + "\n")
                .collect(Collectors.joining());
        return VERSION + " " + broker + " " + PACKETS + "\n" + lines + END + "\n";
    }

    /** Whether what has come so far is the whole answer. */
    static boolean isWhole(String text) {
        return text.endsWith("\n.\n") || text.endsWith("\n.\r\n");
    }

    /**
     * Reads an answer.
     *
     * @param text all of it, of a peer, trusted for nothing
     * @throws IllegalArgumentException if it is none, with what was expected and found
     */
    public static PortMapperTable parse(String text) {
        String[] lines = text.split("\r?\n");
        String[] first = lines[0].split(" ");
        if (first.length < 3 || !first[0].equals(VERSION))
            throw new IllegalArgumentException("expected \"101 broker version\", found \"" + shown(lines[0]) + "\"");
        if (packets(first[2]) < PACKETS_MIN)
            throw new IllegalArgumentException("expected packets of version 3.0 or later, found " + shown(first[2]));
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.length && !lines[i].equals(END); i++) rows.add(row(lines[i]));
        return new PortMapperTable(first[1], rows);
    }

    private static int packets(String version) {
        String major = version.split("\\.", 2)[0];
        return major.matches("\\d{1,4}") ? Integer.parseInt(major) : 0;
    }

    private static Row row(String line) {
        String[] words = line.split(" ", 5);
        boolean whole = words.length >= 4 && words[3].matches("\\d{1,5}") && Integer.parseInt(words[3]) <= 65_535;
        if (!whole)
            throw new IllegalArgumentException(
                    "expected \"service protocol type port\", found \"" + shown(line) + "\"");
        return new Row(
                words[0],
                words[1].toLowerCase(Locale.ROOT),
                words[2].toUpperCase(Locale.ROOT),
                Integer.parseInt(words[3]));
    }

    private static String shown(String foreign) {
        return WebSocketClientGate.shortened(foreign);
    }

    /** The first service of that name that a client can reach, or null. */
    public @Nullable Row service(String name) {
        for (Row row : rows) if (row.name.equals(name) && row.isForClients()) return row;
        return null;
    }

    /** The names that {@link #service} knows, for messages. */
    String serviceNames() {
        return rows.stream()
                .filter(Row::isForClients)
                .map(row -> shown(row.name))
                .limit(20)
                .collect(Collectors.joining(", "));
    }
}
