package io.belay.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
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
    void a_dialogue_in_3_1_1_goes_as_written(Dialogue dialogue) {
        goesAsWritten(dialogue, Version.MQTT_3_1_1);
    }

    @ParameterizedTest
    @MethodSource("of5")
    void a_dialogue_in_5_0_goes_as_written(Dialogue dialogue) {
        goesAsWritten(dialogue, Version.MQTT_5);
    }

    private static void goesAsWritten(Dialogue dialogue, Version version) {
        List<String> record = dialogue.play(version);

        // The comparison of the lists is for its message: where there is no star, it says the same as isAsWritten.
        if (!dialogue.isAsWritten(record)) assertThat(record).containsExactlyElementsOf(dialogue.expected());
        assertThat(dialogue.isAsWritten(record)).isTrue();
    }
}
