package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.TextMessage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be told in UTF-8 is refused where it is sent, instead of arriving as a question mark. */
class WellFormedTest {
    private static final String HALF = "a\ud83d";

    private interface Change {
        void on(BelayMessage message) throws JMSException;
    }

    static Stream<BelayMessage> spoiled() throws JMSException {
        var text = new BelayTextMessage();
        text.setText(HALF);
        var value = new BelayMapMessage();
        value.setString("x", HALF);
        var name = new BelayMapMessage();
        name.setString(HALF, "x");
        var stream = new BelayStreamMessage();
        stream.writeString(HALF);
        return Stream.of(
                text,
                value,
                name,
                stream,
                with(message -> message.setStringProperty("x", HALF)),
                with(message -> message.setStringProperty("JMSXGroupID", HALF)),
                with(message -> message.setJMSCorrelationID(HALF)),
                with(message -> message.setJMSType(HALF)),
                with(message -> message.setJMSReplyTo(new BelayQueue(HALF))));
    }

    private static BelayMessage with(Change change) throws JMSException {
        var message = new BelayMessage();
        change.on(message);
        return message;
    }

    @ParameterizedTest
    @MethodSource("spoiled")
    void half_of_a_pair_is_refused_wherever_it_stands(BelayMessage message) {
        assertThatThrownBy(() -> Mail.through(message))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("half of a surrogate pair at index 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\udd5bx", "\ud83d\ud83d", "\udd5b\ud83d", "\ud83d\udd5b\udd5b", "\ud83dx"})
    void every_half_is_seen(String text) {
        assertThatThrownBy(() -> WellFormed.check("it", text)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void pairs_arrive_as_they_were() throws JMSException {
        var message = new BelayTextMessage();
        message.setText("\ud83d\udd5b? \u00e4\u20ac\ud83d\udd5b");

        assertThat(((TextMessage) Mail.through(message)).getText()).isEqualTo(message.getText());
    }
}
