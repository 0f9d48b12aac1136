package io.belay.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A written dialogue with one end of a line. Blocks are divided by empty lines; {@code ;} starts a comment.
 *
 * <pre>
 * == MQTT-3.12.4-1 : a ping is answered
 * server                    the end under test, or: client; with "open" behind it, it is connected already
 * &gt; c0 00                   bytes that it hears
 * . tick 5000               what its driver or user does
 * ! Failed PROTOCOL_ERROR   what it must tell, all of it and in order
 * &lt; e0 * 82 *              what it must say, all of it and in order; * stands for any bytes
 * x                         it must be closed; without this line, open
 * </pre>
 */
record Dialogue(String title, List<String> clauses, List<String> lines) {
    static List<Dialogue> read(String resource) throws IOException {
        try (InputStream in = Dialogue.class.getResourceAsStream("/dialogues/" + resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("\n\\s*\n"))
                    .filter(block -> block.contains("=="))
                    .map(Dialogue::parse)
                    .toList();
        }
    }

    private static Dialogue parse(String block) {
        List<String> lines = block.lines()
                .map(line -> line.replaceFirst(";.*", "").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        String[] head = lines.get(0).substring(2).split(" : ");
        List<String> clauses = Arrays.stream(head[0].strip().split("[, ]+"))
                .filter(id -> !id.isEmpty())
                .toList();
        return new Dialogue(head[1].strip(), clauses, lines.subList(1, lines.size()));
    }

    @Override
    public String toString() {
        return title + " " + clauses;
    }

    /** Plays all that is done to the end under test, and writes what came of it behind each step. */
    List<String> play(Version version) {
        TestLine line = begin(version);
        List<String> record = new ArrayList<>(lines.subList(0, 1));
        for (String step : lines.subList(1, lines.size())) {
            char kind = step.charAt(0);
            if (kind != '>' && kind != '.') continue;
            record.add(step);
            String what = step.substring(1).strip();
            if (kind == '>') line.hears(what);
            else Act.perform(line, what.split(" +"));
            line.events().forEach(event -> record.add("! " + told(event)));
            String hex = line.saidHex();
            if (!hex.isEmpty()) record.add("< " + hex);
        }
        if (line.isClosed()) record.add("x");
        return record;
    }

    private TestLine begin(Version version) {
        return switch (lines.get(0)) {
            case "server" -> TestLine.server(version);
            case "server open" -> TestLine.openServer(version);
            case "client" -> TestLine.client(version);
            case "client open" -> TestLine.openClient(version, 0, Properties.NONE);
            default -> throw new AssertionError("no such end: " + lines.get(0));
        };
    }

    /** Whether what came of the dialogue is what is written. */
    boolean isAsWritten(List<String> record) {
        List<String> expected = expected();
        if (record.size() != expected.size()) return false;
        for (int index = 0; index < record.size(); index++) {
            String pattern = Arrays.stream(expected.get(index).split("\\*", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*"));
            if (!record.get(index).matches(pattern)) return false;
        }
        return true;
    }

    /** The same steps with what is expected; consecutive lines of the same kind of bytes said are one. */
    List<String> expected() {
        List<String> joined = new ArrayList<>();
        for (String line : lines) {
            boolean isMore =
                    line.startsWith("<") && joined.get(joined.size() - 1).startsWith("<");
            String tidy = line.replaceAll(" +", " ");
            if (isMore) joined.set(joined.size() - 1, joined.get(joined.size() - 1) + tidy.substring(1));
            else joined.add(tidy);
        }
        return joined;
    }

    private static String told(MqttEvent event) {
        if (event instanceof MqttEvent.Published it) return "Published " + message(it.publish());
        if (event instanceof MqttEvent.Acknowledged it) return "Acknowledged " + it.packetId() + " " + it.reason();
        if (event instanceof MqttEvent.Received it) return "Received " + it.packetId() + " " + it.reason();
        if (event instanceof MqttEvent.Released it) return "Released " + it.packetId() + " " + it.reason();
        if (event instanceof MqttEvent.Completed it) return "Completed " + it.packetId() + " " + it.reason();
        if (event instanceof MqttEvent.Failed it) return "Failed " + it.reason();
        if (event instanceof MqttEvent.Left it) return "Left " + it.reason() + " " + it.sessionExpiryS();
        if (event instanceof MqttEvent.Authenticating it)
            return "Authenticating " + it.auth().reason();
        if (event instanceof MqttEvent.Refused it)
            return "Refused " + it.connack().reason();
        if (event instanceof MqttEvent.Subscribing it) return "Subscribing " + filters(it.subscribe());
        return event.getClass().getSimpleName();
    }

    private static String message(Packet.Publish publish) {
        String payload = new String(Content.payload(publish.content()), StandardCharsets.UTF_8);
        return publish.topic() + " qos" + publish.qos() + " " + publish.packetId() + " " + payload;
    }

    private static String filters(Packet.Subscribe subscribe) {
        return subscribe.filters().stream().map(Packet.Filter::filter).collect(Collectors.joining(" "));
    }

    /** What a dialogue can make the driver and the user do. */
    private static final class Act {
        static void perform(TestLine line, String[] words) {
            MqttConnection connection = line.connection;
            switch (words[0]) {
                case "connect" -> connection.connect(TestLine.connect(line.version, number(words, 1), Properties.NONE));
                case "connect-with" -> connection.connect(TestLine.connect(line.version, 0, method(words[1])));
                case "accept" -> connection.accept(TestLine.connack(Properties.NONE));
                case "accept-and-resume" -> {
                    connection.accept(TestLine.connack(Properties.NONE));
                    line.resumes();
                }
                case "refuse" -> connection.refuse(ReasonCode.valueOf(words[1]), Properties.NONE);
                case "challenge" -> connection.challenge(auth(words[1]));
                case "authenticate" -> connection.authenticate(auth(words[1]));
                case "publish" ->
                    connection.publish(
                            TestLine.message("t"), number(words, 1), false, false, number(words, 2), -1, new int[0]);
                case "puback" -> connection.puback(number(words, 1), ReasonCode.valueOf(words[2]));
                case "pubrec" -> connection.pubrec(number(words, 1), ReasonCode.valueOf(words[2]));
                case "pubrel" -> connection.pubrel(number(words, 1));
                case "pubcomp" -> connection.pubcomp(number(words, 1), ReasonCode.valueOf(words[2]));
                case "suback" ->
                    connection.suback(new Packet.Suback(
                            number(words, 1), List.of(ReasonCode.valueOf(words[2])), Properties.NONE));
                case "unsuback" ->
                    connection.unsuback(
                            new Packet.Unsuback(number(words, 1), List.of(ReasonCode.SUCCESS), Properties.NONE));
                case "subscribe" -> connection.subscribe(TestLine.subscribe(number(words, 1), "t"));
                case "unsubscribe" ->
                    connection.unsubscribe(new Packet.Unsubscribe(number(words, 1), List.of("t"), Properties.NONE));
                case "ping" -> connection.ping();
                case "disconnect" ->
                    connection.disconnect(ReasonCode.valueOf(words[1]), words.length > 2 ? words[2] : null);
                case "tick" -> line.at(number(words, 1));
                default -> throw new AssertionError("no such act: " + words[0]);
            }
        }

        private static int number(String[] words, int index) {
            return Integer.parseInt(words[index]);
        }

        private static Packet.Auth auth(String reason) {
            return new Packet.Auth(ReasonCode.valueOf(reason), Properties.NONE);
        }

        private static Properties method(String method) {
            return Properties.builder()
                    .put(Property.AUTHENTICATION_METHOD, method)
                    .build();
        }
    }
}
