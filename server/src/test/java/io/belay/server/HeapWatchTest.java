package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapWatchTest {
    private int percent;
    private int afterFull; // what a full collection leaves
    private int collections;
    private final HeapWatch watch = new HeapWatch(
            new HeapWatch.Heap() {
                @Override
                public int percentAfterCollection() {
                    return percent;
                }

                @Override
                public void collect() {
                    collections++;
                    percent = afterFull;
                }
            },
            new BrokerClock(0));

    private void look(long nowMs, int usual, int full) {
        percent = usual;
        afterFull = full;
        watch.look(nowMs);
    }

    @Test
    void memory_is_short_when_even_a_full_collection_leaves_too_much() {
        look(0, 85, 85);
        assertThat(collections).isZero();
        look(1, 86, 85);
        assertThat(collections).isEqualTo(1);
        assertThat(watch.isShort()).as("it was garbage").isFalse();

        look(HeapWatch.FULL_EVERY_MS, 86, 86);
        assertThat(watch.isShort()).as("it is too early to be sure").isFalse();
        look(HeapWatch.FULL_EVERY_MS + 1, 86, 86);
        assertThat(watch.isShort()).isTrue();
        assertThat(collections).isEqualTo(2);
    }

    @Test
    void memory_is_short_no_more_when_it_has_fallen_to_the_lower_mark() {
        look(0, 90, 90);
        look(1, 76, 76);
        assertThat(watch.isShort()).isTrue();
        look(2, 75, 75);
        assertThat(watch.isShort()).isFalse();
    }

    @Test
    void what_has_become_garbage_since_is_found_by_a_full_collection_a_minute() {
        look(0, 90, 90);
        look(HeapWatch.FULL_EVERY_MS - 1, 90, 10);
        assertThat(watch.isShort()).isTrue();
        look(HeapWatch.FULL_EVERY_MS, 90, 10);
        assertThat(watch.isShort()).isFalse();
    }

    @Test
    void this_process_knows_what_its_last_collection_left() {
        HeapWatch.OwnHeap own = new HeapWatch.OwnHeap();
        own.collect();

        assertThat(own.percentAfterCollection()).isBetween(0, 100);
    }
}
