package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.DeliveryState;
import io.belay.client.ClientFailure.Known;
import org.junit.jupiter.api.Test;

/** What is said when the time is up, and what happens to it all the same; and how much may wait. */
class DeadlinesTest {
    private static final long LATER = Long.MAX_VALUE;
    private static final ClientAddress QUEUE = ClientAddress.queue("q");

    private final World world =
            new World(new RealBroker(World.START_MS), small(), ReturnOptions.to("amqp://a"), 7).opened();
    private final ClientChannel channel = world.session.channel();
    private final Answers answers = new Answers();
    private final Sink sink = new Sink();
    private final ClientProducer producer = channel.producer(QUEUE, LATER, Answer.NOBODY);

    private static ClientOptions small() {
        ClientOptions base = ClientOptions.of("till-7");
        return new ClientOptions(
                base.containerId(),
                null,
                null,
                null,
                false,
                true,
                300,
                false,
                600_000,
                10_000,
                600_000,
                3,
                10_000,
                1 << 20,
                base.properties());
    }

    private ClientSend send(String text, long deadlineMs, Answer answer) {
        return producer.send(Sink.message(text), false, null, deadlineMs, answer);
    }

    @Test
    void a_message_that_never_left_is_given_up() {
        world.settle();
        world.isReachable = false;
        world.cut();
        send("m0", world.in(1_000), answers);

        world.pass(999);
        assertThat(answers.all).isEmpty();
        world.pass(1);

        assertThat(answers.failure().known()).isEqualTo(Known.NOT_DONE);
        assertThat(answers.failure().condition()).isEqualTo(ClientFailure.DEADLINE);
        world.isReachable = true;
        world.pass(20_000);
        consume();
        assertThat(sink.texts()).isEmpty();
    }

    @Test
    void a_message_that_has_left_is_remembered_and_arrives() {
        world.settle();
        world.isBlackhole = true;
        ClientSend send = send("m0", world.in(1_000), answers);
        world.settle();
        assertThat(send.cancel()).isFalse();

        world.pass(1_000);
        assertThat(answers.failure().known()).isEqualTo(Known.PENDING);
        world.isBlackhole = false;
        world.cut();

        consume();
        assertThat(sink.texts()).containsExactly("m0");
        answers.failure();
    }

    @Test
    void a_message_that_waits_can_be_cancelled() {
        world.settle();
        world.isReachable = false;
        world.cut();
        ClientSend send = send("m0", LATER, answers);

        assertThat(send.cancel()).isTrue();
        assertThat(send.cancel()).isFalse();

        assertThat(answers.failure().known()).isEqualTo(Known.NOT_DONE);
    }

    @Test
    void a_commit_takes_its_course_and_tells_it_later() {
        ClientTransaction transaction = channel.transaction();
        producer.send(Sink.message("m0"), false, transaction, LATER, Answer.NOBODY);
        world.settle();
        world.isBlackhole = true;
        transaction.commit(world.in(1_000), answers);
        world.pass(1_000);
        assertThat(answers.failure().known()).isEqualTo(Known.PENDING);
        assertThat(transaction.outcome()).isEqualTo(ClientTransaction.Outcome.COMMITTING);

        world.isBlackhole = false;
        world.cut();

        assertThat(transaction.outcome()).isEqualTo(ClientTransaction.Outcome.COMMITTED);
    }

    @Test
    void a_link_that_is_not_attached_in_time_is_not_kept() {
        world.isBlackhole = true;
        ClientProducer late = channel.producer(ClientAddress.queue("other"), world.in(1_000), answers);
        world.pass(1_000);
        assertThat(answers.failure().known()).isEqualTo(Known.NOT_DONE);

        world.isBlackhole = false;
        world.cut();
        late.send(Sink.message("m0"), false, null, LATER, answers);

        assertThat(answers.all.get(1).condition()).isEqualTo(ClientFailure.CLOSED);
    }

    @Test
    void a_drain_and_a_confirmation_say_so_too() {
        ClientConsumer consumer = channel.consumer(ConsumerSpec.of(QUEUE), sink, LATER, Answer.NOBODY);
        consumer.grant(5);
        send("m0", LATER, Answer.NOBODY);
        world.settle();
        world.isBlackhole = true;
        consumer.settle(sink.deliveries.get(0), DeliveryState.ACCEPTED);
        channel.confirm(world.in(500), answers);
        consumer.drain(world.in(600), answers);

        world.pass(600);

        assertThat(answers.all).extracting(ClientFailure::known).containsExactly(Known.PENDING, Known.PENDING);
    }

    @Test
    void a_close_says_what_is_in_doubt() {
        world.settle();
        world.isBlackhole = true;
        send("m0", LATER, answers);
        Answers closing = new Answers();
        world.session.close(world.in(1_000), closing);

        world.pass(1_000);

        assertThat(answers.failure().known()).isEqualTo(Known.UNKNOWN);
        assertThat(closing.failure().words()).contains("1 message");
        assertThat(world.session.nextTickMs()).isEqualTo(LATER);
        world.session.close(LATER, closing);
        assertThat(closing.all).hasSize(2);
    }

    @Test
    void a_close_waits_over_a_return_for_what_is_under_way() {
        world.settle();
        world.isReachable = false;
        world.cut();
        send("m0", LATER, answers);
        world.session.close(world.in(30_000), answers);
        assertThat(answers.all).isEmpty();

        world.isReachable = true;
        world.pass(10_000);

        answers.assertDone(2);
    }

    @Test
    void so_many_messages_may_be_unsettled_and_no_more() {
        world.settle();
        world.isReachable = false;
        world.cut();
        for (int n = 0; n < 3; n++) {
            assertThat(world.session.hasRoom()).isTrue();
            send("m" + n, LATER, answers);
        }
        assertThat(world.session.hasRoom()).isFalse();
        Answers refused = new Answers();
        send("m3", LATER, refused);
        assertThat(refused.failure().condition()).isEqualTo(ClientFailure.NO_ROOM);
        assertThat(world.writables).isZero();

        world.isReachable = true;
        world.pass(10_000);

        answers.assertDone(3);
        assertThat(world.writables).isEqualTo(1);
        assertThat(world.session.hasRoom()).isTrue();
    }

    @Test
    void so_many_bytes_may_be_unsettled_and_the_last_message_may_go_beyond() {
        world.settle();
        world.isReachable = false;
        world.cut();
        int overhead = Sink.message("").remaining() + 3;
        send("x".repeat(9_999 - overhead), LATER, answers);
        assertThat(world.session.hasRoom()).isTrue();

        send("y".repeat(5_000), LATER, answers);
        assertThat(world.session.hasRoom()).isFalse();
    }

    @Test
    void messages_of_a_transaction_take_room_until_it_is_over() {
        ClientTransaction transaction = channel.transaction();
        for (int n = 0; n < 3; n++) producer.send(Sink.message("m" + n), false, transaction, LATER, answers);
        world.settle();
        assertThat(world.session.hasRoom()).isFalse();

        transaction.rollback(LATER, answers);

        assertThat(world.session.hasRoom()).isTrue();
        answers.assertDone(4);
    }

    private void consume() {
        channel.consumer(ConsumerSpec.of(QUEUE), sink, LATER, Answer.NOBODY).grant(10);
        world.settle();
    }
}
