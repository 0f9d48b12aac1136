package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.client.ClientFailure.Known;
import io.belay.testkit.Clause;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a session is let in, or not. */
class OpeningTest {
    private static final long LATER = Long.MAX_VALUE;

    private final ScriptedBroker broker = new ScriptedBroker();
    private final Answers answers = new Answers();

    private static ClientOptions named(@Nullable String user, @Nullable String password) {
        ClientOptions base = ClientOptions.of("till-7");
        return new ClientOptions(
                base.containerId(),
                "shop",
                user,
                password,
                false,
                true,
                120,
                true,
                10_000,
                2_000,
                3_000,
                10,
                1_000,
                1 << 20,
                base.properties());
    }

    private World world(ClientOptions options, String... addresses) {
        return new World(broker, options, ReturnOptions.to(addresses), 3);
    }

    private World opened(World world) {
        world.session.open(world.in(60_000), answers);
        world.settle();
        return world;
    }

    @Test
    void it_says_who_it_is_and_what_it_wants() {
        opened(world(named(null, null), "a"));

        Performative.Open open = broker.opens.get(0);
        assertThat(open.containerId()).isEqualTo("till-7");
        assertThat(open.hostname()).isEqualTo("shop");
        assertThat(open.idleTimeoutMs()).isEqualTo(10_000);
        assertThat(open.desiredCapabilities()).contains(Symbol.of("belay:session"), Symbol.of("ANONYMOUS-RELAY"));
        assertThat(open.properties())
                .containsEntry(Symbol.of("belay:session-expiry"), new UnsignedInteger(120))
                .containsEntry(Symbol.of("belay:displace"), true)
                .doesNotContainKey(Symbol.of("belay:session-number"));
        answers.assertDone(1);
    }

    @Test
    void on_return_it_names_its_session_and_displaces_nobody() {
        World world = opened(world(named(null, null), "a"));
        broker.keeping(42, false);
        world.cut();
        world.pass(1_000);
        broker.keeping(42, true);
        world.cut();

        assertThat(broker.opens.get(2).properties())
                .containsEntry(Symbol.of("belay:session-number"), new UnsignedLong(42))
                .doesNotContainKey(Symbol.of("belay:displace"));
        assertThat(world.session.number()).isEqualTo(42);
        assertThat(world.events(ClientEvent.SessionLost.class)).isEmpty();
    }

    @Test
    void each_line_says_of_which_process_it_is_and_how_many_it_had() {
        World world = opened(world(named(null, null), "a"));
        World other = opened(new World(broker, named(null, null), ReturnOptions.to("a"), 4));
        world.cut();

        Symbol line = Symbol.of("belay:line");
        Symbol process = Symbol.of("belay:process");
        assertThat(broker.opens)
                .extracting(open -> open.properties().get(line))
                .containsExactly(new UnsignedLong(1), new UnsignedLong(1), new UnsignedLong(2));
        Object hers = broker.opens.get(0).properties().get(process);
        assertThat(broker.opens.get(1).properties().get(process)).isNotEqualTo(hers);
        assertThat(broker.opens.get(2).properties().get(process)).isEqualTo(hers);
        assertThat(other.events(ClientEvent.Interrupted.class)).isEmpty();
    }

    @Test
    void it_takes_the_strongest_mechanism_that_both_know() {
        broker.asksForProof("secret");

        opened(world(named("ann", "secret"), "a"));

        assertThat(broker.events(AmqpEvent.SaslStarted.class).get(0).mechanism())
                .isEqualTo(Symbol.of("SCRAM-SHA-256"));
        answers.assertDone(1);
    }

    @Test
    void a_mechanism_that_is_wanted_is_taken_however_it_is_written() {
        broker.asksForProof("secret");

        opened(world(named("ann", "secret").withMechanisms(List.of("EXTERNAL", "scram-sha-256")), "a"));

        assertThat(broker.events(AmqpEvent.SaslStarted.class).get(0).mechanism())
                .isEqualTo(Symbol.of("SCRAM-SHA-256"));
        answers.assertDone(1);
    }

    @Test
    void a_password_is_told_by_no_other_mechanism_than_those_that_are_wanted() {
        broker.asksForProof("secret");

        opened(world(named("ann", "secret").withMechanisms(List.of("SCRAM-SHA-512")), "a"));

        assertThat(broker.events(AmqpEvent.SaslStarted.class)).isEmpty();
        assertThat(answers.failure().toString()).contains("wanted is one of [SCRAM-SHA-512]");
    }

    @Test
    void a_broker_that_does_not_know_the_password_itself_is_not_trusted() {
        broker.asksForProof("secret");
        World world = world(named("ann", "secret"), "a");
        broker.reaction = event -> {};
        broker.scram = null; // It says OK without a proof of its own.

        opened(world);

        assertThat(answers.failure().condition()).isEqualTo(ErrorCondition.UNAUTHORIZED_ACCESS);
        assertThat(broker.opens).isEmpty();
    }

