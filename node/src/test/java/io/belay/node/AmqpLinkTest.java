package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpLink;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Described;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.ExpiryPolicy;
import io.belay.amqp.type.LifetimePolicy;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.TerminusDurability;
import io.belay.amqp.type.UnsignedByte;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.amqp.type.UnsignedShort;
import io.belay.core.Limits;
import io.belay.node.message.TestMessages;
import io.belay.testkit.Clause;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What links may ask for, what they get, and what they are refused. */
final class AmqpLinkTest {
    private final TestBroker broker = new TestBroker();
    private final TestAmqpClient client = TestAmqpClient.of(broker, "till-7");
    private final AmqpSession session = client.session();

    static Limits queuesMax(int most) {
        Limits defaults = Limits.DEFAULTS;
        return new Limits(
                defaults.sessionsMax(),
                defaults.subscriptionsPerSessionMax(),
                defaults.queuedMessagesMax(),
                defaults.queuedBytesMax(),
                defaults.retainedMax(),
                defaults.tagsPerSessionMax(),
                most);
    }

    private AmqpReceiver consumer(String name, Source source) {
        AmqpReceiver receiver = client.receiver(session, name, SenderSettleMode.UNSETTLED, source);
        if (client.detached(receiver) == null) client.credit(receiver, 100);
        return receiver;
    }

    private Attach answer(AmqpLink link) {
        return Objects.requireNonNull(client.answer(link));
    }

    private static Target dynamic(String... capabilities) {
        Map<Symbol, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put(LifetimePolicy.KEY, LifetimePolicy.DELETE_ON_CLOSE.described());
        return new Target(
                null,
                TerminusDurability.NONE,
                ExpiryPolicy.LINK_DETACH,
                0,
                true,
                properties,
                TestAmqpClient.symbols(capabilities));
    }

    private static Source filtered(String address, Object descriptor, Object value) {
        Map<Symbol, @Nullable Object> filter = new LinkedHashMap<>();
        filter.put(Symbol.of("mine"), new Described(descriptor, value));
        return TestAmqpClient.source(address, null, filter, "queue");
    }

    // Where links lead

    @Test
    void an_address_without_a_capability_is_a_queue_unless_its_prefix_says_otherwise() {
        AmqpReceiver queue = consumer("a", TestAmqpClient.source("one"));
        AmqpReceiver topic = consumer("b", TestAmqpClient.source("topic://one"));

        client.send(client.sender(session, "c", TestAmqpClient.target("queue://one")), "to the queue");
        client.send(client.sender(session, "d", TestAmqpClient.target("topic://one")), "to the topic");

        assertThat(client.texts(queue)).containsExactly("to the queue");
        assertThat(client.texts(topic)).containsExactly("to the topic");
    }

    @Test
    void a_capability_decides_over_the_name() {
        AmqpReceiver topic = consumer("b", TestAmqpClient.source("one", "topic"));

        client.send(client.sender(session, "c", TestAmqpClient.target("one", "topic")), "to the topic");
        client.send(client.sender(session, "d", TestAmqpClient.target("one", "queue")), "to the queue");

        assertThat(client.texts(topic)).containsExactly("to the topic");
    }

    @Test
    void the_answer_names_the_target_and_the_capabilities_that_are_known() {
        AmqpSender sender = client.sender(session, "a", TestAmqpClient.target("one", "queue", "golden"));

        Target target = (Target) Objects.requireNonNull(answer(sender).target());
        assertThat(target.address()).isEqualTo("one");
        assertThat(target.capabilities()).containsExactly(Symbol.of("queue"));
        assertThat(sender.credit()).isEqualTo(1_000);
    }

    @Test
    void extensions_that_a_link_asks_for_are_offered() {
        AmqpReceiver receiver = client.receiver(
                session, "a", SenderSettleMode.UNSETTLED, TestAmqpClient.source("one"), "SHARED-SUBS", "golden");

        assertThat(answer(receiver).offeredCapabilities()).containsExactly(Symbol.of("SHARED-SUBS"));
    }

