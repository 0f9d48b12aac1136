package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.node.Request.Disposition;
import org.junit.jupiter.api.Test;

/** What nobody waits for goes along with what somebody waits for, and alone before long. */
class PatienceTest {
    private final TestNode world = new TestNode();
    private final TestPeer sender = world.peer("sender");
    private final TestPeer consumer = world.peer("consumer").consume(1, "q", 10);

    @Test
    void an_acceptance_that_wants_no_answer_is_not_written_at_once() {
        sender.send("q", "1");
        int writes = world.disk.writes;

        accept(0);

        assertThat(world.disk.writes).isEqualTo(writes);
        assertThat(world.node.isIdle()).isFalse();
    }

    @Test
    void it_goes_along_with_the_next_message() {
        sender.send("q", "1");
        accept(0);
        int writes = world.disk.writes;

        sender.send("q", "2");

        assertThat(consumer.texts(1)).containsExactly("1", "2");
        assertThat(world.disk.writes).isEqualTo(writes + 1);
        assertThat(world.node.isIdle()).isTrue();
    }

    @Test
    void it_is_written_alone_once_its_time_is_over_and_not_before() {
        sender.send("q", "1");
        accept(0);
        int writes = world.disk.writes;
        assertThat(world.node.nextTimeMs()).isEqualTo(world.nowMs + Node.PATIENCE_MS);

        world.pass(Node.PATIENCE_MS - 1);
        assertThat(world.disk.writes).isEqualTo(writes);
        world.pass(1);

        assertThat(world.disk.writes).isEqualTo(writes + 1);
        assertThat(world.node.isIdle()).isTrue();
        assertThat(world.node.nextTimeMs()).isGreaterThan(world.nowMs);
    }

    @Test
    void many_of_them_are_one_write() {
        sender.send("q", "1", "2", "3");
        int writes = world.disk.writes;

        for (int index = 0; index < 3; index++) {
            accept(index);
            world.pass(1);
        }
        world.pass(Node.PATIENCE_MS);

        assertThat(world.disk.writes).isEqualTo(writes + 1);
        assertThat(world.node.broker().queue("q").messages()).isZero();
    }

    @Test
    void an_acceptance_that_wants_an_answer_is_written_at_once_with_those_that_wait() {
        sender.send("q", "1", "2");
        accept(0);
        int writes = world.disk.writes;
        long second = consumer.delivery(1, 1).sequence();

        consumer.ask(new Request.Dispose(consumer.line, 1, new long[] {second}, Disposition.ACCEPTED, "", 7));

        assertThat(consumer.last(Reply.Disposed.class).token()).isEqualTo(7);
        assertThat(world.disk.writes).isEqualTo(writes + 1);
    }

    @Test
    void an_answer_that_must_wait_for_all_that_came_before_does_not_wait_for_company() {
        sender.send("q", "1");
        accept(0);

        assertThat(consumer.open(2, SourceSpec.of(Address.queue("q")))).isNull();

        assertThat(world.node.isIdle()).isTrue();
    }

    @Test
    void what_failed_comes_back_without_delay() {
        sender.send("q", "1");

        consumer.dispose(1, Disposition.FAILED, consumer.delivery(1, 0).sequence());

        assertThat(consumer.texts(1)).containsExactly("1", "1");
    }

    private void accept(int index) {
        consumer.dispose(1, Disposition.ACCEPTED, consumer.delivery(1, index).sequence());
    }
}
