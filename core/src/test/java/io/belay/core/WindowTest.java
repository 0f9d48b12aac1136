package io.belay.core;

import static io.belay.core.Words.Q1;
import static io.belay.core.Words.Q2;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command.Outcome;
import io.belay.core.Command.Publish;
import io.belay.core.Command.Settle;
import io.belay.core.Command.Subscribe;
import io.belay.testkit.Clause;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
    private final Messages messages = new Messages();
    private final Window window = new Window(messages);

    @Test
    void the_first_sequence_is_1_and_each_is_one_more() {
        window.open(10);

        assertThat(start(1)).isEqualTo(1);
        assertThat(start(2)).isEqualTo(2);
        assertThat(window.end()).isEqualTo(3);
    }

    @Test
    void a_settled_one_leaves_when_all_before_it_have() {
        window.open(10);
        for (int number = 1; number <= 3; number++) start(number);

        window.settle(2);

        assertThat(window.first()).isEqualTo(1);
        assertThat(window.isUnsettled(2)).isFalse();
        window.settle(1);
        assertThat(window.first()).isEqualTo(3);
        assertThat(window.unsettled()).isEqualTo(1);
    }

    @Test
    @Clause("MQTT-3.3.4-9")
    void room_ends_with_the_last_that_may_be_in_flight() {
        window.open(3);

        start(1);
        start(2);

        assertThat(window.hasRoom()).as("2 of 3").isTrue();
        start(3);
        assertThat(window.hasRoom()).as("3 of 3").isFalse();
        window.settle(2);
        assertThat(window.hasRoom()).as("2 of 3 again").isTrue();
    }

    @Test
    void one_received_keeps_its_place_in_flight_until_it_is_settled() {
        window.open(1);
        start(1);

        window.receive(1);

        assertThat(window.hasRoom()).isFalse();
        window.settle(1);
        assertThat(window.hasRoom()).isTrue();
    }

    @Test
    void a_new_line_owes_what_was_started_and_not_what_was_received() {
        window.open(10);
        for (int number = 1; number <= 3; number++) start(number);
        window.receive(2);

        window.open(10);

        assertThat(window.owes()).isTrue();
        assertThat(window.repeat()).isEqualTo(1);
        assertThat(window.owes()).isTrue();
        assertThat(window.repeat()).isEqualTo(3);
        assertThat(window.owes()).isFalse();
    }

    @Test
    void bytes_are_those_of_what_is_not_settled() {
        window.open(10);
        messages.begin(1, 100, 0);
        messages.begin(2, 30, 0);
        window.start(1, Q1, false, Ring.NO_IDS, 0);
        window.start(2, Q2, true, new int[] {7}, 9);

        assertThat(window.bytes()).isEqualTo(130);
        window.settle(1);
        assertThat(window.bytes()).isEqualTo(30);
        assertThat(window.guarantee(2)).isEqualTo(Q2);
        assertThat(window.retain(2)).isTrue();
        assertThat(window.ids(2)).containsExactly(7);
        assertThat(window.origin(2)).isEqualTo(9);
        window.settle(2);
        assertThat(window.bytes()).isZero();
    }

    @Test
    @Clause("MQTT-2.2.1-4")
    void sequences_in_use_never_span_more_than_the_packet_ids_there_are() {
        Broker broker = new Broker();
        broker.apply(Scene.attaching("a", 3600, Window.SPAN, null));
        broker.apply(new Subscribe(1, List.of(Words.filter("t", Q1))));
        Publish publish = new Publish(0, 0, Words.message("t", "x", Q1));
        for (int sent = 0; sent < Window.SPAN - 1; sent++) broker.apply(publish);
        assertThat(broker.session(1).unsettled()).as("N-1 started").isEqualTo(Window.SPAN - 1);
        broker.apply(publish);
        for (long sequence = 2; sequence <= Window.SPAN; sequence++) settle(broker, sequence);
        assertThat(broker.session(1).unsettled())
                .as("only the first of N is left")
                .isEqualTo(1);

        broker.apply(publish);

        assertThat(broker.session(1).queued())
                .as("N+1 has to wait for the first")
                .isEqualTo(1);
        assertThat(settle(broker, 1)).hasSize(2);
        assertThat(broker.session(1).unsettled()).isEqualTo(1);
        assertThat(broker.session(1).queued()).isZero();
    }

    private List<Effect> settle(Broker broker, long sequence) {
        return broker.apply(new Settle(1, sequence, Outcome.SETTLED));
    }

    private long start(long number) {
        messages.begin(number, 1, 0);
        return window.start(number, Q1, false, Ring.NO_IDS, 0);
    }
}
