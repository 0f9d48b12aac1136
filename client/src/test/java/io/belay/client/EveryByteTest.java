package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.DeliveryState;
import io.belay.testkit.Clause;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The line is cut after each of its bytes, and nothing is lost, twice, out of order, or left without an answer. */
@Clause({"AMQP-2.6.13", "AMQP-3.4.6"})
class EveryByteTest {
    private static final long LATER = Long.MAX_VALUE;
    private static final int MESSAGES = 4;
    private static final int STRIDE = 7;

    /** What one play came to. */
    private static final class Play {
        final World world;
        final Answers answers = new Answers();
        final Sink first = new Sink();
        final Sink last = new Sink();
        final ClientChannel channel;
        final ClientConsumer source;
        final ClientConsumer goal;
        final ClientProducer middle;

        Play(World world) {
            this.world = world;
            world.session.open(LATER, answers);
            channel = world.session.channel();
            ClientProducer start = channel.producer(ClientAddress.queue("a"), LATER, answers);
            source = channel.consumer(ConsumerSpec.of(ClientAddress.queue("a")), first, LATER, answers);
            middle = channel.producer(ClientAddress.queue("b"), LATER, answers);
            goal = channel.consumer(ConsumerSpec.of(ClientAddress.queue("b")), last, LATER, answers);
            source.grant(100);
            goal.grant(100);
            for (int n = 0; n < MESSAGES; n++) start.send(Sink.message("m" + n), false, null, LATER, answers);
            world.settle();
        }

        /** Carries what has come on to the next queue, two messages in a transaction. */
        Play carry() {
            List<ClientDelivery> all = List.copyOf(first.deliveries);
            for (int n = 0; n + 1 < all.size(); n += 2) {
                ClientTransaction transaction = channel.transaction();
                for (ClientDelivery one : all.subList(n, n + 2)) {
                    transaction.acknowledge(one, DeliveryState.ACCEPTED);
                    middle.send(Sink.message("on " + Sink.text(one)), false, transaction, LATER, answers);
                }
                transaction.commit(LATER, answers);
            }
            world.settle();
            for (ClientDelivery one : List.copyOf(last.deliveries)) goal.settle(one, DeliveryState.ACCEPTED);
            channel.confirm(LATER, answers);
            world.settle();
            return this;
        }

        boolean isCarried() {
            return last.deliveries.size() == MESSAGES && world.session.isConnected();
        }

        void close() {
            world.session.close(LATER, answers);
            world.settle();
        }

        void assertExact() {
            List<String> expected = new ArrayList<>();
            for (int n = 0; n < MESSAGES; n++) expected.add("m" + n);
            assertThat(first.texts()).isEqualTo(expected);
            assertThat(last.texts())
                    .isEqualTo(expected.stream().map(text -> "on " + text).toList());
            assertThat(first.voided).isEmpty();
            assertThat(last.voided).isEmpty();
            answers.assertDone(1 + 4 + MESSAGES + MESSAGES + MESSAGES / 2 + 1 + 1);
            assertThat(world.events(ClientEvent.SessionLost.class)).isEmpty();
        }
    }

    private static World world() {
        return World.of(ClientOptions.of("till-7"));
    }

    private static long length() {
        World world = world().cutAfter(Long.MAX_VALUE - 1);
        Play play = new Play(world).carry();
        play.close();
        play.assertExact();
        return Long.MAX_VALUE - 1 - world.left();
    }

    @Test
    void a_cut_after_any_byte_changes_nothing() {
        long length = length();
        assertThat(length).isGreaterThan(2_000);
        for (long after = 1; after < length; after++) play(world().cutAfter(after), after);
    }

    @Test
    void nor_does_one_that_the_broker_does_not_hear_of() {
        long length = length();
        for (long after = 1; after < length; after += STRIDE)
            play(world().cutsSilently().cutAfter(after), after);
    }

    @Test
    void nor_does_the_death_of_the_broker() {
        long length = length();
        for (long after = 2; after < length; after += STRIDE)
            play(world().dyingAtCuts().cutAfter(after), after);
    }

    private static void play(World world, long after) {
        try {
            Play play = new Play(world);
            world.passUntil(() -> play.first.deliveries.size() == MESSAGES);
            play.carry();
            world.passUntil(() -> play.isCarried());
            play.close();
            world.passUntil(() -> world.session.nextTickMs() == LATER);
            play.assertExact();
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("cut after byte " + after + ": " + world.events, failure);
        }
    }
}
