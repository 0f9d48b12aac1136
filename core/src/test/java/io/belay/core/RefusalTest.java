package io.belay.core;

import static io.belay.core.Words.Q0;
import static io.belay.core.Words.Q1;
import static io.belay.core.Words.Q2;
import static io.belay.core.Words.filter;
import static io.belay.core.Words.message;
import static io.belay.core.Words.noLocal;
import static io.belay.core.Words.retained;
import static io.belay.core.Words.shared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.core.Command.Attach;
import io.belay.core.Command.FireWill;
import io.belay.core.Command.Publish;
import io.belay.core.Command.Retain;
import io.belay.core.Command.Subscribe;
import io.belay.core.Refusal.Reason;
import io.belay.testkit.Clause;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must not be logged: each limit at one below, at, and one above. */
class RefusalTest extends SceneTest {
    private static final int MANY = 1_000_000;

    private Limits limits = new Limits(MANY, MANY, MANY, MANY, MANY, MANY, MANY);

    @Test
    void nothing_stands_in_the_way_of_the_first_commands() {
        assertThat(refusal(Scene.attaching("a", 60, 10, null))).isNull();
        assertThat(refusal(new Publish(0, 0, message("t", "x", Q1)))).isNull();
        assertThat(refusal(new Command.Tick(1))).isNull();
        assertThat(refusal(new Subscribe(99, List.of(filter("t", Q1))))).isNull();
    }

    @Test
    void sessions_up_to_the_limit() {
        limits = new Limits(3, MANY, MANY, MANY, MANY, MANY, MANY);
        scene.attach("a");
        scene.attach("b");
        scene.detach("b");
        assertThat(refusal(Scene.attaching("c", 60, 10, null)))
                .as("the third of 3")
                .isNull();
        scene.attach("c");

        assertThat(refusal(Scene.attaching("d", 60, 10, null)))
                .isEqualTo(new Refusal(Reason.SESSIONS_FULL, "at most 3 sessions may exist"));
        assertThat(refusal(Scene.attaching("b", 60, 10, null))).as("a return").isNull();
        assertThat(refusal(Scene.cleanly("b", 60)))
                .as("a clean start in place of another")
                .isNull();
    }

    @Test
    void sessions_of_one_owner_up_to_the_limit() {
        limits = new Limits(MANY, MANY, MANY, MANY, MANY, MANY, MANY, 3);
        String owner = Scene.attaching("a", 60, 10, null).owner();
        scene.attach("a");
        scene.attach("b");
        scene.detach("b");
        assertThat(refusal(Scene.attaching("c", 60, 10, null)))
                .as("the third of 3")
                .isNull();
        scene.attach("c");

        assertThat(refusal(Scene.attaching("d", 60, 10, null)))
                .isEqualTo(new Refusal(Reason.OWNER_SESSIONS_FULL, owner + " may have at most 3 sessions"));
        assertThat(refusal(Scene.attaching("b", 60, 10, null))).as("a return").isNull();
        assertThat(refusal(new Command.Attach("d", "somebody else", true, 60, 10, null, "here")))
                .as("another owner")
                .isNull();
        scene.apply(new Command.End(scene.broker.sessionByClientId("a").number(), "by the test"));
        assertThat(refusal(Scene.attaching("d", 60, 10, null)))
                .as("one has gone")
                .isNull();
    }

    @Test
    void sessions_of_owners_are_counted_again_from_a_checkpoint() {
        limits = new Limits(MANY, MANY, MANY, MANY, MANY, MANY, MANY, 1);
        scene.attach("a");

        Broker loaded = Broker.load(new io.belay.base.ByteReader(java.nio.ByteBuffer.wrap(Scene.save(scene.broker))));

        assertThat(loaded.refusal(Scene.attaching("b", 60, 10, null), limits)).isNotNull();
        assertThat(loaded.refusal(Scene.attaching("b", 60, 10, null), limits.withoutOwners()))
                .isNull();
    }

    @Test
    @Clause("PAIN-12")
    void nobody_resumes_or_ends_the_session_of_another() {
        scene.attach("a");
        scene.detach("a");

        for (boolean clean : new boolean[] {true, false}) {
            Attach stranger = new Attach("a", "stranger", clean, 60, 10, null, "test");
            assertThat(refusal(stranger).reason()).isEqualTo(Reason.NOT_OWNER);
        }
        assertThat(refusal(Scene.attaching("a", 60, 10, null))).isNull();
    }

