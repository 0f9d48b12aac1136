package io.belay.node.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConnectsTest {
    private static final String HERE = "192.0.2.1";
    private static final String THERE = "192.0.2.2";

    private final LimitCounts counts = new LimitCounts();

    private Connects with(int perSecond, int perAddress, int perAddressSecond, int perUser, int perUserSecond) {
        return new Connects(
                new ConnectOptions(perSecond, perAddress, perAddressSecond, perUser, perUserSecond, 2), counts);
    }

    private static @Nullable Limit limit(@Nullable Objection objection) {
        if (objection == null) return null;
        assertThat(objection.isOfLimit()).isTrue();
        for (Limit each : Limit.values()) if (objection.how().words().startsWith(each.key() + ": ")) return each;
        throw new AssertionError("no limit is named in " + objection);
    }

    @Test
    void so_many_connections_has_an_address_and_another_one_has_its_own() {
        Connects connects = with(0, 2, 0, 0, 0);

        assertThat(connects.arrive(HERE, 0)).isNull();
        assertThat(connects.arrive(HERE, 0)).isNull();
        assertThat(connects.arrive(HERE, 0))
                .isEqualTo(new Objection(Limit.ADDRESS_CONNECTIONS, "more than 2 connections of one address", 0));
        assertThat(connects.arrive(THERE, 0)).isNull();
        assertThat(counts.count(Limit.ADDRESS_CONNECTIONS)).isEqualTo(1);
    }

    @Test
    void a_connection_that_was_refused_counts_until_it_is_gone() {
        Connects connects = with(0, 1, 0, 0, 0);
        connects.arrive(HERE, 0);
        connects.arrive(HERE, 0);

        connects.gone(HERE);
        assertThat(limit(connects.arrive(HERE, 0))).isEqualTo(Limit.ADDRESS_CONNECTIONS);
        connects.gone(HERE);
        connects.gone(HERE);
        assertThat(connects.arrive(HERE, 0)).isNull();
    }

    @Test
    void so_many_connections_has_a_user() {
        Connects connects = with(0, 0, 0, 2, 0);

        assertThat(connects.enter("anna", 0)).isNull();
        assertThat(connects.enter("anna", 0)).isNull();
        assertThat(limit(connects.enter("anna", 0))).isEqualTo(Limit.USER_CONNECTIONS);
        assertThat(connects.enter("bert", 0)).isNull();
        connects.left("anna");
        assertThat(connects.enter("anna", 0))
                .as("whoever was refused does not count")
                .isNull();
    }

    @Test
    void the_pace_of_an_address_is_its_own() {
        Connects connects = with(0, 0, 1, 0, 0);

        assertThat(connects.arrive(HERE, 0)).isNull();
        assertThat(connects.arrive(HERE, 0)).isNull();
        Objection tooFast = Objects.requireNonNull(connects.arrive(HERE, 0));
        assertThat(tooFast).isEqualTo(new Objection(Limit.ADDRESS_RATE, "more than 1 connection in a second", 1_000));
        assertThat(connects.arrive(THERE, 0)).isNull();
        assertThat(connects.arrive(HERE, 1_000)).isNull();
    }

    @Test
    void the_pace_of_a_user_is_its_own() {
        Connects connects = with(0, 0, 0, 0, 1);

        connects.enter("anna", 0);
        connects.enter("anna", 0);
        assertThat(limit(connects.enter("anna", 0))).isEqualTo(Limit.USER_RATE);
        assertThat(connects.enter("bert", 0)).isNull();
    }

    @Test
    void of_too_many_addresses_the_longest_unseen_is_forgotten() {
        Connects connects = with(0, 0, 1, 0, 0);
        for (int count = 0; count < 3; count++) connects.arrive(HERE, 0);
        connects.arrive(THERE, 0);
        assertThat(limit(connects.arrive(HERE, 0))).isEqualTo(Limit.ADDRESS_RATE);

        connects.arrive("192.0.2.3", 0);
        connects.arrive(THERE, 0);

        assertThat(connects.arrive(HERE, 0)).as("it is new again").isNull();
    }

    @Test
    void of_a_storm_the_first_are_served_more_are_told_and_the_rest_are_not_heard() {
        Connects connects = with(10, 0, 0, 0, 0);
        int served = 0;
        List<Long> told = new ArrayList<>();
        int unheard = 0;
        for (int count = 0; count < 1_000; count++) {
            if (!connects.hears(HERE, 0)) {
                unheard++;
                continue;
            }
            Objection objection = connects.arrive(HERE, 0);
            if (objection == null) served++;
            else told.add(objection.retryAfterMs());
        }

        assertThat(served).isEqualTo(20);
        assertThat(told).hasSize(60).doesNotHaveDuplicates().startsWith(100L, 200L, 300L);
        assertThat(unheard).isEqualTo(920);
        assertThat(counts.count(Limit.ACCEPT_RATE)).isEqualTo(980);
    }

    @Test
    void a_thousand_who_come_back_at_once_are_all_served() {
        Connects connects = new Connects(ConnectOptions.DEFAULTS, counts);

        for (int count = 0; count < 1_000; count++) {
            assertThat(connects.hears(HERE, 0)).isTrue();
            assertThat(connects.arrive(HERE, 0)).isNull();
        }
    }

    @Test
    void a_line_counts_once_and_leaves_once() {
        Connects connects = with(0, 1, 0, 1, 0);
        Turnstile first = new Turnstile(connects, HERE, () -> 0);
        assertThat(first.objection()).isNull();
        assertThat(first.enter("anna")).isNull();
        assertThat(first.enter("anna")).as("it proves again who it is").isNull();

        Turnstile second = new Turnstile(connects, HERE, () -> 0);
        assertThat(limit(second.objection())).isEqualTo(Limit.ADDRESS_CONNECTIONS);
        assertThat(limit(second.enter("anna"))).isEqualTo(Limit.USER_CONNECTIONS);
        second.close();
        first.close();
        first.close();

        Turnstile third = new Turnstile(connects, HERE, () -> 0);
        assertThat(third.objection()).isNull();
        assertThat(third.enter("anna")).isNull();
    }

    @Test
    void whoever_needs_no_name_is_not_counted_as_a_user() {
        Connects connects = with(0, 0, 0, 1, 0);

        for (int count = 0; count < 3; count++) {
            assertThat(new Turnstile(connects, HERE, () -> 0).enter("anonymous"))
                    .isNull();
        }
    }

    @Test
    void options_out_of_their_range_are_refused() {
        for (int index = 0; index < 6; index++) {
            int[] of = {0, 0, 0, 0, 0, 1};
            of[index]--;
            assertThatThrownBy(() -> new ConnectOptions(of[0], of[1], of[2], of[3], of[4], of[5]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
