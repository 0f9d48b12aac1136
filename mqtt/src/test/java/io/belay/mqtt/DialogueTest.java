package io.belay.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one end of a line answers and tells, clause by clause; the dialogues stand in {@code dialogues/*.txt}. */
class DialogueTest {
    static List<Dialogue> of3() throws IOException {
        return Dialogue.read("mqtt-3.1.1.txt");
    }

    static List<Dialogue> of5() throws IOException {
        return Dialogue.read("mqtt-5.0.txt");
    }

    @ParameterizedTest
    @MethodSource("of3")
    @Clause({
        "M3-5",
        "M3-7",
        "M3-8",
        "M3-9",
        "M3-10",
        "M3-11",
        "M3-12",
        "M3-21",
        "M3-22",
        "M3-23",
        "M3-25",
        "M3-27",
        "M3-28",
        "M3-29",
        "M3-31",
        "M3-37",
        "M3-38",
        "M3-41",
        "MQTT-2.3.1-2",
        "MQTT-2.3.1-6",
        "MQTT-3.1.0-1",
        "MQTT-3.1.0-2",
        "MQTT-3.1.2-1",
        "MQTT-3.1.2-2",
        "MQTT-3.1.2-3",
        "MQTT-3.1.2-23",
        "MQTT-3.1.2-24",
        "MQTT-3.1.3-8",
        "MQTT-3.1.4-1",
        "MQTT-3.1.4-5",
        "MQTT-3.2.0-1",
        "MQTT-3.2.2-1",
        "MQTT-3.2.2-5",
        "MQTT-3.2.2-6",
        "MQTT-3.8.4-1",
        "MQTT-3.8.4-2",
        "MQTT-3.10.4-4",
        "MQTT-3.12.4-1",
        "MQTT-3.14.1-1",
        "MQTT-3.14.4-1",
        "MQTT-4.3.2-1",
        "MQTT-4.3.2-2",
        "MQTT-4.3.3-1",
        "MQTT-4.3.3-2",
        "MQTT-4.4.0-1",
        "MQTT-4.8.0-1"
    })
    void a_dialogue_in_3_1_1_goes_as_written(Dialogue dialogue) {
        goesAsWritten(dialogue, Version.MQTT_3_1_1);
    }

    @ParameterizedTest
    @MethodSource("of5")
    @Clause({
        "M5-5",
        "M5-8",
        "M5-9",
        "M5-10",
        "M5-11",
        "M5-12",
        "M5-18",
        "M5-20",
        "M5-21",
        "M5-26",
        "M5-30",
        "M5-36",
        "M5-37",
        "M5-39",
        "M5-45",
        "M5-55",
        "M5-62",
        "M5-66",
        "M5-75",
        "M5-76",
        "M5-80",
        "MQTT-2.2.1-3",
        "MQTT-3.1.0-1",
        "MQTT-3.1.0-2",
        "MQTT-3.1.2-20",
        "MQTT-3.1.2-21",
        "MQTT-3.1.2-22",
        "MQTT-3.1.2-30",
        "MQTT-3.1.4-1",
        "MQTT-3.1.4-2",
        "MQTT-3.1.4-3",
        "MQTT-3.1.4-6",
        "MQTT-3.2.0-1",
        "MQTT-3.2.0-2",
        "MQTT-3.2.2-4",
        "MQTT-3.2.2-8",
        "MQTT-3.2.2-18",
        "MQTT-3.2.2-21",
        "MQTT-3.3.2-9",
        "MQTT-3.3.2-12",
        "MQTT-3.8.4-1",
        "MQTT-3.12.4-1",
        "MQTT-3.14.0-1",
        "MQTT-3.14.1-1",
        "MQTT-3.14.2-1",
        "MQTT-3.14.2-2",
        "MQTT-3.14.4-1",
        "MQTT-3.14.4-2",
        "MQTT-3.14.4-3",
        "MQTT-4.3.2-4",
        "MQTT-4.3.2-5",
        "MQTT-4.3.3-3",
        "MQTT-4.3.3-4",
        "MQTT-4.3.3-5",
        "MQTT-4.3.3-7",
        "MQTT-4.3.3-8",
        "MQTT-4.3.3-9",
        "MQTT-4.3.3-10",
        "MQTT-4.3.3-12",
        "MQTT-4.4.0-2",
        "MQTT-4.12.0-1",
        "MQTT-4.12.0-2",
        "MQTT-4.12.0-3",
        "MQTT-4.12.0-4",
        "MQTT-4.12.0-5",
        "MQTT-4.12.0-6",
        "MQTT-4.12.0-7",
        "MQTT-4.12.1-2",
        "MQTT-4.13.1-1"
    })
    void a_dialogue_in_5_0_goes_as_written(Dialogue dialogue) {
        goesAsWritten(dialogue, Version.MQTT_5);
    }

    @Test
    void the_clauses_named_here_are_those_that_the_dialogues_show() throws Exception {
        for (String part : List.of("3", "5")) {
            String method =
                    part.equals("3") ? "a_dialogue_in_3_1_1_goes_as_written" : "a_dialogue_in_5_0_goes_as_written";
            TreeSet<String> shown = new TreeSet<>();
            (part.equals("3") ? of3() : of5()).forEach(dialogue -> shown.addAll(dialogue.clauses()));

            Clause named =
                    DialogueTest.class.getDeclaredMethod(method, Dialogue.class).getAnnotation(Clause.class);
            assertThat(named.value()).containsExactlyInAnyOrderElementsOf(shown);
        }
    }

    private static void goesAsWritten(Dialogue dialogue, Version version) {
        List<String> record = dialogue.play(version);

        // The comparison of the lists is for its message: where there is no star, it says the same as isAsWritten.
        if (!dialogue.isAsWritten(record)) assertThat(record).containsExactlyElementsOf(dialogue.expected());
        assertThat(dialogue.isAsWritten(record)).isTrue();
    }
}