    @Test
    void subscriptions_of_a_session_up_to_the_limit() {
        limits = new Limits(MANY, 3, MANY, MANY, MANY, MANY, MANY);
        scene.attach("a");
        scene.subscribe("a", filter("1", Q1));

        assertThat(refusal(subscribing("2"))).as("N-1").isNull();
        assertThat(refusal(subscribing("2", "3"))).as("N").isNull();
        assertThat(refusal(subscribing("2", "3", "4")).reason()).as("N+1").isEqualTo(Reason.SUBSCRIPTIONS_FULL);
        assertThat(refusal(subscribing("1", "2", "3", "2")))
                .as("replacements are not new")
                .isNull();
    }

    @Test
    void queued_messages_up_to_the_limit_started_or_not() {
        limits = new Limits(MANY, MANY, 3, MANY, MANY, MANY, MANY);
        scene.attach("a", 60, 1);
        scene.subscribe("a", filter("t", Q1));
        scene.publish("t", "1", Q1);
        scene.publish("t", "2", Q1);
        assertThat(refusal(publish(Q1))).as("the third of 3").isNull();
        scene.publish("t", "3", Q1);

        assertThat(refusal(publish(Q1)))
                .isEqualTo(new Refusal(Reason.QUEUE_FULL, "client a would have 4 messages queued, 3 are allowed"));
        assertThat(refusal(new Publish(0, 0, message("else", "x", Q1))))
                .as("another topic")
                .isNull();
        scene.settle("a", 1);
        assertThat(refusal(publish(Q1))).as("there is room again").isNull();
    }

    @Test
    void queued_bytes_up_to_the_limit() {
        limits = new Limits(MANY, MANY, MANY, 20, MANY, MANY, MANY);
        scene.attach("a", 60, 1);
        scene.subscribe("a", filter("t", Q1));
        scene.publish("t", "123456789", Q1);

        assertThat(refusal(publish("12345678"))).as("19 of 20").isNull();
        assertThat(refusal(publish("123456789"))).as("20 of 20").isNull();
        assertThat(refusal(publish("1234567890")))
                .isEqualTo(new Refusal(Reason.QUEUE_FULL, "client a would have 21 bytes queued, 20 are allowed"));
    }

    @Test
    void one_full_session_among_many_refuses() {
        limits = new Limits(MANY, MANY, 1, MANY, MANY, MANY, MANY);
        scene.attach("a");
        scene.attach("b");
        scene.subscribe("a", filter("#", Q1));
        scene.subscribe("b", filter("t", Q1));
        scene.publish("t", "x", Q1);
        scene.settle("a", 1);

        assertThat(refusal(publish(Q1)).message()).contains("client b");
        assertThat(refusal(new Publish(0, 0, message("u", "x", Q1)))).isNull();
    }

    @Test
    void who_is_granted_at_most_once_or_published_it_itself_is_never_full() {
        limits = new Limits(MANY, MANY, 1, MANY, MANY, MANY, MANY);
        scene.attach("a");
        scene.subscribe("a", noLocal(filter("t", Q1)));
        scene.publish("t", "x", Q1);

        assertThat(refusal(new Publish(1, 0, message("t", "x", Q1)))).isNull();
        assertThat(refusal(publish(Q1))).isNotNull();
        scene.subscribe("a", filter("t", Q0));
        assertThat(refusal(publish(Q1))).isNull();
    }

    @Test
    void what_waits_in_a_group_up_to_the_limit() {
        limits = new Limits(MANY, MANY, 2, MANY, MANY, MANY, MANY);
        scene.attach("a", 60, 1);
        scene.subscribe("a", shared("g", "t", Q1));
        scene.publish("t", "started", Q1);
        scene.publish("t", "1", Q1);
        assertThat(refusal(publish(Q1))).as("the second of 2").isNull();
        scene.publish("t", "2", Q1);

        assertThat(refusal(publish(Q1)).message())
                .isEqualTo("group g of t would have 3 messages queued, 2 are allowed");
        scene.subscribe("a", shared("g", "t", Q0));
        assertThat(refusal(publish(Q1))).as("what waited has gone").isNull();
    }

    @Test
    void retained_topics_up_to_the_limit() {
        limits = new Limits(MANY, MANY, MANY, MANY, 2, MANY, MANY);
        scene.publish(retained(message("1", "x", Q1)));
        assertThat(refusal(new Retain(retained(message("2", "x", Q0))))).as("N").isNull();
        scene.publish(retained(message("2", "x", Q1)));

        Message third = retained(message("3", "x", Q1));
        assertThat(refusal(new Publish(0, 0, third)).reason()).isEqualTo(Reason.RETAINED_FULL);
        assertThat(refusal(new Retain(third)).reason()).isEqualTo(Reason.RETAINED_FULL);
        assertThat(refusal(new FireWill(1, third)).reason()).isEqualTo(Reason.RETAINED_FULL);
        assertThat(refusal(new Retain(retained(message("2", "y", Q1)))))
                .as("a replacement")
                .isNull();
        assertThat(refusal(new Retain(retained(message("3", "", Q1)))))
                .as("a clearing")
                .isNull();
    }

