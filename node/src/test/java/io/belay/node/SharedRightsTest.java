package io.belay.node;

import static io.belay.node.GuardedBroker.fate;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Subscription;
import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.Version;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of shared subscriptions when a member may not have any more what it subscribes to. */
class SharedRightsTest {
    private final GuardedBroker broker = new GuardedBroker();

    SharedRightsTest() {
        give();
    }

    /** Anna and Bert may consume. */
    private void give() {
        broker.users(GuardedBroker.ANNA, GuardedBroker.withRoles(GuardedBroker.BERT, "till"));
    }

    /** Anna may not consume any more; lines hear of it after {@code ms}. */
    private void take(long ms) {
        broker.users(
                ms,
                GuardedBroker.withRoles(GuardedBroker.ANNA, "sender"),
                GuardedBroker.withRoles(GuardedBroker.BERT, "till"));
    }

    private static void send(TestClient mouth, int qos, int count) {
        for (int number = 1; number <= count; number++) mouth.send("shop/1", qos, number, "m" + number, false);
        mouth.broker.settle();
    }

    private static List<String> messages(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> "shop/1=m" + number)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "1, 250", "2, 250", "0, 250"})
    void what_a_member_may_not_have_any_more_goes_to_the_others_of_its_group(int qos, long ms) {
        TestClient anna = broker.mqtt("a", "anna", "secret").subscribe(1, "$share/g/shop/#", qos);
        TestClient bert = broker.mqtt("b", "bert", "hunter2").subscribe(1, "$share/g/shop/#", qos);

        take(ms);
        send(bert, qos, 6);

        assertThat(anna.messages()).isEmpty();
        assertThat(bert.messages()).containsExactlyInAnyOrderElementsOf(messages(6));
        assertThat(fate(anna)).isEqualTo("in");
    }

    @Test
    void what_waits_for_others_waits_in_order_also_if_a_member_had_it_that_may_not() {
        broker.mqtt("a", "anna", "secret").subscribe(1, "$share/g/shop/#", 2);
        TestClient away = awayMember();

        take(0);
        send(broker.mqtt("m", "bert", "hunter2"), 2, 6);
        TestClient back = broker.mqtt(Version.MQTT_3_1_1, "b", "bert", "hunter2", null);

        assertThat(away.messages()).isEmpty();
        assertThat(back.messages()).containsExactlyElementsOf(messages(6));
    }

    private TestClient awayMember() {
        TestClient away =
                broker.mqtt(Version.MQTT_3_1_1, "b", "bert", "hunter2", null).subscribe(1, "$share/g/shop/#", 2);
        away.cut();
        return away;
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, false"})
    void what_a_member_had_on_its_last_line_goes_to_others_unless_it_may_have_taken_it(int qos, boolean goesOn) {
        TestClient anna =
                broker.mqtt(Version.MQTT_3_1_1, "a", "anna", "secret", null).subscribe(1, "$share/g/shop/#", qos);
        TestClient mouth = broker.mqtt("m", "bert", "hunter2");
        send(mouth, qos, 1);
        anna.cut();
        TestClient bert = broker.mqtt("b", "bert", "hunter2").subscribe(1, "$share/g/shop/#", qos);

        take(250);
        TestClient back = broker.mqtt(Version.MQTT_3_1_1, "a", "anna", "secret", null);

        assertThat(anna.messages()).hasSize(1);
        assertThat(back.messages()).isEmpty();
        assertThat(bert.messages()).hasSize(goesOn ? 1 : 0);
    }

    @Test
    void a_member_that_is_back_without_its_right_has_left_its_group() {
        broker.mqtt(Version.MQTT_3_1_1, "a", "anna", "secret", null)
                .subscribe(1, "$share/g/shop/#", 0)
                .subscribe(2, "shop/#", 0)
                .cut();

        take(250);
        TestClient back = broker.mqtt(Version.MQTT_3_1_1, "a", "anna", "secret", null);

        assertThat(broker.broker.node.broker().sessionByClientId("a").subscriptions())
                .extracting(Subscription::group)
                .containsExactly("");
        assertThat(back.seen(MqttEvent.Unsubscribed.class)).isEmpty();
        assertThat(fate(back)).isEqualTo("in");
    }

    @ParameterizedTest
    @CsvSource({"$share/g/shop/#", "shop/#"})
    void what_came_for_a_user_that_was_just_removed_is_there_when_it_is_made_again(String filter) {
        TestClient anna =
                broker.mqtt(Version.MQTT_3_1_1, "a", "anna", "secret", null).subscribe(1, filter, 1);
        TestClient mouth = broker.mqtt("m", "bert", "hunter2");

        broker.users(0, GuardedBroker.withRoles(GuardedBroker.BERT, "till"));
        send(mouth, 1, 2);
        broker.broker.pass(250);
        give();
        TestClient back = broker.mqtt(Version.MQTT_3_1_1, "a", "anna", "secret", null);
        mouth.publish("shop/1", 1, 3, "m3");

        assertThat(anna.messages()).isEmpty();
        assertThat(back.messages()).containsExactlyElementsOf(messages(3));
    }

    @Test
    void a_member_that_has_its_right_again_subscribes_again() {
        TestClient anna = broker.mqtt("a", "anna", "secret").subscribe(1, "$share/g/shop/#", 1);
        TestClient mouth = broker.mqtt("m", "bert", "hunter2");

        take(250);
        give();
        send(mouth, 1, 1);
        anna.subscribe(2, "$share/g/shop/#", 1);
        mouth.publish("shop/1", 1, 2, "again");

        assertThat(anna.messages()).containsExactly("shop/1=again");
    }
}
