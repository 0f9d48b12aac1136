package io.belay.node.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.codec.MessageSections;
import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.Symbol;
import io.belay.base.ByteWriter;
import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.mqtt.Content;
import io.belay.mqtt.Properties;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The trace context of OpenTelemetry passes through unchanged, whatever its ends speak (W3C Trace Context). */
class TraceContextTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String OTHER = "00-00000000000000000000000000000001-0000000000000002-00";
    private static final String STATE = "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE";

    private static Message message(int format, byte[] content) {
        return new Message("t", Guarantee.AT_LEAST_ONCE, false, 0, format, true, content);
    }

    private static Map<String, String> traceOfMqtt(byte[] content) {
        Map<String, String> found = new LinkedHashMap<>();
        Content.properties(content).userProperties().forEach(each -> found.put(each.name(), each.value()));
        return found;
    }

    private static byte[] amqp(Map<Symbol, Object> annotations, Map<String, String> properties) {
        ByteWriter out = new ByteWriter(256);
        if (!annotations.isEmpty()) SectionWriter.writeMessageAnnotations(new LinkedHashMap<>(annotations), out);
        if (!properties.isEmpty()) SectionWriter.writeApplicationProperties(new LinkedHashMap<>(properties), out);
        SectionWriter.writeData(ByteBuffer.wrap(new byte[] {1}), out);
        return out.toArray();
    }

    @Test
    void from_mqtt_to_amqp_it_goes_in_application_properties() {
        byte[] content = Content.of(
                Properties.builder()
                        .user("traceparent", PARENT)
                        .user("tracestate", STATE)
                        .build(),
                new byte[] {1});

        byte[] sections = MqttToAmqp.sections(message(MessageFormat.MQTT, content));

        MessageSections found = MessageSections.of(ByteBuffer.wrap(sections));
        assertThat(found.applicationProperties())
                .containsEntry("traceparent", PARENT)
                .containsEntry("tracestate", STATE);
    }

    @Test
    void from_amqp_to_mqtt_it_comes_of_application_properties() {
        byte[] content = amqp(Map.of(), Map.of("traceparent", PARENT, "tracestate", STATE));

        Map<String, String> trace = traceOfMqtt(AmqpToMqtt.content(message(MessageFormat.AMQP, content)));

        assertThat(trace).containsEntry("traceparent", PARENT).containsEntry("tracestate", STATE);
    }

    @Test
    void what_somebody_on_the_way_has_annotated_counts_more() {
        byte[] content = amqp(
                Map.of(Symbol.of("traceparent"), PARENT), Map.of("traceparent", OTHER, "tracestate", STATE, "a", "b"));

        Map<String, String> trace = traceOfMqtt(AmqpToMqtt.content(message(MessageFormat.AMQP, content)));

        assertThat(trace).containsEntry("traceparent", PARENT).containsEntry("a", "b");
        assertThat(trace).as("the state belongs to the other parent").doesNotContainKey("tracestate");
    }

    @Test
    void annotated_parent_and_state_come_together() {
        byte[] content = amqp(Map.of(Symbol.of("traceparent"), PARENT, Symbol.of("tracestate"), STATE), Map.of());

        Map<String, String> trace = traceOfMqtt(AmqpToMqtt.content(message(MessageFormat.AMQP, content)));

        assertThat(trace).containsOnly(Map.entry("traceparent", PARENT), Map.entry("tracestate", STATE));
    }
}