    @Test
    void a_wrong_password_is_final() {
        broker.asksForProof("secret");

        World world = opened(world(named("ann", "wrong"), "a", "b"));

        assertThat(answers.failure().condition()).isEqualTo(ErrorCondition.UNAUTHORIZED_ACCESS);
        assertThat(world.dialed).containsExactly("a");
        assertThat(world.events(ClientEvent.Failed.class)).hasSize(1);
    }

    @Test
    void a_password_is_not_told_to_a_broker_that_only_knows_nobody() {
        opened(world(named("ann", "secret"), "a"));

        assertThat(answers.failure().words()).contains("ANONYMOUS");
    }

    @Test
    void a_name_that_another_client_has_is_refused() {
        broker.refusal = new AmqpError(ErrorCondition.INVALID_FIELD, "taken", containerId());

        opened(world(named(null, null), "a", "b"));

        assertThat(answers.failure().known()).isEqualTo(Known.NOT_DONE);
        assertThat(answers.failure().error()).isEqualTo(broker.refusal);
    }

    @Test
    void a_name_that_our_own_lost_attempt_has_is_waited_for() {
        var patient = new ReturnOptions.Pattern.Backoff(100, 1_000, 0);
        var returning = new ReturnOptions(List.of("a"), false, true, patient);
        World world = new World(broker, named(null, null), returning, 3);
        broker.reaction = event -> {
            if (event instanceof AmqpEvent.Opened && broker.opens.size() == 1) world.cutAfter(1);
        };
        world.session.open(LATER, answers);
        world.settle();
        broker.refusal = new AmqpError(ErrorCondition.INVALID_FIELD, "taken", containerId());
        world.pass(9_000);
        broker.refusal = null;
        world.pass(2_000);

        answers.assertDone(1);
    }

    @Test
    void but_not_for_ever() {
        var patient = new ReturnOptions.Pattern.Backoff(100, 1_000, 0);
        var returning = new ReturnOptions(List.of("a"), false, true, patient);
        World world = new World(broker, named(null, null), returning, 3);
        broker.reaction = event -> {
            if (event instanceof AmqpEvent.Opened && broker.opens.size() == 1) world.cutAfter(1);
        };
        world.session.open(LATER, answers);
        world.settle();
        broker.refusal = new AmqpError(ErrorCondition.INVALID_FIELD, "taken", containerId());

        world.pass(40_000);

        assertThat(answers.failure().condition()).isEqualTo(ErrorCondition.INVALID_FIELD);
    }

    @Test
    void each_address_is_tried_and_told_of() {
        World world = world(named(null, null), "a", "b");
        world.isReachable = false;

        opened(world);

        assertThat(world.dialed).containsExactly("a", "b");
        assertThat(world.events)
                .containsExactly(
                        new ClientEvent.AttemptFailed("a", "connection refused", 0),
                        new ClientEvent.AttemptFailed("b", "connection refused", -1),
                        new ClientEvent.Failed(answers.failure()));
        assertThat(answers.failure().condition()).isEqualTo(ClientFailure.UNREACHABLE);
        assertThat(answers.failure().words()).contains("a: connection refused", "b: connection refused");
    }

    @Test
    void a_dial_that_leads_nowhere_is_given_up() {
        World world = world(named(null, null), "a");
        world.isDialing = false;
        world.session.open(LATER, answers);
        world.settle();

        world.pass(1_999);
        assertThat(answers.all).isEmpty();
        world.pass(1);

        assertThat(answers.failure().words()).contains("no line within 2000 ms");
        assertThat(world.hungUp).hasSize(1);
    }

    @Test
    void who_asks_for_more_on_a_dead_line_does_not_make_it_live_longer() {
        World world = opened(world(named(null, null), "a"));
        ClientChannel channel = world.session.channel();
        channel.producer(ClientAddress.queue("q"), LATER, Answer.NOBODY);
        world.settle();
        broker.reaction = event -> {
            if (event instanceof AmqpEvent.Begun) world.isBlackhole = true;
        };
        world.cut();

        for (int second = 0; second < 4; second++) {
            channel.producer(ClientAddress.queue("q"), LATER, Answer.NOBODY);
            world.pass(1_000);
        }

        assertThat(world.hungUp).hasSize(1);
    }

    @Test
    void the_deadline_ends_it() {
        World world = world(named(null, null), "a");
        world.isDialing = false;
        world.session.open(world.in(500), answers);
        world.settle();

        world.pass(500);

        assertThat(answers.failure().condition()).isEqualTo(ClientFailure.UNREACHABLE);
        assertThat(world.session.nextTickMs()).isEqualTo(LATER);
    }

