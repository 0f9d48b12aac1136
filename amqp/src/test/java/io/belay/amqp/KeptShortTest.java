package io.belay.amqp;

import static io.belay.amqp.Frames.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.DeliveryState.Modified;
import io.belay.amqp.type.DeliveryState.Rejected;
import io.belay.amqp.type.DeliveryState.TransactionalState;
import io.belay.amqp.type.DeliveryState.UnknownState;
import io.belay.amqp.type.Described;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative.Open;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.Symbol;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a peer says at length is told once, and not kept for as long as its delivery or its line is there. */
class KeptShortTest {
    private static final int MOST = KeptState.WORDS_MAX;
    private static final String WORDS = "x".repeat(MOST);
    private static final Map<Symbol, @Nullable Object> DETAILS = Collections.singletonMap(Symbol.of("why"), WORDS);

    private final TestEnd end = TestEnd.withSession(TestEnd.SMALL);

    @Test
    @Clause("AMQP-2.6.12")
    void an_outcome_is_told_with_all_its_words_and_kept_with_some() {
        DeliveryState rejected = rejected(Symbol.of("a"), WORDS + "y");

        DeliveryState kept = keptOfOurs(rejected);

        assertThat(end.events(AmqpEvent.Outcome.class).get(0).state()).isEqualTo(rejected);
        assertThat(kept).isEqualTo(new Rejected(new AmqpError(Symbol.of("a"), WORDS)));
    }

    @Test
    void one_with_few_words_is_kept_as_it_is() {
        DeliveryState rejected = new Rejected(new AmqpError(Symbol.of(WORDS), WORDS));

        assertThat(keptOfOurs(rejected))
                .isSameAs(end.events(AmqpEvent.Outcome.class).get(0).state())
                .isEqualTo(rejected);
    }

    @Test
    void a_condition_is_no_place_for_words() {
        assertThat(keptOfOurs(rejected(Symbol.of(WORDS + "y"), "short")))
                .isEqualTo(new Rejected(new AmqpError(ErrorCondition.INTERNAL_ERROR, "short")));
    }

    @Test
    void annotations_are_not_kept() {
        assertThat(keptOfOurs(new Modified(true, false, DETAILS)))
                .isEqualTo(new Modified(true, false, Collections.emptyMap()));
    }

    @Test
    void nor_are_those_of_a_transaction() {
        Binary transaction = Binary.of((byte) 1);

        assertThat(keptOfOurs(new TransactionalState(transaction, new Modified(true, false, DETAILS))))
                .isEqualTo(new TransactionalState(transaction, new Modified(true, false, Collections.emptyMap())));
    }

    @Test
    void the_name_of_a_transaction_is_kept_if_it_is_no_longer_than_a_tag() {
        Binary longest = Binary.of(new byte[KeptState.TRANSACTION_LENGTH_MAX]);
        TransactionalState kept = new TransactionalState(longest, null);
        assertThat(keptOfOurs(kept)).isEqualTo(kept);

        Binary longer = Binary.of(new byte[KeptState.TRANSACTION_LENGTH_MAX + 1]);
        assertThat(KeptState.of(new TransactionalState(longer, null)))
                .isEqualTo(new TransactionalState(Binary.of(), null));
        assertThat(KeptState.of(new TransactionalState(longer, DeliveryState.ACCEPTED)))
                .isEqualTo(new TransactionalState(Binary.of(), DeliveryState.ACCEPTED));
        assertThat(KeptState.of(new DeliveryState.Declared(longest))).isEqualTo(new DeliveryState.Declared(longest));
        assertThat(KeptState.of(new DeliveryState.Declared(longer))).isEqualTo(new DeliveryState.Declared(Binary.of()));
    }

    @Test
    void a_state_that_nobody_knows_is_not_kept() {
        assertThat(keptOfOurs(new UnknownState(new Described(Symbol.of("a:state"), WORDS))))
                .isNull();
    }

    @Test
    void nor_is_what_the_sender_says_of_a_message_that_has_arrived() {
        end.receiver("s", 0, 1);

        end.hears(Frames.transfer(0, 0, tag(0), false, false, rejected(Symbol.of("a"), WORDS), false, false), "m");

        assertThat(end.events(AmqpEvent.Delivery.class).get(0).state()).isNotNull();
        assertThat(Objects.requireNonNull(end.session().input.unsettled.at(0)).peersState)
                .isNull();
    }

    @Test
    void what_it_says_of_one_that_is_not_whole_is_kept_with_few_words() {
        end.receiver("s", 0, 1);

        end.hears(Frames.transfer(0, 0, tag(0), false, true, new Modified(true, true, DETAILS), false, false), "m");
        end.hears(Frames.part(0, 0, false), "m");

        assertThat(end.events(AmqpEvent.Delivery.class).get(0).state())
                .isEqualTo(new Modified(true, true, Collections.emptyMap()));
    }

    @Test
    void our_answer_is_said_with_all_its_words_and_kept_with_some() {
        AmqpReceiver receiver = end.receiver("s", 0, 1);
        end.hears(Frames.transfer(0, 0, false), "m");

        receiver.settle(0, 0, rejected(Symbol.of("a"), WORDS + "y"), false);

        assertThat(receiver.memory().unsettled().values())
                .extracting(LinkMemory.Entry::state)
                .containsExactly(new Rejected(new AmqpError(Symbol.of("a"), WORDS)));
    }

    @Test
    void of_an_open_only_numbers_and_names_are_kept() {
        List<Symbol> many = List.of(Symbol.of(WORDS));
        Open open = new Open("till-7", "shop", 4_096, 7, 9_000, many, many, many, many, DETAILS);

        AmqpConnection connection = TestEnd.openServer(TestEnd.SMALL, open).connection;

        List<Symbol> none = List.of();
        assertThat(connection.peer())
                .isEqualTo(new Open("till-7", null, 4_096, 7, 9_000, none, none, none, none, Collections.emptyMap()));
    }

    private static DeliveryState rejected(Symbol condition, String words) {
        return new Rejected(new AmqpError(condition, words, DETAILS));
    }

    private @Nullable DeliveryState keptOfOurs(DeliveryState theirs) {
        AmqpSender sender = end.sender("r", 0, 1);
        sender.send(tag(0), false, null, 0, 0, ByteBuffer.wrap(new byte[1]));

        end.hears(0, Frames.disposition(Role.RECEIVER, 0, 0, false, theirs));

        return sender.memory().unsettled().get(tag(0)).state();
    }
}
