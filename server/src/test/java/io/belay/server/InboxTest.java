package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InboxTest {
    private static final class Letter extends Mail {
        private final int from;
        private final int number;

        Letter(int from, int number) {
            this.from = from;
            this.number = number;
        }

        @Override
        void open(NodeThread thread) {}
    }

    @Test
    void mail_is_read_in_the_order_in_which_it_was_posted() {
        Inbox inbox = new Inbox();
        for (int i = 0; i < 5; i++) inbox.post(new Letter(0, i));

        List<Integer> read = new ArrayList<>();
        for (Mail each = inbox.drain(); each != null; each = each.next) read.add(((Letter) each).number);

        assertThat(read).containsExactly(0, 1, 2, 3, 4);
        assertThat(inbox.isEmpty()).isTrue();
        assertThat(inbox.drain()).isNull();
    }

    /** The reader sleeps without end whenever the box is empty: a wake-up that is lost would hang it. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void no_wake_up_is_lost_and_each_writer_keeps_its_order() throws InterruptedException {
        int writers = 3;
        int letters = 20_000;
        Inbox inbox = new Inbox();
        List<Thread> threads = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            int from = w;
            threads.add(new Thread(() -> {
                for (int i = 0; i < letters; i++) inbox.post(new Letter(from, i));
            }));
        }

        threads.forEach(Thread::start);
        int[] next = new int[writers];
        for (int read = 0; read < writers * letters; ) {
            inbox.await(TimeUnit.HOURS.toNanos(1), () -> !inbox.isEmpty());
            for (Mail each = inbox.drain(); each != null; each = each.next) {
                Letter letter = (Letter) each;
                assertThat(letter.number).isEqualTo(next[letter.from]++);
                read++;
            }
        }
        for (Thread each : threads) each.join();

        assertThat(next).containsOnly(letters);
    }

    @Test
    void broker_time_begins_no_earlier_than_the_log_ends() {
        long farMs = System.currentTimeMillis() + 1_000_000;

        BrokerClock clock = new BrokerClock(farMs);
        long firstMs = clock.nowMs();

        assertThat(firstMs).isGreaterThanOrEqualTo(farMs);
        assertThat(clock.nowMs()).isGreaterThanOrEqualTo(firstMs);
        assertThat(new BrokerClock(0).nowMs()).isBetween(farMs - 1_000_000, farMs);
    }
}
