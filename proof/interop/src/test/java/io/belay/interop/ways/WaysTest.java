package io.belay.interop.ways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.jms.BelayConnectionFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same broker over every way. */
class WaysTest {
    private static final int WAIT_MS = 60_000;

    @TempDir
    private static Path directory;

    private static OpenBroker broker;

    @BeforeAll
    static void start() throws IOException {
        broker = OpenBroker.start(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({
        "mqtt, mqtt://localhost:{MQTT}",
        "mqtt, mqtts://localhost:{MQTTS}",
        "mqtt, ws://localhost:{WS}/mqtt",
        "mqtt, wss://localhost:{WSS}",
        "amqp, ws://localhost:{WS}/amqp",
        "amqp, wss://localhost:{WSS}",
    })
    @Tag("programs") // which must be installed
    void mqtt_js_and_rhea_are_served(String protocol, String url) throws Exception {
        Path own = Path.of("js/ways.js");
        Path script = Files.exists(own) ? own : Path.of("proof/interop").resolve(own);
        List<String> command = new ArrayList<>(
                List.of("node", script.toString(), protocol, broker.at(url), "way-" + UUID.randomUUID()));
        command.add(broker.certificate().toString());

        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo("done");
        assertThat(process.waitFor()).isZero();
    }

    private static void carries(ConnectionFactory factory) {
        String text = "x".repeat(200_000);
        try (JMSContext context = factory.createContext()) {
            Queue queue = context.createQueue("way-" + UUID.randomUUID());
            context.createProducer().send(queue, text);
            assertThat(context.createConsumer(queue).receiveBody(String.class, WAIT_MS))
                    .isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amqp://localhost:{AMQP}",
                "amqps://localhost:{AMQPS}?transport.trustStoreLocation={STORE}&transport.trustStorePassword=belay1",
                "amqpws://localhost:{WS}/any",
                "amqpwss://localhost:{WSS}?transport.trustStoreLocation={STORE}&transport.trustStorePassword=belay1",
                "failover:(amqp://localhost:1,amqpws://localhost:{WS})?failover.reconnectDelay=10",
            })
    void qpid_jms_is_served(String uri) throws Exception {
        carries(new JmsConnectionFactory(broker.at(uri).replace("{STORE}", store().toString())));
    }

    /** The URI of a program that moves from Qpid JMS to belay-jms stays as it was; Sun MQ's addresses are the others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "amqp://localhost:{AMQP}",
                "amqps://localhost:{AMQPS}?transport.trustStoreLocation={STORE}&transport.trustStorePassword=belay1",
                "amqps://127.0.0.1:{AMQPS}?tlsTrustStore={PEM}",
                "amqpws://localhost:{WS}/any",
                "amqp+wss://localhost:{WSS}?transport.trustAll=true",
                "failover:(amqp://localhost:1,amqpws://localhost:{WS})?failover.reconnectDelay=10",
                "mq://localhost:{mq://}/jms",
                "localhost:{mq://}",
                ":{mq://}",
                "mq://localhost:{mq://}/ssljms?isHostTrusted=true",
                "mq://localhost:{mq://}/wsjms",
                "mq+ssl://localhost:{mq://}/ssljms?isHostTrusted=true",
                "mqtcp://localhost:{AMQP}/jms",
                "mqssl://localhost:{AMQPS}/ssljms?isHostTrusted=true",
                "mqws://localhost:{WS}/wsjms",
                "mqwss://localhost:{WSS}/wssjms?isHostTrusted=true",
                "http://localhost:{WS}/imq/tunnel?ServerName=localhost:imqbroker",
                "mq://localhost:1, mqtcp://localhost:{AMQP}/jms",
            })
    void belay_jms_is_served(String addresses) throws Exception {
        String at = broker.at(addresses).replace("{PEM}", broker.certificate().toString());
        BelayConnectionFactory factory = new BelayConnectionFactory();
        factory.set("address", at.replace("{STORE}", store().toString()));

        carries(factory);
    }

    @ParameterizedTest
    @CsvSource({
        "amqps://localhost:{AMQPS},       certification path",
        "amqps://localhost:{AMQP},        TLS",
        "mq://localhost:{mq://}/httpjms,  knows no service",
        "mq://localhost:{AMQP},           port mapper",
        "http://localhost:{MQTT}/t,       localhost",
        "amqp://localhost:1,              connection refused",
    })
    void belay_jms_says_why_a_way_is_none(String address, String why) throws JMSException {
        BelayConnectionFactory factory = new BelayConnectionFactory();
        factory.set("imqAddressList", "mq://localhost:1");
        factory.set("address", broker.at(address));

        assertThatThrownBy(factory::createContext)
                .isInstanceOf(JMSRuntimeException.class)
                .hasMessageContaining(why);
    }

    /** The certificate in a key store, as Qpid JMS wants it. */
    private static Path store() throws Exception {
        Path file = directory.resolve("trust.p12");
        if (Files.exists(file)) return file;
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(broker.certificate())) {
            store.setCertificateEntry(
                    "broker", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "belay1".toCharArray());
        }
        return file;
    }
}