    @Test
    void tags_of_a_publisher_up_to_the_limit() {
        limits = new Limits(MANY, MANY, MANY, MANY, MANY, 2, MANY);
        scene.attach("p");
        scene.says(tagged(1));
        assertThat(refusal(tagged(2))).as("N").isNull();
        scene.says(tagged(2));

        assertThat(refusal(tagged(3)))
                .isEqualTo(new Refusal(Reason.TAGS_FULL, "client p may have at most 2 exchanges open"));
        assertThat(refusal(tagged(2))).as("a repetition").isNull();
        scene.says(new Command.Release(1, 1));
        assertThat(refusal(tagged(3))).isNull();
    }

    @Test
    void a_repetition_is_answered_although_the_queue_is_full() {
        limits = new Limits(MANY, MANY, 1, MANY, MANY, MANY, MANY);
        scene.attach("p");
        scene.attach("a");
        scene.subscribe("a", filter("t", Q2));
        scene.says(tagged(1));

        assertThat(refusal(tagged(1))).isNull();
        assertThat(refusal(tagged(2)).reason()).isEqualTo(Reason.QUEUE_FULL);
    }

    @Test
    void a_will_for_a_full_queue_is_refused() {
        limits = new Limits(MANY, MANY, 1, MANY, MANY, MANY, MANY);
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1));
        scene.publish("t", "x", Q1);

        assertThat(refusal(new FireWill(1, message("t", "x", Q1))).reason()).isEqualTo(Reason.QUEUE_FULL);
        assertThat(refusal(new FireWill(1, message("t", "x", Q0)))).isNull();
    }

    @Test
    void retained_messages_that_a_subscription_brings_count_against_the_queue() {
        limits = new Limits(MANY, MANY, 3, MANY, MANY, MANY, MANY);
        for (String topic : new String[] {"r/1", "r/2", "r/3"}) scene.publish(retained(message(topic, "x", Q1)));
        scene.attach("a");
        assertThat(refusal(subscribing("r/+"))).as("3 of 3").isNull();
        scene.subscribe("a", filter("t", Q1));
        scene.publish("t", "x", Q1);

        assertThat(refusal(subscribing("r/+")).reason()).as("4 of 3").isEqualTo(Reason.QUEUE_FULL);
        Subscription without = Words.handling(filter("r/+", Q1), 2);
        assertThat(refusal(new Subscribe(1, List.of(without)))).isNull();
    }

    @Test
    void retained_messages_that_are_not_queued_do_not_count_against_the_queue() {
        limits = new Limits(MANY, MANY, 1, MANY, MANY, MANY, MANY);
        scene.publish(retained(message("r/1", "x", Q1)));
        scene.says(new Retain(retained(message("r/2", "passes", Q0))));
        scene.publish(retained(message("r/3", "too old", Q1, Scene.START_MS)));
        scene.attach("a");
        assertThat(refusal(subscribing("r/+"))).as("1 of 1").isNull();
        scene.subscribe("a", filter("t", Q1));
        scene.publish("t", "x", Q1);

        assertThat(refusal(subscribing("r/+")).message())
                .isEqualTo("client a would have 2 messages queued, 1 is allowed");
        assertThat(refusal(subscribing("r/2", "r/3", "none"))).isNull();
        assertThat(refusal(new Subscribe(1, List.of(filter("#", Q0))))).isNull();
    }

    @Test
    @Clause("MQTT-3.8.4-5")
    void a_filter_that_is_named_twice_counts_as_often_as_it_queues() {
        for (String topic : new String[] {"r/1", "r/2"}) scene.publish(retained(message(topic, "x", Q1)));
        scene.attach("a", 60, 1);
        Subscribe always = subscribing("r/+", "r/+", "r/+");
        Subscription ifNew = Words.handling(filter("r/+", Q1), 1);
        Subscribe once = new Subscribe(1, List.of(ifNew, ifNew, ifNew));

        limits = new Limits(MANY, MANY, 5, MANY, MANY, MANY, MANY);
        assertThat(refusal(always).reason()).as("6 of 5").isEqualTo(Reason.QUEUE_FULL);
        limits = new Limits(MANY, MANY, 6, MANY, MANY, MANY, MANY);
        assertThat(refusal(always)).as("6 of 6").isNull();
        limits = new Limits(MANY, MANY, 2, MANY, MANY, MANY, MANY);
        assertThat(refusal(once)).as("2 of 2").isNull();

        scene.says(always);
        assertThat(scene.view("a").unsettled() + scene.view("a").queued()).isEqualTo(6);
    }

    @Test
    void counting_stops_with_the_filter_that_passes_the_limit() {
        limits = new Limits(MANY, MANY, 3, MANY, MANY, MANY, MANY);
        for (String topic : new String[] {"r/1", "r/2"}) scene.publish(retained(message(topic, "x", Q1)));
        scene.attach("a");

        assertThat(refusal(subscribing("r/+", "r/#", "#", "+/+", "+/#")).message())
                .isEqualTo("client a would have 4 messages queued, 3 are allowed");
    }

    @Test
    void too_many_subscriptions_are_refused_before_their_messages_are_counted() {
        limits = new Limits(MANY, 1, 1, MANY, MANY, MANY, MANY);
        for (String topic : new String[] {"r/1", "r/2"}) scene.publish(retained(message(topic, "x", Q1)));
        scene.attach("a");

        assertThat(refusal(subscribing("r/+", "r/#")).reason()).isEqualTo(Reason.SUBSCRIPTIONS_FULL);
    }

    @Test
    void the_limits_do_not_change_what_is_applied() {
        limits = new Limits(1, 1, 1, 1, 1, 1, 1);
        scene.attach("a", 60, 1);
        scene.attach("b", 60, 1);
        scene.subscribe("a", filter("t", Q1), filter("u", Q1));
        scene.publish("t", "x", Q1);

        assertThat(scene.publish("t", "y", Q1)).containsExactly("routed 1");
        assertThat(scene.view("a").queued()).isEqualTo(1);
    }

    @Test
    void asking_changes_nothing() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1), shared("g", "t", Q1));
        scene.publish(retained(message("t", "x", Q1)));
        byte[] before = Scene.save(scene.broker);

        for (Command command : BrokerTest.oneOfEach()) refusal(command);

        assertThat(Scene.save(scene.broker)).isEqualTo(before);
    }

    @Test
    void no_limit_is_below_1() {
        for (int limit = 0; limit < 7; limit++) {
            int[] of = {1, 1, 1, 1, 1, 1, 1};
            of[limit] = 0;
            assertThatThrownBy(() -> new Limits(of[0], of[1], of[2], of[3], of[4], of[5], of[6]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least 1, found 0");
        }
        assertThatThrownBy(() -> new Limits(1, 1, 1, 1, 1, 1, 1, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Limits(1, 1, 1, 1, 1, 1, 1)).isNotEqualTo(Limits.DEFAULTS);
    }

    private Refusal refusal(Command command) {
        return scene.broker.refusal(command, limits);
    }

    private static Publish publish(Guarantee guarantee) {
        return new Publish(0, 0, message("t", "x", guarantee));
    }

    private static Publish publish(String body) {
        return new Publish(0, 0, message("t", body, Q1));
    }

    @Test
    void tags_of_links_up_to_the_limit_and_packet_ids_count_too() {
        limits = new Limits(MANY, MANY, MANY, MANY, MANY, 3, MANY);
        scene.attach("p");
        scene.create(Words.queue("q"));
        scene.says(tagged(1));
        scene.says(sent(1));
        assertThat(refusal(sent(2))).as("N").isNull();
        assertThat(refusal(committed(2))).as("N").isNull();
        scene.says(sent(2));

        Refusal full = new Refusal(Reason.TAGS_FULL, "client p may have at most 3 exchanges open");
        assertThat(refusal(sent(3))).isEqualTo(full);
        assertThat(refusal(committed(3))).isEqualTo(full);
        assertThat(refusal(new Publish(1, 0, Words.linkTag("p1", 3), message("t", "x", Q1))))
                .isEqualTo(full);
        assertThat(refusal(tagged(3))).isEqualTo(full);
        assertThat(refusal(sent(2))).as("a repetition").isNull();
        assertThat(refusal(new Publish(1, 0, Words.linkTag("p1", 2), message("t", "x", Q1))))
                .as("a repetition")
                .isNull();
        assertThat(refusal(new Command.Send(1, 1, message("q", "x", Q1))))
                .as("without a tag")
                .isNull();
        scene.says(new Command.Forget(1, "p1", Words.tags(1)));
        assertThat(refusal(sent(3))).isNull();
    }

    private static Command.Send sent(long tag) {
        return new Command.Send(1, 1, Words.linkTag("p1", tag), message("q", "x", Q1));
    }

    private static Command.Commit committed(long tag) {
        return new Command.Commit(1, List.of(), Words.linkTag("t1", tag));
    }

    private static Publish tagged(int tag) {
        return new Publish(1, tag, message("t", "x", Q2));
    }

    private static Subscribe subscribing(String... filters) {
        List<Subscription> all = new ArrayList<>();
        for (String filter : filters) all.add(filter(filter, Q1));
        return new Subscribe(1, all);
    }
}