    @Test
    void a_broker_that_wants_us_later_gets_us_later() {
        World world = opened(world(named(null, null), "a"));
        Map<Symbol, @Nullable Object> info = new LinkedHashMap<>();
        info.put(Symbol.of("belay:retry-after"), new UnsignedInteger(5_000));
        broker.closes(new AmqpError(ErrorCondition.CONNECTION_FORCED, "too many", info));
        world.settle();

        world.pass(4_999);
        assertThat(world.dialed).hasSize(1);
        world.pass(1);
        assertThat(world.dialed).hasSize(2);
        assertThat(world.events(ClientEvent.Resumed.class)).hasSize(1);
    }

    @Test
    void a_broker_that_wants_us_in_weeks_is_asked_in_ten_minutes() {
        World world = opened(world(named(null, null), "a"));
        Map<Symbol, @Nullable Object> info = new LinkedHashMap<>();
        info.put(Symbol.of("belay:retry-after"), new UnsignedInteger(-1)); // 2^32 − 1: seven weeks
        broker.closes(new AmqpError(ErrorCondition.CONNECTION_FORCED, "too many", info));
        world.settle();

        world.pass(599_999);
        assertThat(world.dialed).hasSize(1);
        world.pass(1);
        assertThat(world.dialed).hasSize(2);
    }

    @Test
    void who_was_displaced_does_not_come_back() {
        World world = opened(world(named(null, null), "a"));
        Map<Symbol, @Nullable Object> info = new LinkedHashMap<>();
        info.put(Symbol.of("belay:displaced"), true);

        broker.closes(new AmqpError(ErrorCondition.CONNECTION_FORCED, "another one", info));
        world.settle();
        world.pass(60_000);

        assertThat(world.dialed).hasSize(1);
        assertThat(world.events(ClientEvent.Failed.class).get(0).failure().condition())
                .isEqualTo(ClientFailure.DISPLACED);
    }

    @Test
    void a_session_that_is_kept_for_seconds_is_not_slept_away() {
        broker.keeping(42, true).properties.put(Symbol.of("belay:session-expiry"), new UnsignedInteger(3));
        World world = opened(world(named(null, null), "a"));
        world.isReachable = false;
        world.cut();

        world.pass(30_000);

        assertThat(world.dialed).hasSizeGreaterThan(30);
    }

    @Test
    void who_is_waited_for_does_not_sleep_until_it_is_too_late() {
        broker.keeping(42, true).properties.put(Symbol.of("belay:grace"), new UnsignedInteger(5_000));
        World world = opened(world(named(null, null), "a"));
        world.isReachable = false;
        world.cut();

        for (int outage = 0; outage < 100; outage++) {
            int before = world.dialed.size();
            world.pass(2_500);
            assertThat(world.dialed).hasSizeGreaterThan(before);
        }
    }

    @Test
    void a_redirect_is_followed() {
        World world = opened(world(named(null, null), "amqp://a"));
        Map<Symbol, @Nullable Object> info = new LinkedHashMap<>();
        info.put(Symbol.of("network-host"), "b");
        info.put(Symbol.of("port"), 5_672);

        broker.closes(new AmqpError(ErrorCondition.CONNECTION_REDIRECT, "there", info));
        world.settle();

        assertThat(world.dialed).containsExactly("amqp://a", "amqp://b:5672");
    }

    @Test
    void addresses_that_the_broker_tells_are_tried_too() {
        Map<Symbol, @Nullable Object> other = new LinkedHashMap<>();
        other.put(Symbol.of("network-host"), "b");
        other.put(Symbol.of("port"), 5_673);
        broker.properties.put(Symbol.of("failover-server-list"), List.of(other));
        World world = opened(world(named(null, null), "amqp://a"));
        world.isReachable = false;

        world.cut();

        assertThat(world.dialed).containsExactly("amqp://a", "amqp://a", "amqp://b:5673");
    }

    @Test
    @Clause("AMQP-2.4.5")
    void a_line_on_which_nothing_comes_is_given_up_within_two_pings() {
        World world = opened(world(named(null, null), "a"));
        world.isBlackhole = true;

        world.pass(20_000);

        assertThat(world.events(ClientEvent.Interrupted.class)).hasSize(1);
        assertThat(world.dialed).hasSize(2);
    }

    @Test
    void bytes_of_an_older_line_change_nothing() {
        World world = opened(world(named(null, null), "a"));
        world.cut();

        world.session.received(1, java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3}), world.nowMs);
        world.session.lost(1, "late", world.nowMs);
        world.session.dialed(1, world.nowMs);
        world.settle();

        assertThat(world.session.isConnected()).isTrue();
        assertThat(world.dialed).hasSize(2);
    }

    private static Map<Symbol, @Nullable Object> containerId() {
        Map<Symbol, @Nullable Object> info = new LinkedHashMap<>();
        info.put(Symbol.of("invalid-field"), Symbol.of("container-id"));
        return info;
    }
}
