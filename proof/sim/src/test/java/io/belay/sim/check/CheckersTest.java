package io.belay.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.ReasonCode;
import io.belay.sim.Event;
import io.belay.sim.History;
import io.belay.testkit.Clause;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each checker on histories written by hand: what it must find, and what it must let pass. */
final class CheckersTest {
    private static final long NEVER_S = 0xFFFFFFFFL;

    /** A subscriber on line 1 and a publisher on line 2, both there to the end. */
    private static HistoryScript pair(int qos) {
        return new HistoryScript()
                .connects("sub", true, NEVER_S, false)
                .connects("pub", true, NEVER_S, false)
                .subscribes(1, "a/#", qos);
    }

    @Test
    @Clause("MQTT-4.5.0-1")
    void an_acknowledged_message_that_never_came_is_missed() {
        HistoryScript script = pair(1).publishes(2, "a/b", 1, 7);

        assertThat(script.judgedBy(new ReachChecker()))
                .singleElement()
                .asString()
                .contains("message 7", "sub");
    }

    @Test
    void a_message_that_came_is_not_missed() {
        HistoryScript script = pair(1).publishes(2, "a/b", 1, 7).delivers(1, "a/b", 1, false, 1, 7);

        assertThat(script.judgedBy(new ReachChecker())).isEmpty();
    }

    @Test
    void what_was_never_acknowledged_is_owed_to_nobody() {
        HistoryScript script = pair(1).sends(2, "a/b", 1, 7, false);

        assertThat(script.judgedBy(new ReachChecker())).isEmpty();
    }

    @Test
    void what_was_published_after_unsubscribing_is_not_owed() {
        HistoryScript script = pair(1).unsubscribes(1, "a/#").publishes(2, "a/b", 1, 7);

        assertThat(script.judgedBy(new ReachChecker())).isEmpty();
    }

    @Test
    void an_other_topic_is_not_owed() {
        assertThat(pair(1).publishes(2, "b", 1, 7).judgedBy(new ReachChecker())).isEmpty();
    }

    @Test
    @Clause("MQTT-4.3.3-1")
    void a_second_copy_is_one_too_many() {
        HistoryScript script = pair(1).publishes(2, "a/b", 1, 7)
                .delivers(1, "a/b", 1, false, 1, 7)
                .delivers(1, "a/b", 1, false, 2, 7);

        assertThat(script.judgedBy(new CopiesChecker()))
                .singleElement()
                .asString()
                .contains("came 2 times");
    }

    @Test
    @Clause("MQTT-4.4.0-1")
    void a_repetition_under_its_packet_id_with_dup_is_no_copy() {
        HistoryScript script = pair(1).publishes(2, "a/b", 1, 7)
                .delivers(1, "a/b", 1, false, 1, 7)
                .delivers(1, "a/b", 1, true, 1, 7);

        assertThat(script.judgedBy(new CopiesChecker())).isEmpty();
    }

    @Test
    void two_copies_are_right_if_the_publisher_sent_it_twice() {
        HistoryScript script = pair(1).publishes(2, "a/b", 1, 7)
                .up(2, new Packet.Publish("a/b", 1, true, false, 1, 0, -1, new int[0], content(7)))
                .delivers(1, "a/b", 1, false, 1, 7)
                .delivers(1, "a/b", 1, false, 2, 7);

        assertThat(script.judgedBy(new CopiesChecker())).isEmpty();
    }

    private static byte[] content(long number) {
        return io.belay.sim.Payloads.content(number);
    }

    @Test
    @Clause("MQTT-4.6.0-6")
    void what_was_published_later_must_not_come_first() {
        HistoryScript script = pair(1).publishes(2, "a/b", 1, 7)
                .publishes(2, "a/b", 2, 8)
                .delivers(1, "a/b", 1, false, 1, 8)
                .delivers(1, "a/b", 1, false, 2, 7);

        assertThat(script.judgedBy(new OrderChecker()))
                .singleElement()
                .asString()
                .contains("message 7", "message 8");
    }