    @Test
    void a_link_that_names_no_target_lets_each_message_say_where_it_goes() {
        AmqpReceiver queue = consumer("a", TestAmqpClient.source("one", "queue"));
        AmqpReceiver topic = consumer("b", TestAmqpClient.source("one", "topic"));
        AmqpSender relay = client.sender(session, "relay", TestAmqpClient.target(null));

        client.send(
                relay,
                new TestMessages()
                        .to("one")
                        .annotation("x-opt-jms-dest", (byte) 0)
                        .value("to the queue"));
        client.send(
                relay,
                new TestMessages()
                        .to("one")
                        .annotation("x-opt-jms-dest", (byte) 1)
                        .value("to the topic"));
        client.send(relay, new TestMessages().to("topic://one").value("also"));
        client.send(relay, new TestMessages().to("one").value("plain"));

        assertThat(client.texts(queue)).containsExactly("to the queue", "plain");
        assertThat(client.texts(topic)).containsExactly("to the topic", "also");
    }

    /** Clients without types of their own write the annotation as any whole number. */
    @Test
    void a_relayed_message_says_its_kind_as_a_whole_number_of_any_type() {
        AmqpReceiver queue = consumer("a", TestAmqpClient.source("one", "queue"));
        AmqpReceiver topic = consumer("b", TestAmqpClient.source("one", "topic"));
        AmqpSender relay = client.sender(session, "relay", TestAmqpClient.target(null));
        List<Object> ones = List.of(
                new UnsignedByte(1),
                new UnsignedShort(1),
                new UnsignedInteger(1),
                new UnsignedLong(1),
                (short) 1,
                1,
                1L);
        List<Object> others = List.of(new UnsignedByte(0), 0, 257, -1, 1L << 32, "1", 1.5, new UnsignedLong(-1));

        for (Object kind : ones) relay(relay, kind, "topic");
        for (Object kind : others) relay(relay, kind, "queue");

        assertThat(client.texts(topic)).hasSize(ones.size()).containsOnly("topic");
        assertThat(client.texts(queue)).hasSize(others.size()).containsOnly("queue");
    }

    private void relay(AmqpSender relay, Object kind, String text) {
        client.send(
                relay,
                new TestMessages().to("one").annotation("x-opt-jms-dest", kind).value(text));
    }

    @Test
    void a_relayed_message_without_a_way_is_rejected() {
        AmqpSender relay = client.sender(session, "relay", TestAmqpClient.target(null));

        assertThat(AmqpQueueTest.rejection(client.send(relay, TestAmqpClient.text("where to?")))
                        .condition())
                .isEqualTo(ErrorCondition.INVALID_FIELD);
        assertThat(AmqpQueueTest.rejection(client.send(
                                relay, new TestMessages().to("$secret").value("x")))
                        .condition())
                .isEqualTo(ErrorCondition.NOT_ALLOWED);
        byte[] gone = new TestMessages().to("$temporary-queue/99-1").value("x");
        assertThat(AmqpQueueTest.rejection(client.send(relay, gone)).condition())
                .isEqualTo(ErrorCondition.NOT_FOUND);
    }

    @Test
    @Clause("AMQP-2.6.3")
    void a_link_without_any_target_is_refused() {
        AmqpSender sender = client.sender(session, "nowhere", (Target) null);

        assertThat(client.error(sender).condition()).isEqualTo(ErrorCondition.INVALID_FIELD);
    }

    @Test
    void names_that_begin_with_a_dollar_are_not_for_clients() {
        AmqpSender sender = client.sender(session, "a", TestAmqpClient.target("$durable/x/y", "queue"));
        AmqpSender topic = client.sender(session, "b", TestAmqpClient.target("$SYS/x", "topic"));
        AmqpReceiver receiver = consumer("c", TestAmqpClient.source("$durable/x/y", "queue"));
        AmqpReceiver shared = consumer("d", TestAmqpClient.source("$share/g/x", "topic"));

        assertThat(List.of(sender, topic, receiver, shared))
                .extracting(link -> client.error(link).condition())
                .containsOnly(ErrorCondition.NOT_ALLOWED);
    }

    @Test
    void addresses_that_lead_nowhere_are_refused() {
        assertThat(client.error(client.sender(session, "a", TestAmqpClient.target("", "queue")))
                        .condition())
                .isEqualTo(ErrorCondition.INVALID_FIELD);
        assertThat(client.error(client.sender(session, "b", TestAmqpClient.target("a/+", "topic")))
                        .condition())
                .isEqualTo(ErrorCondition.INVALID_FIELD);
        assertThat(client.error(consumer("c", TestAmqpClient.source("a/#/b", "topic")))
                        .condition())
                .isEqualTo(ErrorCondition.INVALID_FIELD);
        assertThat(client.error(consumer("d", TestAmqpClient.source("a\0b", "queue")))
                        .condition())
                .isEqualTo(ErrorCondition.INVALID_FIELD);
        assertThat(client.error(consumer("e", TestAmqpClient.source(null))).condition())
                .isEqualTo(ErrorCondition.INVALID_FIELD);
    }

