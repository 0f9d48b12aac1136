package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Clause;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.ResourceAllocationRuntimeException;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.TransactionInProgressRuntimeException;
import jakarta.jms.TransactionRolledBackException;
import jakarta.jms.TransactionRolledBackRuntimeException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each checked exception and the unchecked one that stands for it. */
class UncheckedTest {
    static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(new IllegalStateException("w", "c"), IllegalStateRuntimeException.class),
                Arguments.of(new InvalidClientIDException("w", "c"), InvalidClientIDRuntimeException.class),
                Arguments.of(new InvalidDestinationException("w", "c"), InvalidDestinationRuntimeException.class),
                Arguments.of(new InvalidSelectorException("w", "c"), InvalidSelectorRuntimeException.class),
                Arguments.of(new JMSSecurityException("w", "c"), JMSSecurityRuntimeException.class),
                Arguments.of(new MessageFormatException("w", "c"), MessageFormatRuntimeException.class),
                Arguments.of(new MessageNotWriteableException("w", "c"), MessageNotWriteableRuntimeException.class),
                Arguments.of(new ResourceAllocationException("w", "c"), ResourceAllocationRuntimeException.class),
                Arguments.of(new TransactionInProgressException("w", "c"), TransactionInProgressRuntimeException.class),
                Arguments.of(new TransactionRolledBackException("w", "c"), TransactionRolledBackRuntimeException.class),
                Arguments.of(new MessageEOFException("w", "c"), JMSRuntimeException.class),
                Arguments.of(new MessageNotReadableException("w", "c"), JMSRuntimeException.class),
                Arguments.of(new JMSException("w", "c"), JMSRuntimeException.class));
    }

    @ParameterizedTest
    @MethodSource("table")
    @Clause("JMS-10.3")
    void a_failure_keeps_its_words_its_code_and_its_cause(JMSException checked, Class<?> unchecked) {
        JMSRuntimeException stands = Unchecked.of(checked);

        assertThat(stands).isExactlyInstanceOf(unchecked).hasMessage("w").hasCause(checked);
        assertThat(stands.getErrorCode()).isEqualTo("c");
    }

    @Test
    void what_does_not_fail_answers() {
        assertThat(Unchecked.<Integer>ask(() -> 7)).isEqualTo(7);
        assertThatThrownBy(() -> Unchecked.go(() -> {
                    throw new JMSException("x");
                }))
                .isInstanceOf(JMSRuntimeException.class);
    }
}
