package io.belay.core;

import static io.belay.core.Words.Q0;
import static io.belay.core.Words.Q1;
import static io.belay.core.Words.bound;
import static io.belay.core.Words.filter;
import static io.belay.core.Words.holding;
import static io.belay.core.Words.message;
import static io.belay.core.Words.queue;
import static io.belay.core.Words.retained;
import static io.belay.core.Words.shared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.core.Command.CreateQueue;
import io.belay.core.Command.FireWill;
import io.belay.core.Command.Publish;
import io.belay.core.Command.Send;
import io.belay.core.Command.Stage;
import io.belay.core.Refusal.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a command about queues must not be logged, and when the oldest make room instead. */
class QueueRefusalTest extends SceneTest {
    private static final int MANY = 1_000_000;
    private Limits limits = Limits.DEFAULTS;

    @ParameterizedTest
    @EnumSource(
            value = WhenFull.class,
            names = {"REFUSE", "BLOCK"})
    void a_queue_takes_as_many_messages_as_it_may_hold(WhenFull whenFull) {
        scene.create(queue("q", holding(2, MANY, whenFull)));

        assertThat(refusal(send("x"))).isNull();
        scene.send("q", "x");
        assertThat(refusal(send("y"))).isNull();
        scene.send("q", "y");
        assertThat(refusal(send("z")))
                .isEqualTo(new Refusal(Reason.QUEUE_FULL, "queue q would have 3 messages queued, 2 are allowed"));

        scene.accept("q", 1);
        assertThat(refusal(send("z"))).isNull();
    }

    @Test
    void a_queue_takes_as_many_bytes_as_it_may_hold() {
        scene.create(queue("q", holding(MANY, 10, WhenFull.REFUSE)));
        scene.send("q", "1234");

        assertThat(refusal(send("123"))).isNull();
        assertThat(refusal(send("1234"))).isNull();
        assertThat(refusal(send("12345")))
                .isEqualTo(new Refusal(Reason.QUEUE_FULL, "queue q would have 11 bytes queued, 10 are allowed"));
    }

    @Test
    void a_queue_that_drops_the_oldest_refuses_nothing_and_keeps_its_limits() {
        scene.create(queue("q", holding(2, 20, WhenFull.DROP_OLDEST)));

        assertThat(scene.send("q", "u")).containsExactly("q+1 u");
        assertThat(scene.send("q", "v")).containsExactly("q+2 v");
        assertThat(refusal(send("w"))).isNull();
        assertThat(scene.saysAll(send("w"))).containsExactly("keep 3", "drop 1", "q-1", "q+3 w");
        assertThat(scene.send("q", "123456789012345")).as("18 bytes").containsExactly("q-2", "q+4 123456789012345");
        assertThat(scene.send("q", "12345")).containsExactly("q-3", "q-4", "q+5 12345");
    }

    @Test
    void a_message_longer_than_all_the_room_has_the_queue_for_itself() {
        scene.create(queue("q", holding(MANY, 4, WhenFull.DROP_OLDEST)));
        scene.send("q", "123");

        assertThat(scene.send("q", "12345")).containsExactly("q-1", "q+2 12345");
        assertThat(scene.send("q", "1")).containsExactly("q-2", "q+3 1");
    }

    @Test
    void the_oldest_are_dropped_over_gaps() {
        scene.create(queue("q", holding(3, MANY, WhenFull.DROP_OLDEST)));
        for (String body : List.of("u", "v", "w")) scene.send("q", body);
        scene.accept("q", 2);

        assertThat(scene.send("q", "x")).containsExactly("q+4 x");
        assertThat(scene.send("q", "y")).containsExactly("q-1", "q+5 y");
        assertThat(scene.send("q", "z")).containsExactly("q-3", "q+6 z");
    }

    @Test
    void a_queue_that_is_not_there_takes_nothing() {
        assertThat(refusal(send("x"))).isEqualTo(new Refusal(Reason.NO_QUEUE, "there is no queue q"));
        assertThat(refusal(new Stage(0, 1, message("q", "x", Q1)))).isNotNull();
        assertThat(refusal(new Stage(0, 0, message("q", "x", Q1)))).isNull();
    }

    @Test
    void there_are_as_many_queues_as_allowed() {
        limits = new Limits(MANY, MANY, MANY, MANY, MANY, MANY, 2);
        assertThat(refusal(new CreateQueue(queue("p")))).isNull();
        scene.create(queue("p"));
        assertThat(refusal(new CreateQueue(queue("q")))).isNull();
        scene.create(queue("q"));

        assertThat(refusal(new CreateQueue(queue("r"))))
                .isEqualTo(new Refusal(Reason.QUEUES_FULL, "at most 2 queues may exist"));
        assertThat(refusal(new CreateQueue(queue("q")))).as("one that exists").isNull();
        scene.says(new Command.DeleteQueue(1, "gone"));
        assertThat(refusal(new CreateQueue(queue("r")))).isNull();
    }

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void a_full_queue_that_is_bound_refuses_what_is_published(Guarantee guarantee) {
        scene.create(new QueueSpec(
                "q", Lifetime.FOR_EVER, 0, holding(1, MANY, WhenFull.REFUSE), new Binding("t", "red", false, "")));
        scene.create(new QueueSpec(
                "d", Lifetime.FOR_EVER, 0, holding(1, MANY, WhenFull.DROP_OLDEST), new Binding("t", "", false, "")));
        scene.publish("t", "red", Q1);
        Message red = message("t", "red", guarantee);

        assertThat(refusal(new Publish(0, 0, red)).reason()).isEqualTo(Reason.QUEUE_FULL);
        assertThat(refusal(new FireWill(1, red)).reason()).isEqualTo(Reason.QUEUE_FULL);
        assertThat(refusal(new Stage(0, 0, red)).reason()).isEqualTo(Reason.QUEUE_FULL);
        assertThat(refusal(new Publish(0, 0, message("t", "blue", guarantee)))).isNull();
        assertThat(refusal(new Publish(0, 0, message("u", "red", guarantee)))).isNull();
    }

