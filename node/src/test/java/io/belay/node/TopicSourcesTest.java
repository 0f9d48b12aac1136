package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.core.Refusal;
import io.belay.core.Scheduling;
import io.belay.node.Request.Disposition;
import io.belay.node.message.MessageFormat;
import org.junit.jupiter.api.Test;

/** Consumers of topics: each subscription is a queue of its own, or one that has a name. */
class TopicSourcesTest {
    private static final SubscriptionName DURABLE = new SubscriptionName("c", "news", true);

    private final TestNode world = new TestNode();
    private final TestPeer publisher = world.peer("publisher");

    @Test
    void every_consumer_of_a_topic_gets_every_message_from_then_on() {
        publish("t", "before");
        TestPeer one = subscribe("one", "t");
        TestPeer two = subscribe("two", "t/#");

        publish("t", "after");

        assertThat(one.texts(1)).containsExactly("after");
        assertThat(two.texts(1)).containsExactly("after");
    }

    @Test
    void a_message_that_need_not_arrive_reaches_consumers_as_well() {
        TestPeer one = subscribe("one", "t");
        Message message =
                new Message("t", Guarantee.AT_MOST_ONCE, false, 0, MessageFormat.MQTT, true, new byte[] {0, 'x'});

        assertThat(publisher.send(Address.topic("t"), message)).isNull();

        assertThat(one.texts(1)).containsExactly("x");
    }

    @Test
    void a_subscription_of_its_own_ends_with_its_consumer() {
        TestPeer one = subscribe("one", "t");
        int before = world.node.broker().queues().size();

        one.ask(new Request.CloseSource(one.line, 1, false));

        assertThat(world.node.broker().queues()).hasSize(before - 1);
    }

    @Test
    void a_durable_subscription_keeps_what_comes_while_nobody_consumes() {
        TestPeer first = world.peer("c");
        first.open(1, named(DURABLE, "t", "", false));
        first.cut();
        publish("t", "missed");

        TestPeer second = world.peer("c");
        second.open(1, named(DURABLE, "t", "", false));
        second.credit(1, 5);

        assertThat(second.texts(1)).containsExactly("missed");
    }

    @Test
    void a_durable_subscription_to_another_topic_or_selector_begins_anew() {
        TestPeer first = world.peer("c");
        first.open(1, named(DURABLE, "t", "", false));
        publish("t", "red old");
        first.cut();

        TestPeer second = world.peer("c");
        second.open(1, named(DURABLE, "t", "red", false));
        publish("t", "red new");
        publish("t", "blue new");
        second.credit(1, 5);

        assertThat(second.texts(1)).containsExactly("red new");
    }

    @Test
    void a_subscription_that_is_not_shared_has_one_consumer() {
        TestPeer peer = world.peer("c");
        peer.open(1, named(DURABLE, "t", "", false));

        assertThat(peer.open(2, named(DURABLE, "t", "", false)).reason()).isEqualTo(Refusal.Reason.IN_USE);
        assertThat(peer.open(2, named(DURABLE, "other", "", false)).reason()).isEqualTo(Refusal.Reason.IN_USE);
    }

    @Test
    void consumers_of_a_shared_subscription_share_its_messages_and_the_last_ends_it_unless_it_is_durable() {
        SubscriptionName shared = new SubscriptionName("", "work", false);
        TestPeer one = world.peer("one");
        TestPeer two = world.peer("two");
        for (TestPeer peer : new TestPeer[] {one, two}) {
            peer.open(1, named(shared, "t", "", true));
            peer.credit(1, 10);
        }

        publish("t", "1");
        publish("t", "2");
        one.ask(new Request.CloseSource(one.line, 1, false));
        assertThat(world.node.broker().queue(shared.queueName())).isNotNull();
        two.cut();

        assertThat(one.texts(1)).containsExactly("1");
        assertThat(two.texts(1)).containsExactly("2");
        assertThat(world.node.broker().queue(shared.queueName())).isNull();
    }

    @Test
    void a_subscription_is_found_and_ended_by_its_name_unless_it_is_in_use() {
        TestPeer peer = world.peer("c");
        peer.open(1, named(DURABLE, "t", "", false));

        peer.ask(new Request.EndSubscription(peer.line, 9, DURABLE));
        assertThat(peer.last(Reply.SourceClosed.class).refusal().reason()).isEqualTo(Refusal.Reason.IN_USE);
        peer.ask(new Request.CloseSource(peer.line, 1, false));
        peer.ask(new Request.FindSubscription(peer.line, 9, DURABLE));
        assertThat(peer.last(Reply.SubscriptionFound.class).spec().address()).isEqualTo(Address.topic("t"));
        peer.ask(new Request.EndSubscription(peer.line, 9, DURABLE));

        assertThat(peer.last(Reply.SourceClosed.class).refusal()).isNull();
        peer.ask(new Request.EndSubscription(peer.line, 9, DURABLE));
        assertThat(peer.last(Reply.SourceClosed.class).refusal().reason()).isEqualTo(Refusal.Reason.NO_QUEUE);
    }

    @Test
    void a_no_local_consumer_hears_others_and_not_its_own_client() {
        TestPeer peer = world.peer("c");
        peer.open(1, new SourceSpec(Address.topic("t"), "", true, false, false, null, false, 0, false));
        peer.credit(1, 5);

        peer.send(Address.topic("t"), "mine", Scheduling.NORMAL);
        publish("t", "theirs");

        assertThat(peer.texts(1)).containsExactly("theirs");
    }

    @Test
    void a_client_of_a_name_of_someone_elses_subscription_must_spell_it_right() {
        assertThat(new SubscriptionName("a/b", "c", true).queueName())
                .isNotEqualTo(new SubscriptionName("a", "b/c", true).queueName());
        assertThat(new SubscriptionName("a", "b", true).queueName())
                .isNotEqualTo(new SubscriptionName("a", "b", false).queueName());
    }

    @Test
    void what_failed_at_one_subscription_is_no_matter_of_another() {
        TestPeer one = subscribe("one", "t");
        TestPeer two = subscribe("two", "t");
        publish("t", "x");

        one.dispose(1, Disposition.REJECTED, one.delivery(1, 0).sequence());
        two.dispose(1, Disposition.RELEASED, two.delivery(1, 0).sequence());

        assertThat(two.texts(1)).containsExactly("x", "x");
    }

    private TestPeer subscribe(String name, String filter) {
        TestPeer peer = world.peer(name);
        peer.open(1, SourceSpec.of(Address.topic(filter)));
        return peer.credit(1, 10);
    }

    static SourceSpec named(SubscriptionName name, String filter, String selector, boolean shared) {
        return new SourceSpec(Address.topic(filter), selector, false, false, false, name, shared, 0, false);
    }

    private void publish(String topic, String text) {
        publisher.send(Address.topic(topic), text, Scheduling.NORMAL);
    }
}
