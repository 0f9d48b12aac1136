package io.belay.node;

import static io.belay.node.GuardedBroker.fate;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.TimelineEntry;
import io.belay.log.DiskReport;
import io.belay.mqtt.Version;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions that operators give to users, as those that belong to nobody since the first user was made. */
class GivingTest {
    private final GuardedBroker broker = new GuardedBroker();
    private final List<Giving> answers = new ArrayList<>();

    private Giving give(String session, String user) {
        broker.broker.node.operators().giveSession(session, user, answers::add);
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

        Giving answer = give("till", "anna");
        TestClient back = broker.mqtt(Version.MQTT_3_1_1, "till", "anna", "secret", null);

        assertThat(fate(refused)).isEqualTo("NOT_AUTHORIZED");
        assertThat(answer).isEqualTo(Giving.DONE);
        assertThat(back.messages()).containsExactly("shop/1=waits");
        assertThat(broker.broker.node.broker().timeline("till"))
                .extracting(TimelineEntry::what)
                .contains(TimelineEntry.What.GIVEN);
    }

    @Test
    void what_was_given_belongs_to_nobody_else_also_after_a_restart() {
        makeOld();
        give("till", "anna");

        broker.broker.restart();

        assertThat(owner("till")).isEqualTo("anna");
        assertThat(fate(broker.mqtt(Version.MQTT_3_1_1, "till", "bert", "hunter2", null)))
                .isEqualTo("NOT_AUTHORIZED");
    }

    @Test
    void to_give_it_again_changes_nothing() {
        makeOld();
        give("till", "anna");

        assertThat(give("till", "anna")).isEqualTo(Giving.WAS_SO);
    }

    @Test
    void a_session_whose_client_is_there_cannot_be_given() {
        TestClient there = broker.mqtt("till", "anna", "secret");

        assertThat(give("till", "bert")).isEqualTo(Giving.IN_USE);
        assertThat(owner("till")).isEqualTo("anna");
        assertThat(fate(there)).isEqualTo("in");
    }

    @Test
    void a_session_that_is_not_there_is_told() {
        assertThat(give("nobody", "anna")).isEqualTo(Giving.UNKNOWN);
    }

    @Test
    void nothing_is_answered_before_it_is_on_disk() {
        makeOld();

        broker.broker.node.operators().giveSession("till", "anna", answers::add);
        broker.broker.step();
        assertThat(answers).isEmpty();
        broker.settle();

        assertThat(answers).containsExactly(Giving.DONE);
    }

    @Test
    void a_node_that_has_failed_says_so() {
        makeOld();
        broker.broker.node.operators().giveSession("till", "anna", answers::add);

        broker.broker.node.report(new DiskReport.WriteFailed(1, "the disk is gone"));
        broker.broker.node.operators().giveSession("till", "bert", answers::add);

        assertThat(answers).hasSize(2).containsOnly(Giving.FAILED);
    }
}
