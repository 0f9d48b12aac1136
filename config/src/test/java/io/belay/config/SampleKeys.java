package io.belay.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Keys of a small program. */
final class SampleKeys {
    static final Key<String> LISTEN = Key.of("listen", Kinds.text("a host"), "127.0.0.1", "Address to listen on.")
            .withFlag("--listen", "HOST");
    static final Key<Integer> PORT =
            Key.of("mqtt.port", Kinds.portOrOff(), 1883, "Port | for MQTT.").withFlag("--mqtt", "PORT");
    static final Key<Long> LEAST = Key.of("mqtt.low-bytes", Kinds.bytes(0, 1 << 30), 1024L, "The low mark.");
    static final Key<Long> MOST = Key.of("mqtt.high-bytes", Kinds.bytes(0, 1 << 30), 4096L, "The high mark.");
    static final Key<Integer> TOPIC_LEVELS_MAX =
            Key.of("mqtt.topic-levels-max", Kinds.whole(1, 1_000), 128, "The most levels.");
    static final Key<Duration> PATIENCE = Key.of(
                    "mqtt.patience",
                    Kinds.duration(Duration.ofMillis(1), Duration.ofDays(1), Duration.ofMillis(1)),
                    Duration.ofSeconds(30),
                    "How long to wait: a sentence that is long enough to need a second line in a file of settings, as many of"
                            + " them are.")
            .reloadable();
    static final Key<Path> CERTIFICATE =
            Key.<Path>of("tls.certificate", Kinds.path("a file"), null, "The certificate.");
    static final Key<Path> PRIVATE_KEY = Key.<Path>of("tls.key", Kinds.path("a file"), null, "Its key.");
    static final Key<List<String>> ORIGINS = Key.of(
            "web.origins", Kinds.list("a list of origins", Kinds.text("an origin")), List.of("http://a"), "Pages.");

    static final Schema SCHEMA = new Schema(
            List.of(
                    new Section("", "At the top", List.of(LISTEN)),
                    new Section("mqtt", "MQTT.", List.of(PORT, LEAST, MOST, TOPIC_LEVELS_MAX, PATIENCE)),
                    new Section("tls", "TLS.", List.of(CERTIFICATE, PRIVATE_KEY)),
                    new Section("web", "Pages.", List.of(ORIGINS))),
            List.of(Rule.atMost(LEAST, MOST), Rule.together(CERTIFICATE, PRIVATE_KEY)));

    private SampleKeys() {}
}