    @Test
    void what_is_sent_again_has_its_first_place_unless_the_copy_of_that_may_be_lost() {
        List<Integer> found = new ArrayList<>();
        for (int qos = 0; qos <= 1; qos++) {
            HistoryScript script = pair(qos)
                    .sends(2, "a/b", 1, 7, false)
                    .sends(2, "a/b", 2, 8, false)
                    .delivers(1, "a/b", qos, false, qos, 8)
                    .sends(2, "a/b", 1, 7, false)
                    .sends(2, "a/b", 2, 8, false)
                    .delivers(1, "a/b", qos, false, 2 * qos, 7)
                    .delivers(1, "a/b", qos, false, 3 * qos, 8);
            found.add(script.judgedBy(new OrderChecker()).size());
        }

        assertThat(found).containsExactly(0, 1);
    }

    @Test
    void topics_have_no_order_among_each_other() {
        HistoryScript script = pair(1).publishes(2, "a/b", 1, 7)
                .publishes(2, "a/c", 2, 8)
                .delivers(1, "a/c", 1, false, 1, 8)
                .delivers(1, "a/b", 1, false, 2, 7);

        assertThat(script.judgedBy(new OrderChecker())).isEmpty();
    }

    @Test
    void what_nobody_sent_is_found() {
        HistoryScript script = pair(1).delivers(1, "a/b", 1, false, 1, 7);

        assertThat(script.judgedBy(new OriginChecker()))
                .singleElement()
                .asString()
                .contains("nobody had sent it");
    }

    @Test
    void what_nobody_wanted_is_found() {
        HistoryScript script = pair(1).publishes(2, "b", 1, 7).delivers(1, "b", 1, false, 1, 7);

        assertThat(script.judgedBy(new OriginChecker()))
                .singleElement()
                .asString()
                .contains("no subscription");
    }

    @Test
    @Clause("MQTT-3.8.4-8")
    void more_than_was_granted_is_found() {
        HistoryScript script = pair(0).publishes(2, "a/b", 1, 7).delivers(1, "a/b", 1, false, 1, 7);

        assertThat(script.judgedBy(new OriginChecker()))
                .singleElement()
                .asString()
                .contains("asks for QoS 0");
    }

    @Test
    void an_acknowledgement_before_the_sync_is_found() {
        HistoryScript script =
                pair(1).sends(2, "a/b", 1, 7, false).acknowledges(2, 1).event(new Event.Stored(7));

        assertThat(script.judgedBy(new SyncChecker()))
                .singleElement()
                .asString()
                .contains("before it was on the disk");
    }

    @Test
    void an_acknowledgement_after_the_sync_is_right() {
        assertThat(pair(1).publishes(2, "a/b", 1, 7).judgedBy(new SyncChecker()))
                .isEmpty();
    }

    @Test
    @Clause("MQTT-3.3.4-9")
    void a_packet_id_in_use_is_found() {
        HistoryScript script = pair(1).publishes(2, "a/b", 1, 7)
                .delivers(1, "a/b", 1, false, 1, 7)
                .delivers(1, "a/b", 1, false, 1, 8);

        assertThat(script.judgedBy(new WindowChecker()))
                .singleElement()
                .asString()
                .contains("packet id 1 is in use");
    }

    @Test
    void a_packet_id_that_was_settled_is_free() {
        HistoryScript script =
                pair(1).delivers(1, "a/b", 1, false, 1, 7).settles(1, 1).delivers(1, "a/b", 1, false, 1, 8);

        assertThat(script.judgedBy(new WindowChecker())).isEmpty();
    }

    @Test
    void a_state_that_differs_after_a_replay_is_found() {
        HistoryScript script = new HistoryScript().crashes(2).event(new Event.Recovered(2, "another state"));

        assertThat(script.judgedBy(new ReplayChecker()))
                .singleElement()
                .asString()
                .contains("another state");
    }

