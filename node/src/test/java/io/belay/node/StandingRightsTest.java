package io.belay.node;

import static io.belay.node.GuardedBroker.fate;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.Packet;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import org.junit.jupiter.api.Test;

/** What users may do, and how lines and subscriptions that stand follow when that is changed. */
class StandingRightsTest {
    private final GuardedBroker broker = new GuardedBroker();

    private void make(String user, String... roles) {
        boolean isAnna = user.equals("anna");
        broker.users(
                isAnna ? GuardedBroker.withRoles(GuardedBroker.ANNA, roles) : GuardedBroker.ANNA,
                isAnna ? GuardedBroker.BERT : GuardedBroker.withRoles(GuardedBroker.BERT, roles));
    }

    @Test
    void a_user_does_what_its_roles_allow() {
        TestClient client = broker.mqtt("till-1", "anna", "secret")
                .subscribe(1, "shop/#", 1)
                .subscribe(2, "home/anna/+", 1)
                .subscribe(3, "$share/group/till/till-1/#", 1);

        client.publish("shop/a/b", 1, 1, "one")
                .publish("home/anna/x", 0, 0, "two")
                .publish("till/till-1/in", 2, 2, "x");

        assertThat(client.messages()).containsExactly("shop/a/b=one", "home/anna/x=two", "till/till-1/in=x");
        assertThat(broker.witnessed).containsExactly("anna in by password");
    }

    @Test
    void a_user_of_queues_does_what_its_roles_allow() {
        TestAmqpClient client = broker.amqp("till-1", "anna", "secret");
        AmqpSession session = client.session();
        AmqpSender sender = client.sender(session, "orders/1");
        AmqpReceiver receiver = client.receiver(session, "orders/1");

        DeliveryState state = client.send(sender, TestAmqpClient.text("one"));
        client.credit(receiver, 10);

        assertThat(state).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(client.texts(receiver)).containsExactly("one");
    }

    @Test
    void a_user_that_is_removed_is_sent_away_with_the_reason_and_its_will_goes_with_it() {
        make("bert", "all");
        TestClient ear = broker.mqtt("ear", "bert", "hunter2").subscribe(1, "shop/#", 0);
        Packet.Will will = new Packet.Will("shop/will", 0, false, 0, -1, new byte[] {0, 'x'});
        TestClient mqtt = broker.mqtt(Version.MQTT_5, "a", "anna", "secret", will);
        TestClient old = broker.mqtt(Version.MQTT_3_1_1, "b", "anna", "secret", null);
        TestAmqpClient amqp = broker.amqp("c", "anna", "secret");

        broker.users(GuardedBroker.withRoles(GuardedBroker.BERT, "all"));

        assertThat(fate(mqtt)).isEqualTo("NOT_AUTHORIZED");
        assertThat(old.closed).isNotNull();
        assertThat(fate(amqp)).isEqualTo("amqp:unauthorized-access");
        assertThat(fate(ear)).isEqualTo("in");
        assertThat(ear.messages()).isEmpty();
    }

    @Test
    void those_without_a_name_are_sent_away_when_the_first_user_is_made() {
        broker.users();
        TestClient mqtt = broker.mqtt("a", null, null);
        TestAmqpClient amqp = TestAmqpClient.of(broker.broker, "b");

        broker.users(GuardedBroker.ANNA);

        assertThat(fate(mqtt)).isEqualTo("NOT_AUTHORIZED");
        assertThat(fate(amqp)).isEqualTo("amqp:unauthorized-access");
    }

    @Test
    void a_right_that_is_taken_counts_from_the_next_message_on() {
        TestClient client = broker.mqtt("a", "anna", "secret").publish("shop/1", 1, 1, "before");

        make("anna", "reader");
        client.publish("shop/1", 1, 2, "after");
        make("anna", "till");
        client.publish("shop/1", 1, 3, "again");

        assertThat(client.seen(MqttEvent.Acknowledged.class))
                .extracting(MqttEvent.Acknowledged::reason)
                .containsExactly(
                        ReasonCode.NO_MATCHING_SUBSCRIBERS,
                        ReasonCode.NOT_AUTHORIZED,
                        ReasonCode.NO_MATCHING_SUBSCRIBERS);
    }

