package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Symbol;
import io.belay.client.ClientFailure;
import io.belay.client.ClientFailure.Known;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.TransactionRolledBackException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalsTest {
    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of(ErrorCondition.UNAUTHORIZED_ACCESS, JMSSecurityException.class),
                Arguments.of(ErrorCondition.NOT_FOUND, InvalidDestinationException.class),
                Arguments.of(ErrorCondition.RESOURCE_DELETED, InvalidDestinationException.class),
                Arguments.of(ErrorCondition.RESOURCE_LIMIT_EXCEEDED, ResourceAllocationException.class),
                Arguments.of(ErrorCondition.RESOURCE_LOCKED, IllegalStateException.class),
                Arguments.of(ErrorCondition.ILLEGAL_STATE, IllegalStateException.class),
                Arguments.of(ErrorCondition.TRANSACTION_ROLLBACK, TransactionRolledBackException.class),
                Arguments.of(ClientFailure.DESTINATION_LOST, InvalidDestinationException.class),
                Arguments.of(ClientFailure.CLOSED, IllegalStateException.class),
                Arguments.of(Symbol.of("vendor:trouble"), JMSException.class));
    }

    @ParameterizedTest
    @MethodSource("words")
    void each_condition_has_its_exception(Symbol condition, Class<? extends JMSException> exception) {
        JMSException thrown = Refusals.exception(
                "send to orders", new ClientFailure(Known.NOT_DONE, condition, "no", new AmqpError(condition, "no")));

        assertThat(thrown).isExactlyInstanceOf(exception);
        assertThat(thrown).hasMessageContaining("send to orders").hasMessageContaining(condition.text());
        assertThat(thrown.getErrorCode()).isEqualTo(condition.text());
    }

    @Test
    void a_field_that_is_wrong_says_which() {
        assertThat(Refusals.exception("connect", ofField("container-id")))
                .isExactlyInstanceOf(InvalidClientIDException.class);
        assertThat(Refusals.exception("consumer", ofField("filter")))
                .isExactlyInstanceOf(InvalidSelectorException.class);
        assertThat(Refusals.exception("producer", ofField("address")))
                .isExactlyInstanceOf(InvalidDestinationException.class);
        assertThat(Refusals.exception("consumer", ofField("source"))).isExactlyInstanceOf(JMSException.class);
    }

    @ParameterizedTest
    @CsvSource({"Invalid filter", "Invalid JMS Selector: this is no selector"})
    void other_brokers_say_in_words_that_it_is_the_selector(String words) {
        AmqpError error = new AmqpError(ErrorCondition.INVALID_FIELD, words);

        assertThat(Refusals.exception(
                        "consumer", new ClientFailure(Known.NOT_DONE, ErrorCondition.INVALID_FIELD, words, error)))
                .isExactlyInstanceOf(InvalidSelectorException.class);
    }

    private static ClientFailure ofField(String field) {
        Map<Symbol, Object> info = new LinkedHashMap<>();
        info.put(Symbol.of("invalid-field"), Symbol.of(field));
        AmqpError error = new AmqpError(ErrorCondition.INVALID_FIELD, "no", info);
        return new ClientFailure(Known.NOT_DONE, ErrorCondition.INVALID_FIELD, "no", error);
    }

    @Test
    void what_may_have_happened_is_in_doubt_and_says_whether_that_ends() {
        assertThat(doubt(Known.PENDING)).isEqualTo(MessageInDoubtException.Outlook.WILL_BE_KNOWN);
        assertThat(doubt(Known.UNKNOWN)).isEqualTo(MessageInDoubtException.Outlook.UNKNOWN);
    }

    private static MessageInDoubtException.Outlook doubt(Known known) {
        JMSException thrown =
                Refusals.exception("commit", new ClientFailure(known, ClientFailure.DEADLINE, "time is up"));
        return ((MessageInDoubtException) thrown).outlook();
    }

    @Test
    void each_way_to_end_a_line_has_sun_mqs_number() {
        assertThat(EventCodes.of("nothing heard for 1000 ms, the limit is 1000 ms"))
                .isEqualTo("E207");
        assertThat(EventCodes.of("the broker stops")).isEqualTo("E201");
        assertThat(EventCodes.of("the broker restarts")).isEqualTo("E202");
        assertThat(EventCodes.of("internal error: bug")).isEqualTo("E203");
        assertThat(EventCodes.of("ended by an operator")).isEqualTo("E204");
        assertThat(EventCodes.of("connection reset by peer")).isEqualTo("E206");
    }
}