    @Test
    void a_client_that_takes_offence_is_heard() {
        HistoryScript script = pair(1).event(new Event.Offended(1, "PUBREL with flags 0"));

        assertThat(script.judgedBy(new ProtocolChecker()))
                .singleElement()
                .asString()
                .contains("flags 0");
    }

    @Test
    void blame_of_a_client_that_did_nothing_wrong_is_found() {
        HistoryScript script = pair(1).dismisses(1, ReasonCode.PROTOCOL_ERROR);

        assertThat(script.judgedBy(new ProtocolChecker()))
                .singleElement()
                .asString()
                .contains("PROTOCOL_ERROR");
    }

    @Test
    @Clause("MQTT-3.1.2-22")
    void a_line_that_is_kept_through_its_silence_is_found() {
        HistoryScript script = pair(1).pass(15_000 + 1_001).up(1, new Packet.Pingreq());

        assertThat(script.judgedBy(new KeepAliveChecker())).isNotEmpty().allMatch(what -> what.contains("was kept"));
    }

    @Test
    void a_line_that_is_closed_in_good_time_for_its_silence_is_right() {
        HistoryScript script = new HistoryScript()
                .connects("sub", true, NEVER_S, false)
                .pass(15_001)
                .dismisses(1, ReasonCode.KEEP_ALIVE_TIMEOUT);

        assertThat(script.judgedBy(new KeepAliveChecker())).isEmpty();
    }

    @Test
    void a_line_that_is_closed_before_its_keep_alive_is_over_is_found() {
        HistoryScript script = new HistoryScript()
                .connects("sub", true, NEVER_S, false)
                .pass(14_000)
                .dismisses(1, ReasonCode.KEEP_ALIVE_TIMEOUT);

        assertThat(script.judgedBy(new KeepAliveChecker()))
                .singleElement()
                .asString()
                .contains("silence of only");
    }

    @Test
    @Clause("MQTT-3.1.4-3")
    void a_delivery_on_a_displaced_line_is_found() {
        HistoryScript script = new HistoryScript()
                .connects("c", true, NEVER_S, false)
                .connects("c", false, NEVER_S, true)
                .pass(2)
                .delivers(1, "a", 1, false, 1, 7);

        assertThat(script.judgedBy(new TakeoverChecker()))
                .anyMatch(what -> what.contains("still says Publish on line 1"));
    }

    @Test
    void a_displaced_line_that_is_told_and_closed_is_right() {
        HistoryScript script = new HistoryScript()
                .connects("c", true, NEVER_S, false)
                .asks("c", false, NEVER_S, null)
                .dismisses(1, ReasonCode.SESSION_TAKEN_OVER)
                .answered(true)
                .pass(2_000);

        assertThat(script.judgedBy(new TakeoverChecker())).isEmpty();
    }

    @Test
    void an_exchange_that_waits_for_ever_is_found() {
        HistoryScript script =
                pair(1).sends(2, "a/b", 1, 7, false).event(new Event.Calm()).pass(60_000);

        assertThat(script.judgedBy(new LivenessChecker()))
                .singleElement()
                .asString()
                .contains("never finished");
    }

    @Test
    void a_client_that_is_still_out_at_the_end_is_found() {
        assertThat(pair(1).loses(1).judgedBy(new LivenessChecker()))
                .singleElement()
                .asString()
                .contains("sub is not connected");
    }

    @Test
    void a_history_of_nothing_has_no_findings() {
        assertThat(Checkers.judge(new History(() -> 0, () -> 0))).isEmpty();
    }

    @Test
    void an_unanswered_subscribe_is_found() {
        HistoryScript script = new HistoryScript()
                .connects("sub", true, NEVER_S, false)
                .up(
                        1,
                        new Packet.Subscribe(
                                1, java.util.List.of(new Packet.Filter("a", 1, false, false, 0)), Properties.NONE));

        assertThat(script.judgedBy(new LivenessChecker()))
                .singleElement()
                .asString()
                .contains("never answered");
    }
}
