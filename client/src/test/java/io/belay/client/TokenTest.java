package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.sasl.BearerMessage;
import io.belay.amqp.sasl.PlainMessage;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Symbol;
import io.belay.testkit.Clause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A client that says by a token who it is, and comes back with another one when that has run out. */
class TokenTest {
    private static final AmqpError RUN_OUT = new AmqpError(ErrorCondition.UNAUTHORIZED_ACCESS, "the token has run out");

    private final ScriptedBroker broker = new ScriptedBroker();
    private final Answers answers = new Answers();

    private World opened(@Nullable String user, String token) {
        ClientOptions base = ClientOptions.of("till-7");
        ClientOptions options = new ClientOptions(
                base.containerId(),
                null,
                user,
                "secret",
                false,
                true,
                120,
                false,
                0,
                2_000,
                3_000,
                10,
                1_000,
                1_024,
                base.properties());
        World world = new World(broker, options, ReturnOptions.to("a"), 3);
        world.token = token;
        world.session.open(Long.MAX_VALUE, answers);
        return world.settle();
    }

    private List<AmqpEvent.SaslStarted> logins() {
        return broker.events(AmqpEvent.SaslStarted.class);
    }

    private List<String> tokens() {
        List<String> shown = new ArrayList<>();
        for (AmqpEvent.SaslStarted each : logins()) {
            BearerMessage message = BearerMessage.parse(each.initialResponse());
            shown.add(message == null ? "none" : message.token());
        }
        return shown;
    }

    /** What the broker does to a line whose token has run out. */
    private World runOut(World world, String next) {
        broker.takingToken(next);
        broker.closes(RUN_OUT);
        return world.settle();
    }

    @Test
    @Clause("AMQP-5.3")
    void it_shows_its_token_and_not_the_password() {
        broker.takingToken("one");

        opened(null, "one");

        answers.assertDone(1);
        assertThat(logins().get(0).mechanism()).isEqualTo(Symbol.of("OAUTHBEARER"));
        assertThat(logins().get(0).initialResponse()).isEqualTo(new BearerMessage("", "one").toBinary());
    }

    @Test
    void the_token_is_the_password_where_a_broker_knows_only_those_and_a_user_is_named() {
        broker.mechanisms = List.of(Symbol.of("PLAIN"));

        opened("ann", "one");

        answers.assertDone(1);
        assertThat(logins().get(0).initialResponse()).isEqualTo(new PlainMessage("", "ann", "one").toBinary());
    }

    @Test
    void a_token_is_shown_to_no_broker_that_takes_none() {
        broker.mechanisms = List.of(Symbol.of("ANONYMOUS"), Symbol.of("PLAIN"), Symbol.of("SCRAM-SHA-256"));

        opened(null, "one");

        assertThat(logins()).isEmpty();
        assertThat(answers.failure().condition()).isEqualTo(ErrorCondition.UNAUTHORIZED_ACCESS);
    }

    @Test
    @Clause("AMQP-5.3")
    void a_first_token_that_is_refused_is_final_and_the_word_of_refusal_is_answered() {
        broker.takingToken("one");

        World world = opened(null, "other");

        assertThat(answers.failure().condition()).isEqualTo(ErrorCondition.UNAUTHORIZED_ACCESS);
        assertThat(broker.events(AmqpEvent.SaslAnswered.class))
                .containsExactly(new AmqpEvent.SaslAnswered(Binary.of((byte) 1)));
        assertThat(world.dialed).hasSize(1);
    }

    @Test
    void when_it_has_run_out_the_line_comes_back_with_the_next() {
        broker.keeping(42, false).takingToken("one");
        World world = opened(null, "one");
        broker.keeping(42, true);
        world.token = "two";

        runOut(world, "two").pass(1_000);

        assertThat(tokens()).containsExactly("one", "two");
        assertThat(world.events(ClientEvent.Resumed.class)).hasSize(1);
        assertThat(world.events(ClientEvent.Failed.class)).isEmpty();
    }

    @Test
    void one_that_comes_late_is_waited_for() {
        World world = opened(null, "one", "one");
        runOut(world, "two").pass(500);

        world.token = "two";
        world.passUntil(() -> world.events(ClientEvent.Resumed.class).size() == 1);

        assertThat(world.events(ClientEvent.Resumed.class)).hasSize(1);
        assertThat(tokens()).startsWith("one", "one").endsWith("two");
    }

    private World opened(@Nullable String user, String token, String good) {
        broker.takingToken(good);
        return opened(user, token);
    }

    @Test
    void as_many_as_are_refused_in_a_row_are_enough() {
        World world = opened(null, "one", "one");

        runOut(world, "two").passUntil(() -> logins().size() == LineKeeper.TOKEN_REFUSALS_MAX);

        assertThat(world.events(ClientEvent.Failed.class)).as("after one less").isEmpty();
        world.passUntil(() -> logins().size() == 1 + LineKeeper.TOKEN_REFUSALS_MAX);
        assertThat(world.events(ClientEvent.Failed.class)).hasSize(1);
        world.pass(60_000);
        assertThat(logins()).as("after that").hasSize(1 + LineKeeper.TOKEN_REFUSALS_MAX);
    }

    @Test
    void a_good_one_in_between_begins_the_count_anew() {
        World world = opened(null, "one", "one");
        runOut(world, "two").passUntil(() -> logins().size() == LineKeeper.TOKEN_REFUSALS_MAX);
        world.token = "two";
        world.passUntil(() -> tokens().contains("two"));
        int before = logins().size();

        runOut(world, "three").passUntil(() -> logins().size() == before + LineKeeper.TOKEN_REFUSALS_MAX - 1);

        assertThat(logins()).hasSize(before + LineKeeper.TOKEN_REFUSALS_MAX - 1);
        assertThat(world.events(ClientEvent.Failed.class)).isEmpty();
    }
}