    @Test
    void what_the_node_refuses_is_told() {
        TestBroker small = new TestBroker(queuesMax(1));
        TestAmqpClient other = TestAmqpClient.of(small, "till-7");
        AmqpSession begun = other.session();
        other.sender(begun, "one");

        AmqpSender sender = other.sender(begun, "two");
        AmqpReceiver receiver = other.receiver(begun, "three");

        assertThat(other.error(sender).condition()).isEqualTo(ErrorCondition.RESOURCE_LIMIT_EXCEEDED);
        assertThat(other.error(receiver).condition()).isEqualTo(ErrorCondition.RESOURCE_LIMIT_EXCEEDED);
        assertThat(Objects.requireNonNull(other.answer(sender)).target()).isNull();
        assertThat(Objects.requireNonNull(other.answer(receiver)).source()).isNull();
    }

    // Temporary queues and topics

    @Test
    @Clause("AMQP-3.5.10")
    void a_temporary_queue_lives_as_long_as_the_link_that_made_it() {
        AmqpSender creator = client.sender(session, "creator", dynamic("temporary-queue"));
        String name = Objects.requireNonNull(
                ((Target) Objects.requireNonNull(answer(creator).target())).address());
        AmqpReceiver receiver = consumer("reader", TestAmqpClient.source(name, "temporary-queue"));
        client.send(client.sender(session, "writer", TestAmqpClient.target(name)), "one");

        assertThat(client.texts(receiver)).containsExactly("one");

        client.detach(creator, true);
        assertThat(broker.node.broker().queue(name)).isNull();
        assertThat(client.error(receiver).condition()).isEqualTo(ErrorCondition.RESOURCE_DELETED);
    }

    @Test
    void anybody_may_send_to_a_temporary_queue_and_only_its_connection_may_read() {
        AmqpSender creator = client.sender(session, "creator", dynamic("temporary-queue"));
        String name = Objects.requireNonNull(
                ((Target) Objects.requireNonNull(answer(creator).target())).address());
        AmqpReceiver own = consumer("reader", TestAmqpClient.source(name, "temporary-queue"));
        TestAmqpClient other = TestAmqpClient.of(broker, "till-8");
        AmqpSession begun = other.session();

        other.send(other.sender(begun, "a", TestAmqpClient.target(name, "temporary-queue")), "answer");
        AmqpReceiver foreign =
                other.receiver(begun, "b", SenderSettleMode.UNSETTLED, TestAmqpClient.source(name, "temporary-queue"));

        assertThat(client.texts(own)).containsExactly("answer");
        assertThat(other.error(foreign).condition()).isEqualTo(ErrorCondition.NOT_ALLOWED);
    }

    @Test
    void a_temporary_topic_is_a_topic() {
        AmqpSender creator = client.sender(session, "creator", dynamic("temporary-topic"));
        String name = Objects.requireNonNull(
                ((Target) Objects.requireNonNull(answer(creator).target())).address());
        AmqpReceiver one = consumer("reader 1", TestAmqpClient.source(name, "temporary-topic"));
        AmqpReceiver two = consumer("reader 2", TestAmqpClient.source(name));

        client.send(client.sender(session, "writer", TestAmqpClient.target(name)), "news");

        assertThat(client.texts(one)).containsExactly("news");
        assertThat(client.texts(two)).containsExactly("news");
    }

    @Test
    void a_receiver_may_ask_for_a_queue_of_its_own() {
        Source asked = new Source(
                null,
                TerminusDurability.NONE,
                ExpiryPolicy.LINK_DETACH,
                0,
                true,
                Collections.emptyMap(),
                null,
                Collections.emptyMap(),
                null,
                List.of(),
                List.of());
        AmqpReceiver receiver = consumer("answers", asked);
        String name = Objects.requireNonNull(
                Objects.requireNonNull(answer(receiver).source()).address());

        client.send(client.sender(session, "writer", TestAmqpClient.target(name)), "answer");
        assertThat(client.texts(receiver)).containsExactly("answer");

        client.detach(receiver, true);
        assertThat(broker.node.broker().queue(name)).isNull();
    }