    @Test
    void a_full_queue_takes_the_own_messages_that_it_does_not_want() {
        scene.attach("a");
        scene.create(new QueueSpec(
                "q", Lifetime.FOR_EVER, 0, holding(1, MANY, WhenFull.REFUSE), new Binding("t", "", true, "a")));
        scene.publish("t", "x", Q1);

        assertThat(refusal(new Publish(1, 0, message("t", "y", Q1)))).isNull();
        assertThat(refusal(new Publish(0, 0, message("t", "y", Q1)))).isNotNull();
    }

    @Test
    void what_is_at_most_once_asks_no_room_of_sessions() {
        limits = new Limits(MANY, MANY, 1, MANY, MANY, MANY, MANY);
        scene.attach("a", 60, 1);
        scene.subscribe("a", filter("t", Q1));
        scene.publish("t", "x", Q1);

        assertThat(refusal(new Publish(0, 0, message("t", "y", Q0)))).isNull();
        assertThat(refusal(new FireWill(1, message("t", "y", Q0)))).isNull();
        assertThat(refusal(new Publish(0, 0, message("t", "y", Q1)))).isNotNull();
    }

    @Test
    void the_messages_of_a_transaction_are_counted_together() {
        scene.create(queue("q", holding(3, MANY, WhenFull.REFUSE)));
        scene.create(new QueueSpec(
                "b", Lifetime.FOR_EVER, 0, holding(MANY, 9, WhenFull.BLOCK), new Binding("t", "", false, "")));
        scene.send("q", "old");
        Stage send = new Stage(0, 1, message("q", "x", Q1));
        Stage publish = new Stage(0, 0, message("t", "12", Q1));

        assertThat(transaction(send)).isNull();
        assertThat(transaction(send, publish, send)).isNull();
        assertThat(transaction(send, publish, send, send).message())
                .isEqualTo("queue q would have 4 messages queued, 3 are allowed");
        assertThat(transaction(publish, publish, publish)).isNull();
        assertThat(transaction(publish, publish, publish, publish).message())
                .isEqualTo("queue b would have 12 bytes queued, 9 are allowed");
    }

    @Test
    void a_transaction_counts_sessions_groups_and_retained_topics_too() {
        limits = new Limits(MANY, MANY, 2, MANY, 2, MANY, MANY);
        scene.attach("a", 60, 1);
        scene.subscribe("a", filter("t", Q1));
        scene.attach("b", 60, 1);
        scene.subscribe("b", shared("g", "u", Q1));
        scene.detach("b");
        Stage own = new Stage(0, 0, message("t", "x", Q1));
        Stage ofGroup = new Stage(0, 0, message("u", "x", Q1));

        assertThat(transaction(own, ofGroup, own, ofGroup)).isNull();
        assertThat(transaction(own, own, own).message()).startsWith("client a would have 3 messages");
        assertThat(transaction(ofGroup, ofGroup, ofGroup).message()).startsWith("group g of u would have 3 messages");
        assertThat(transaction(retaining("1"), retaining("2"), retaining("1"))).isNull();
        assertThat(transaction(retaining("1"), retaining("2"), retaining("3")).reason())
                .isEqualTo(Reason.RETAINED_FULL);
    }

    @Test
    void a_transaction_to_a_queue_that_is_not_there_is_refused() {
        assertThat(transaction()).isNull();
        assertThat(transaction(new Stage(0, 9, message("none", "x", Q1))).reason())
                .isEqualTo(Reason.NO_QUEUE);
    }

    @Test
    void a_policy_and_a_schedule_keep_their_ranges() {
        assertThatThrownBy(() -> holding(0, 1, WhenFull.REFUSE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> holding(1, 0, WhenFull.REFUSE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Words.failing(-1, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scheduling(-1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scheduling(10, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scheduling(0, -1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Scheduling(9, 0, 0).priority()).isEqualTo(Scheduling.PRIORITY_MAX);
        assertThat(holding(1, 1, WhenFull.REFUSE).messagesMax()).isEqualTo(1);
    }

    @Test
    void asking_changes_nothing() {
        scene.create(bound("q", "t"));
        scene.publish("t", "x", Q1);
        byte[] before = Scene.save(scene.broker);

        for (Command command : BrokerTest.oneOfEach()) refusal(command);
        transaction(new Stage(0, 1, message("q", "x", Q1)), retaining("t"));

        assertThat(Scene.save(scene.broker)).isEqualTo(before);
    }

    private static Stage retaining(String topic) {
        return new Stage(0, 0, retained(message(topic, "x", Q1)));
    }

    private static Send send(String body) {
        return new Send(0, 1, message("q", body, Q1));
    }

    private Refusal refusal(Command command) {
        return scene.broker.refusal(command, limits);
    }

    private Refusal transaction(Stage... stages) {
        return scene.broker.refusal(List.of(stages), limits);
    }
}
