package io.belay.sim.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.log.LogOptions;
import io.belay.testkit.Seeds;
import org.junit.jupiter.params.ParameterizedTest;

class LogCrashTest {
    private static final LogOptions OPTIONS = new LogOptions(2048, 512, 6000, 4096, 40);

    @ParameterizedTest
    @Seeds(300)
    void nothing_that_was_synced_is_lost_wherever_the_process_dies_or_the_power_fails(long seed) {
        LogWorld world = new LogWorld(seed, OPTIONS);
        for (int crash = 0; crash < 6; crash++) {
            int steps = world.chance.nextInt(400);
            for (int step = 0; step < steps; step++) world.step();
            if (world.chance.nextBoolean()) world.kill();
            else world.losePower();
        }

        world.settle();

        assertThat(world.log.failed()).as(world.log.failure()).isFalse();
        assertThat(world.log.synced()).isEqualTo(world.log.filling() - 1);
    }

    @ParameterizedTest
    @Seeds(100)
    void a_failed_sync_is_final_and_the_next_start_finds_all_that_was_synced(long seed) {
        LogWorld world = new LogWorld(seed, OPTIONS);
        for (int crash = 0; crash < 4; crash++) {
            int steps = world.chance.nextInt(300);
            for (int step = 0; step < steps; step++) world.step();
            world.disk.failNextWrite();
            world.put();
            world.settle();
            long synced = world.log.synced();
            for (int step = 0; step < 50; step++) world.step();

            assertThat(world.log.failed()).isTrue();
            assertThat(world.log.synced()).isEqualTo(synced);
            world.kill();
            for (int step = 0; step < 20; step++) world.step();
            world.losePower();
        }
        world.settle();
    }

    @ParameterizedTest
    @Seeds(100)
    void a_full_disk_loses_nothing_and_takes_again_when_there_is_room(long seed) {
        LogWorld world = new LogWorld(seed, OPTIONS);
        for (int round = 0; round < 4; round++) {
            for (int step = 0; step < 300; step++) world.step();
            world.disk.capacity(30_000 + world.chance.nextInt(10_000));
            for (int step = 0; step < 600 && !world.log.failed(); step++) world.step();
            world.disk.capacity(1 << 20);
            if (world.log.failed()) world.kill();
            world.log.retry();
            world.settle();

            assertThat(world.log.failed()).as(world.log.failure()).isFalse();
            assertThat(world.log.hasRoom(100)).isTrue();
        }
    }

    @ParameterizedTest
    @Seeds(30)
    void when_nothing_is_kept_no_segment_is_but_those_in_use(long seed) {
        LogWorld world = new LogWorld(seed, OPTIONS);
        for (int step = 0; step < 4000; step++) world.step();
        while (!world.kept.isEmpty()) world.drop();
        world.settle();
        world.checkpoint();
        world.settle();

        assertThat(world.disk.segments().size()).isLessThanOrEqualTo(3);
        assertThat(world.disk.checkpoints()).hasSize(1);
    }

    @ParameterizedTest
    @Seeds(30)
    void a_few_old_records_do_not_hold_their_segments_for_ever(long seed) {
        LogWorld world = new LogWorld(seed, OPTIONS);
        for (int record = 0; record < 2000; record++) {
            world.keep();
            boolean stays = world.chance.nextInt(50) == 0;
            if (!stays) world.dropNewest();
            if (record % 8 == 0) world.settle();
            if (world.log.wantsCheckpoint()) world.checkpoint();
            if (world.chance.nextInt(20) > 0) continue;
            world.settle();
            world.kill();
            world.settle();
        }
        world.settle();
        world.checkpoint();
        world.settle();
        world.settle();

        long keptBytes =
                world.kept.values().stream().mapToLong(bytes -> bytes.length).sum();
        assertThat(world.disk.segments().size() * 2048L).isLessThan(3 * keptBytes + 20_000);
        world.kill();
        world.settle();
        assertThat(world.readsDone).isGreaterThanOrEqualTo(world.kept.size());
    }
}
