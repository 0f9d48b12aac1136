package io.belay.amqp;

import static io.belay.amqp.Frames.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.Resumption.Step;
import io.belay.amqp.Resumption.Suspension;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.DeliveryState.Received;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.ExpiryPolicy;
import io.belay.testkit.Clause;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every row of what two ends may remember of a delivery, and what follows. */
@Clause({"AMQP-2.6.13", "AMQP-3.4.6"})
class ResumptionTest {
    private static final Binary TAG = tag(1);
    private static final Received PART = new Received(2, 17);

    @Test
    void a_message_that_the_receiver_has_not_heard_of_is_sent_anew() {
        assertThat(steps(null)).containsExactly(new Step.SendAnew(TAG));
        assertThat(steps(PART)).containsExactly(new Step.SendAnew(TAG));
    }

    @Test
    void a_message_that_the_receiver_has_settled_after_its_outcome_was_heard_is_forgotten() {
        assertThat(steps(DeliveryState.ACCEPTED)).containsExactly(new Step.Forget(TAG, DeliveryState.ACCEPTED));
    }

    @Test
    void a_message_of_which_the_receiver_has_the_beginning_is_gone_on_with() {
        assertThat(steps(null, PART)).containsExactly(new Step.SendRest(TAG, PART));
    }

    @Test
    void a_message_of_which_the_receiver_has_only_the_tag_is_resumed_from_its_beginning() {
        assertThat(steps(null, null)).containsExactly(new Step.SendRest(TAG, null));
        assertThat(steps(PART, null)).containsExactly(new Step.SendRest(TAG, null));
    }

    @Test
    void a_message_that_the_receiver_has_decided_about_is_confirmed() {
        assertThat(steps(null, DeliveryState.RELEASED)).containsExactly(new Step.Confirm(TAG, DeliveryState.RELEASED));
    }

    @Test
    void when_both_know_an_outcome_it_is_the_receivers_that_counts() {
        assertThat(steps(DeliveryState.ACCEPTED, DeliveryState.RELEASED))
                .containsExactly(new Step.Confirm(TAG, DeliveryState.RELEASED));
    }

    @Test
    void an_outcome_that_the_receiver_has_forgotten_is_told_back_to_it() {
        assertThat(steps(DeliveryState.ACCEPTED, null)).containsExactly(new Step.Confirm(TAG, DeliveryState.ACCEPTED));
        assertThat(steps(DeliveryState.ACCEPTED, PART)).containsExactly(new Step.Confirm(TAG, DeliveryState.ACCEPTED));
    }

    @Test
    void what_only_the_receiver_knows_gets_no_step_and_is_settled_to_the_receiver() {
        Map<Binary, @Nullable DeliveryState> theirs = map(tag(9), null);

        assertThat(Resumption.ofSender(LinkMemory.NONE, theirs, false)).isEmpty();
        assertThat(Resumption.settledBySender(ours(TAG, null), theirs, false)).containsExactly(TAG);
        assertThat(Resumption.settledBySender(ours(TAG, null), null, false)).containsExactly(TAG);
        assertThat(Resumption.settledBySender(ours(TAG, null), map(TAG, null), false))
                .isEmpty();
    }

    @Test
    void as_long_as_a_map_is_incomplete_only_what_both_know_is_resumed() {
        assertThat(Resumption.ofSender(ours(TAG, null), Collections.emptyMap(), true))
                .isEmpty();
        assertThat(Resumption.ofSender(ours(TAG, null), map(TAG, null), true))
                .containsExactly(new Step.SendRest(TAG, null));
        assertThat(Resumption.settledBySender(ours(TAG, null), Collections.emptyMap(), true))
                .isEmpty();
    }

    @Test
    void the_steps_come_in_the_order_of_the_deliveries() {
        Map<Binary, LinkMemory.Entry> unsettled = new LinkedHashMap<>();
        for (int n = 9; n > 0; n--) unsettled.put(tag(n), new LinkMemory.Entry(null, n));

        assertThat(Resumption.ofSender(new LinkMemory(0, unsettled), map(tag(5), null), false))
                .extracting(Step::tag)
                .containsExactlyElementsOf(unsettled.keySet());
    }

    @Test
    void what_goes_into_a_transfer_is_brief() {
        AmqpError error = Frames.error(ErrorCondition.NOT_FOUND);

        assertThat(Resumption.brief(new DeliveryState.Rejected(error))).isEqualTo(new DeliveryState.Rejected(null));
        assertThat(Resumption.brief(DeliveryState.ACCEPTED)).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(Resumption.brief(new DeliveryState.Modified(true, false, Collections.emptyMap())))
                .isEqualTo(new DeliveryState.Modified(true, false, Collections.emptyMap()));
        assertThat(Resumption.brief(new DeliveryState.Declared(TAG))).isNull();
    }

    @Test
    @Clause("AMQP-3.5.6")
    void a_terminus_expires_by_its_policy_once_what_it_waits_for_has_ended() {
        long never = Long.MAX_VALUE;

        assertThat(expiries(ExpiryPolicy.LINK_DETACH)).containsExactly(5_100L, 5_100L, 5_100L);
        assertThat(expiries(ExpiryPolicy.SESSION_END)).containsExactly(never, 5_100L, 5_100L);
        assertThat(expiries(ExpiryPolicy.CONNECTION_CLOSE)).containsExactly(never, never, 5_100L);
        assertThat(expiries(ExpiryPolicy.NEVER)).containsExactly(never, never, never);
    }

    private static List<Long> expiries(ExpiryPolicy policy) {
        return List.of(Suspension.values()).stream()
                .map(suspension -> Resumption.expiresAtMs(policy, 5, suspension, 100))
                .toList();
    }

    private static LinkMemory ours(Binary tag, @Nullable DeliveryState state) {
        return new LinkMemory(3, Map.of(tag, new LinkMemory.Entry(state, 0)));
    }

    private static Map<Binary, @Nullable DeliveryState> map(Binary tag, @Nullable DeliveryState state) {
        Map<Binary, @Nullable DeliveryState> map = new LinkedHashMap<>();
        map.put(tag, state);
        return map;
    }

    /** The receiver knows nothing. */
    private static List<Step> steps(@Nullable DeliveryState ours) {
        return Resumption.ofSender(ours(TAG, ours), null, false);
    }

    private static List<Step> steps(@Nullable DeliveryState ours, @Nullable DeliveryState theirs) {
        return Resumption.ofSender(ours(TAG, ours), map(TAG, theirs), false);
    }
}