    @Test
    void a_subscription_brings_nothing_any_more_that_its_client_may_not_have() {
        make("bert", "all");
        TestClient ear = broker.mqtt("ear", "anna", "secret").subscribe(1, "shop/#", 1);
        TestClient mouth = broker.mqtt("mouth", "bert", "hunter2").publish("shop/1", 1, 1, "before");

        broker.users(
                GuardedBroker.withRoles(GuardedBroker.ANNA, "sender"),
                GuardedBroker.withRoles(GuardedBroker.BERT, "all"));
        mouth.publish("shop/1", 1, 2, "after").publish("shop/1", 0, 0, "after");

        assertThat(ear.messages()).containsExactly("shop/1=before");
        assertThat(broker.broker.node.broker().sessionByClientId("ear").unsettled())
                .as("only the first is in flight, which it has not answered")
                .isOne();
    }

    @Test
    void what_waited_for_a_client_that_may_not_have_it_any_more_is_not_delivered_when_it_is_back() {
        make("bert", "all");
        TestClient away =
                broker.mqtt(Version.MQTT_3_1_1, "away", "anna", "secret", null).subscribe(1, "shop/#", 1);
        away.cut();
        broker.mqtt("mouth", "bert", "hunter2").publish("shop/1", 1, 1, "secret");

        broker.users(GuardedBroker.withRoles(GuardedBroker.ANNA, "sender"));
        TestClient back = broker.mqtt(Version.MQTT_3_1_1, "away", "anna", "secret", null);

        assertThat(fate(back)).isEqualTo("in");
        assertThat(back.messages()).isEmpty();
    }

    @Test
    void links_that_are_not_allowed_any_more_are_ended_and_others_go_on() {
        TestAmqpClient client = broker.amqp("a", "anna", "secret");
        AmqpSession session = client.session();
        AmqpSender sender = client.sender(session, "orders/1");
        AmqpReceiver receiver = client.receiver(session, "orders/1");
        AmqpReceiver topic = client.receiver(
                session, "t", io.belay.amqp.type.SenderSettleMode.UNSETTLED, TestAmqpClient.source("shop/#", "topic"));

        make("anna", "sender");

        assertThat(client.detached(sender)).as("it may still send").isNull();
        assertThat(client.error(receiver).condition()).isEqualTo(ErrorCondition.UNAUTHORIZED_ACCESS);
        assertThat(client.error(receiver).description()).isEqualTo("anna needs consume on queue orders/1");
        assertThat(client.error(topic).condition()).isEqualTo(ErrorCondition.UNAUTHORIZED_ACCESS);
        make("anna", "reader");
        assertThat(client.error(sender).condition()).isEqualTo(ErrorCondition.UNAUTHORIZED_ACCESS);
        assertThat(fate(client)).isEqualTo("in");
    }

    @Test
    void what_a_consumer_had_when_it_lost_its_right_goes_to_others_at_once() {
        make("bert", "till");
        TestAmqpClient anna = broker.amqp("a", "anna", "secret");
        AmqpSession hers = anna.session();
        AmqpReceiver receiver = anna.receiver(hers, "orders/1");
        anna.send(anna.sender(hers, "orders/1"), "one", "two", "three").credit(receiver, 2);
        answer(anna, receiver, 0);

        broker.users(
                GuardedBroker.withRoles(GuardedBroker.ANNA, "sender"),
                GuardedBroker.withRoles(GuardedBroker.BERT, "till"));
        TestAmqpClient bert = broker.amqp("b", "bert", "hunter2");
        AmqpReceiver his = bert.receiver(bert.session(), "orders/1");
        bert.credit(his, 10);
        answer(anna, receiver, 1);

        assertThat(anna.texts(receiver)).containsExactly("one", "two");
        assertThat(bert.texts(his)).containsExactly("two", "three");
        assertThat(fate(anna)).isEqualTo("in");
        assertThat(broker.broker.node.broker().totals().messages())
                .as("what she says of it now does not count")
                .isEqualTo(2);
    }

    private void answer(TestAmqpClient client, AmqpReceiver receiver, int index) {
        long id = client.arrivedOn(receiver).get(index).deliveryId();
        receiver.settle(id, id, DeliveryState.ACCEPTED, true);
        broker.settle();
    }
}
