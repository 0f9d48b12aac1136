package io.belay.node;

import static io.belay.node.GuardedBroker.fate;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.TimelineEntry;
import io.belay.log.DiskReport;
import io.belay.mqtt.Version;
import io.belay.node.SessionOrder.End;
import io.belay.node.SessionOrder.Give;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators order of sessions, as of those that belong to nobody since the first user was made. */
class SessionOrdersTest {
    private final GuardedBroker broker = new GuardedBroker();
    private final List<SessionAnswer> answers = new ArrayList<>();

    private SessionAnswer order(SessionOrder order) {
        broker.broker.node.carryOut(order, answers::add);
        broker.settle();
        return answers.get(answers.size() - 1);
    }

    private String owner(String session) {
        return broker.broker.node.broker().sessionByClientId(session).owner();
    }

    /** A session from before there were users, with a message in it. */
    private void makeOld() {
        broker.users();
        TestClient before =
                broker.mqtt(Version.MQTT_3_1_1, "till", null, null, null).subscribe(1, "shop/#", 1);
        before.cut();
        broker.mqtt("mouth", null, null).publish("shop/1", 1, 1, "waits");
        broker.users(GuardedBroker.ANNA, GuardedBroker.BERT);
    }

    @Test
    void a_session_from_before_there_were_users_is_given_to_its_user_with_all_that_it_holds() {
        makeOld();
        TestClient refused = broker.mqtt(Version.MQTT_3_1_1, "till", "anna", "secret", null);

        SessionAnswer answer = order(new Give("till", "anna"));
        TestClient back = broker.mqtt(Version.MQTT_3_1_1, "till", "anna", "secret", null);

        assertThat(fate(refused)).isEqualTo("NOT_AUTHORIZED");
        assertThat(answer).isEqualTo(new SessionAnswer.Done(true));
        assertThat(back.messages()).containsExactly("shop/1=waits");
        assertThat(broker.broker.node.broker().timeline("till"))
                .extracting(TimelineEntry::what)
                .contains(TimelineEntry.What.GIVEN);
    }

    @Test
    void what_was_given_belongs_to_nobody_else_also_after_a_restart() {
        makeOld();
        order(new Give("till", "anna"));

        broker.broker.restart();

        assertThat(owner("till")).isEqualTo("anna");
        assertThat(fate(broker.mqtt(Version.MQTT_3_1_1, "till", "bert", "hunter2", null)))
                .isEqualTo("NOT_AUTHORIZED");
    }

    @Test
    void to_give_it_again_changes_nothing() {
        makeOld();
        order(new Give("till", "anna"));

        assertThat(order(new Give("till", "anna"))).isEqualTo(new SessionAnswer.Done(false));
    }

    @Test
    void a_session_whose_client_is_there_cannot_be_given() {
        TestClient there = broker.mqtt("till", "anna", "secret");

        assertThat(order(new Give("till", "bert"))).isEqualTo(new SessionAnswer.InUse());
        assertThat(owner("till")).isEqualTo("anna");
        assertThat(fate(there)).isEqualTo("in");
    }

    @Test
    void a_session_is_ended_and_its_line_with_it() {
        TestClient there = broker.mqtt("till", "anna", "secret");

        SessionAnswer answer = order(new End("till"));

        assertThat(answer).isEqualTo(new SessionAnswer.Done(true));
        assertThat(fate(there)).isEqualTo("ADMINISTRATIVE_ACTION");
        assertThat(broker.broker.node.broker().sessionByClientId("till")).isNull();
    }

    @Test
    void a_session_that_is_not_there_is_told() {
        assertThat(order(new End("nobody"))).isEqualTo(new SessionAnswer.Unknown());
        assertThat(order(new Give("nobody", "anna"))).isEqualTo(new SessionAnswer.Unknown());
    }

    @Test
    void nothing_is_answered_before_it_is_on_disk() {
        makeOld();

        broker.broker.node.carryOut(new Give("till", "anna"), answers::add);
        broker.broker.step();
        assertThat(answers).isEmpty();
        broker.settle();

        assertThat(answers).containsExactly(new SessionAnswer.Done(true));
    }

    @Test
    void a_node_that_has_failed_says_so() {
        makeOld();
        broker.broker.node.carryOut(new Give("till", "anna"), answers::add);

        broker.broker.node.report(new DiskReport.WriteFailed(1, "the disk is gone"));
        broker.broker.node.carryOut(new End("till"), answers::add);

        assertThat(answers).hasSize(2).allMatch(SessionAnswer.Failed.class::isInstance);
    }

    @Test
    void every_order_has_a_branch() {
        assertThat(SessionOrder.class.getPermittedSubclasses()).containsExactlyInAnyOrder(End.class, Give.class);
    }
}
