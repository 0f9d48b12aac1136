package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.Described;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.UnsignedLong;
import io.belay.testkit.Clause;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit of AmqpOptions at one below, at it and one above; those of transactions and opening stand with these. */
final class AmqpOptionsTest {
    private final TestBroker broker = new TestBroker();

    private static Source selecting(String selector) {
        Map<Symbol, @Nullable Object> filter = new LinkedHashMap<>();
        filter.put(Symbol.of("mine"), new Described(new UnsignedLong(0x0000_468C_0000_0004L), selector));
        return TestAmqpClient.source("one", null, filter, "queue");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "containerIdLengthMax",
                "addressLengthMax",
                "topicLevelsMax",
                "senderCreditMax",
                "consumerCreditMax",
                "selectorLengthMax",
                "transactionsMax",
                "transactionMessagesMax",
            })
    void a_limit_of_nothing_is_no_option(String name) {
        assertThat(AmqpTestOptions.with(name, 1)).isNotNull();
        assertThatThrownBy(() -> AmqpTestOptions.with(name, 0)).hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"transactionBytesMax", "transactionTimeoutMs", "unansweredBytesMax"})
    void nor_is_a_long_one(String name) {
        assertThat(AmqpTestOptions.with(name, 1L)).isNotNull();
        assertThatThrownBy(() -> AmqpTestOptions.with(name, 0L)).hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_broker_has_a_name_and_a_mechanism() {
        assertThatThrownBy(() -> AmqpTestOptions.with("containerId", ""))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AmqpTestOptions.with("saslMechanisms", List.of()))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_length_of_a_selector_has_a_limit() {
        broker.amqp = AmqpTestOptions.with("selectorLengthMax", 9);
        TestAmqpClient other = TestAmqpClient.of(broker, "till-8");
        AmqpSession begun = other.session();

        for (int length : new int[] {8, 9, 10}) {
            String selector = "a = " + "1".repeat(length - 4);
            AmqpReceiver receiver =
                    other.receiver(begun, "of " + length, SenderSettleMode.UNSETTLED, selecting(selector));
            assertThat(other.detached(receiver) == null)
                    .as("%d characters", length)
                    .isEqualTo(length <= 9);
        }
    }

    @Test
    void the_length_of_an_address_has_a_limit() {
        broker.amqp = AmqpTestOptions.with("addressLengthMax", 10);
        TestAmqpClient other = TestAmqpClient.of(broker, "till-8");
        AmqpSession begun = other.session();

        for (int length : new int[] {9, 10, 11}) {
            AmqpSender sender = other.sender(begun, "q".repeat(length));
            AmqpReceiver receiver = other.receiver(begun, "q".repeat(length));
            assertThat(other.detached(sender) == null).as("%d bytes", length).isEqualTo(length <= 10);
            assertThat(other.detached(receiver) == null).as("%d bytes", length).isEqualTo(length <= 10);
        }
    }

    @Test
    void the_levels_of_a_topic_have_a_limit() {
        broker.amqp = AmqpTestOptions.with("topicLevelsMax", 3);
        TestAmqpClient other = TestAmqpClient.of(broker, "till-8");
        AmqpSession begun = other.session();

        for (int levels : new int[] {2, 3, 4}) {
            Target target = TestAmqpClient.target("a" + "/a".repeat(levels - 1), "topic");
            AmqpSender sender = other.sender(begun, "of " + levels, target);
            assertThat(other.detached(sender) == null).as("%d levels", levels).isEqualTo(levels <= 3);
        }
    }

    @Test
    void a_sender_gets_new_credit_once_half_of_it_is_answered() {
        broker.amqp = AmqpTestOptions.with("senderCreditMax", 4);
        TestAmqpClient other = TestAmqpClient.of(broker, "till-8");
        AmqpSender sender = other.sender(other.session(), "one");
        assertThat(sender.credit()).isEqualTo(4);

        other.send(sender, "1");
        assertThat(sender.credit()).isEqualTo(3);
        other.send(sender, "2");
        assertThat(sender.credit()).isEqualTo(4);
    }

    @Test
    void what_is_not_answered_counts_against_a_senders_credit() {
        broker.amqp = AmqpTestOptions.with("senderCreditMax", 4);
        TestAmqpClient other = TestAmqpClient.of(broker, "till-8");
        AmqpSender sender = other.sender(other.session(), "one");

        for (int count = 0; count < 4; count++) other.write(sender, TestAmqpClient.text("x"), false, null);
        broker.step();
        broker.step();
        assertThat(sender.credit()).as("nothing is synced yet").isZero();

        broker.settle();
        assertThat(sender.credit()).isEqualTo(4);
    }

    @Test
    void a_consumer_gets_no_more_ahead_than_it_may_and_all_in_the_end() {
        broker.amqp = AmqpTestOptions.with("consumerCreditMax", 4);
        TestAmqpClient other = TestAmqpClient.of(broker, "till-8");
        AmqpSession begun = other.session();
        AmqpSender sender = other.sender(begun, "one");
        for (int count = 0; count < 20; count++) other.send(sender, "" + count);
        AmqpReceiver receiver = other.receiver(begun, "one");

        other.credit(receiver, 15);
        assertThat(other.arrived).hasSize(15);

        other.drain(receiver, 15);
        assertThat(other.arrived).hasSize(20);
        assertThat(other.seen(AmqpEvent.Drained.class)).hasSize(1);
    }

    @Test
    @Clause("AMQP-2.6.7")
    void a_drain_is_answered_by_what_the_node_says_of_the_latest_part_of_its_credit() {
        broker.amqp = AmqpTestOptions.with("consumerCreditMax", 1);
        TestAmqpClient other = TestAmqpClient.of(broker, "till-8");
        AmqpSession begun = other.session();
        AmqpReceiver receiver = other.receiver(begun, "one");
        receiver.credit(10, true);
        other.exchange(); // a first part of the credit
        receiver.credit(9, true);
        other.exchange(); // another

        other.reply(new Reply.Drained(other.line, 1, 1));

        other.exchange();
        assertThat(other.seen(AmqpEvent.Drained.class)).isEmpty();
        broker.settle();
        assertThat(other.seen(AmqpEvent.Drained.class)).hasSize(1);
    }
}
