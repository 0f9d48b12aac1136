package io.belay.admin.cli;

import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belay send}: one message to a queue or topic. */
@Command(
        name = "send",
        description = "Sends a message to a queue, or to a topic; its body is --body, a file, or standard input.",
        mixinStandardHelpOptions = true)
public final class SendCommand implements Callable<Integer> {
    private static final int LENGTH_MAX = 256 << 20; // bytes that are read here; the broker's limit is far lower

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminClient broker;

    @Parameters(paramLabel = "NAME", description = "Name of the queue, or of the topic with --topic.")
    private String name;

    @Option(names = "--topic", description = "It goes to a topic.")
    private boolean isTopic;

    @Option(names = "--body", paramLabel = "TEXT", description = "The body.")
    private @Nullable String body;

    @Option(names = "--file", paramLabel = "FILE", description = "The body is what is in this file.")
    private @Nullable Path file;

    @Option(names = "--property", paramLabel = "NAME=VALUE", description = "A property; may be said many times.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(names = "--content-type", paramLabel = "TYPE", description = "Of the body, as text/plain.")
    private @Nullable String contentType;

    @Option(names = "--subject", paramLabel = "TEXT", description = "What it is about.")
    private @Nullable String subject;

    @Option(names = "--correlation-id", paramLabel = "ID", description = "Which message it answers.")
    private @Nullable String correlationId;

    @Option(names = "--reply-to", paramLabel = "NAME", description = "Where the answer is to go.")
    private @Nullable String replyTo;

    @Option(names = "--group", paramLabel = "NAME", description = "Its message group.")
    private @Nullable String group;

    @Option(names = "--priority", paramLabel = "0-9", description = "The higher the sooner; 4 if not said.")
    private @Nullable Long priority;

    @Option(names = "--ttl-ms", paramLabel = "MS", description = "How long it lives, milliseconds.")
    private @Nullable Long ttlMs;

    @Option(names = "--qos", paramLabel = "0-2", description = "With --topic, how safe it is; 1 if not said.")
    private @Nullable Long qos;

    @Option(names = "--retain", description = "With --topic, it waits there for whoever comes.")
    private boolean retain;

    private SendCommand() {}

    @Override
    public Integer call() throws Exception {
        if (!isTopic && (qos != null || retain))
            throw new BadSettingException("--qos and --retain are of topics: expected --topic; found a queue");
        String path = (isTopic ? "/api/topics/" : "/api/queues/") + AdminClient.encoded(name) + "/messages";
        Map<String, Object> done = broker.fields("POST", path, wish());
        Said.say(spec, broker, done, "sent 1 message to " + Words.printable(name));
        return ExitCode.OK;
    }

    /** As the admin endpoint reads it. */
    private Map<String, Object> wish() throws IOException, BadSettingException {
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("body", body());
        if (!properties.isEmpty()) wish.put("properties", properties);
        put("contentType", contentType, wish);
        put("subject", subject, wish);
        put("correlationId", correlationId, wish);
        put("replyTo", replyTo, wish);
        put("groupId", group, wish);
        put("priority", priority, wish);
        put("ttlMs", ttlMs, wish);
        put("qos", qos, wish);
        if (retain) wish.put("retain", true);
        return wish;
    }

    private static void put(String field, @Nullable Object value, Map<String, Object> wish) {
        if (value != null) wish.put(field, value);
    }

    private Map<String, Object> body() throws IOException, BadSettingException {
        if (body != null && file != null) throw new BadSettingException("expected --body or --file; found both");
        if (body != null) return Map.of("text", body);
        byte[] bytes = file == null ? read(System.in) : read(file);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Map.of("text", text);
        } catch (CharacterCodingException noText) {
            return Map.of("base64", Base64.getEncoder().encodeToString(bytes));
        }
    }

    private static byte[] read(Path file) throws IOException, BadSettingException {
        if (!Files.isReadable(file)) throw new IOException("cannot read " + file);
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    private static byte[] read(InputStream in) throws IOException, BadSettingException {
        byte[] bytes = in.readNBytes(LENGTH_MAX + 1);
        if (bytes.length > LENGTH_MAX)
            throw new BadSettingException("expected a body of at most " + LENGTH_MAX + " bytes; found more");
        return bytes;
    }
}