    @Test
    void a_queue_that_is_made_for_a_session_that_has_ended_goes_again() {
        Source asked = new Source(
                null,
                TerminusDurability.NONE,
                ExpiryPolicy.LINK_DETACH,
                0,
                true,
                Collections.emptyMap(),
                null,
                Collections.emptyMap(),
                null,
                List.of(),
                List.of());
        session.receiver("hasty")
                .attach(TestAmqpClient.attach(
                        Role.RECEIVER, SenderSettleMode.UNSETTLED, asked, Target.at(null), List.of()));
        session.end(null);

        broker.settle();

        assertThat(broker.node.broker().queues()).isEmpty();
        assertThat(client.session().isOpen()).isTrue();
    }

    // Filters

    @Test
    void a_selector_is_known_by_its_descriptor_under_any_key() {
        AmqpReceiver byNumber =
                consumer("a", filtered("reds", new UnsignedLong(0x0000_468C_0000_0004L), "color = 'red'"));
        AmqpReceiver byName =
                consumer("b", filtered("blues", Symbol.of("apache.org:selector-filter:string"), "color = 'blue'"));

        for (String queue : List.of("reds", "blues")) {
            AmqpSender sender = client.sender(session, queue);
            client.send(sender, new TestMessages().property("color", "red").value("red"));
            client.send(sender, new TestMessages().property("color", "blue").value("blue"));
        }

        assertThat(client.texts(byNumber)).containsExactly("red");
        assertThat(client.texts(byName)).containsExactly("blue");
        assertThat(Objects.requireNonNull(answer(byName).source()).filter()).containsKey(Symbol.of("mine"));
    }

    @Test
    void a_wrong_selector_is_refused_with_what_is_wrong_and_where() {
        AmqpReceiver receiver = consumer("a", filtered("one", new UnsignedLong(0x0000_468C_0000_0004L), "color ="));

        assertThat(client.error(receiver).condition()).isEqualTo(ErrorCondition.INVALID_FIELD);
        assertThat(client.error(receiver).description()).contains("at character 7");
    }

    @Test
    void a_selector_that_is_no_text_is_refused() {
        AmqpReceiver receiver = consumer("a", filtered("one", new UnsignedLong(0x0000_468C_0000_0004L), 5));

        assertThat(client.error(receiver).condition()).isEqualTo(ErrorCondition.INVALID_FIELD);
    }

    @Test
    @Clause("AMQP-3.5.3")
    void a_filter_that_is_not_known_is_left_out_of_the_answer() {
        AmqpReceiver receiver = consumer("a", filtered("one", Symbol.of("example.org:golden"), "yes"));

        assertThat(Objects.requireNonNull(answer(receiver).source()).filter()).isEmpty();
        assertThat(client.detached(receiver)).isNull();
    }

    // Attach and detach

    @Test
    void a_link_may_be_detached_before_it_is_answered() {
        AmqpReceiver receiver = session.receiver("hasty");
        receiver.attach(TestAmqpClient.attach(
                Role.RECEIVER, SenderSettleMode.UNSETTLED, TestAmqpClient.source("one"), Target.at(null), List.of()));
        receiver.credit(10, false);
        receiver.detach(true, null);
        AmqpSender sender = session.sender("hasty too");
        sender.attach(TestAmqpClient.attach(
                Role.SENDER, SenderSettleMode.UNSETTLED, Source.at("x"), TestAmqpClient.target("one"), List.of()));
        sender.detach(true, null);
        broker.settle();

        assertThat(client.seen(AmqpEvent.Detached.class))
                .extracting(each -> each.link().name())
                .containsExactlyInAnyOrder("hasty", "hasty too");
        AmqpReceiver next = consumer("calm", TestAmqpClient.source("one"));
        assertThat(client.send(client.sender(session, "one"), TestAmqpClient.text("still here")))
                .isEqualTo(DeliveryState.ACCEPTED);
        assertThat(client.texts(next)).containsExactly("still here");
    }

    @Test
    void a_second_link_of_the_same_name_takes_the_place_of_the_first() {
        AmqpSession other = client.session();
        AmqpReceiver first = consumer("same", TestAmqpClient.source("one"));
        Attach again = new Attach(
                "same",
                9,
                Role.RECEIVER,
                SenderSettleMode.UNSETTLED,
                ReceiverSettleMode.FIRST,
                TestAmqpClient.source("one"),
                Target.at(null),
                null,
                false,
                -1,
                0,
                List.of(),
                List.of(),
                Collections.emptyMap());

        client.says(other.channel(), again);
        client.send(client.sender(session, "one"), "x");

        assertThat(client.error(first).condition()).isEqualTo(ErrorCondition.LINK_STOLEN);
        assertThat(client.texts(first)).isEmpty();
        assertThat(broker.node.broker().queue("one").messages()).isEqualTo(1);
    }
}
