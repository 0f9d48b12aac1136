package io.belay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.client.ClientEvent;
import io.belay.mqtt.Packet;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BackupTest {
    private static final long LENGTH_US = 1_000_000;

    @Test
    void one_world_of_ten_is_restored_from_a_backup_that_was_begun_before() {
        int count = 0;
        for (long seed = 1; seed <= 1_000; seed++) {
            List<Schedule.Step> steps = BackupWriter.draw(seed, LENGTH_US);
            if (steps.isEmpty()) continue;
            count++;
            assertThat(steps.get(0).action()).isInstanceOf(Action.BackUp.class);
            assertThat(steps.get(1).action()).isInstanceOf(Action.Restore.class);
            assertThat(steps.get(1).atUs()).isBetween(steps.get(0).atUs(), LENGTH_US);
        }

        assertThat(count).isBetween(70, 130);
    }

    @Test
    void worlds_that_found_something_before_there_were_backups_have_none() {
        List<Long> seeds = Regressions.read(Path.of("regressions", "program-seeds.txt"));
        int last = seeds.indexOf(776094L);

        assertThat(last).isPositive();
        for (long seed : seeds.subList(0, last + 1))
            assertThat(BackupWriter.draw(seed, LENGTH_US)).as("seed " + seed).isEmpty();
    }

    @Test
    void no_more_have_worlds_of_other_clients() {
        for (long seed : Regressions.read(Path.of("regressions", "seeds.txt")))
            assertThat(BackupWriter.draw(seed, 2, LENGTH_US)).as("seed " + seed).isEmpty();
    }

    @Test
    void brokers_of_mqtt_clients_are_restored_and_packet_identifiers_that_were_open_in_the_backup_come_round() {
        int restored = 0;
        int reused = 0;
        for (long seed = 1; seed <= 500; seed++) {
            if (BackupWriter.draw(seed, 2, LENGTH_US).isEmpty()) continue;
            Outcome outcome = Outcome.of(seed);
            assertThat(outcome.findings()).as("seed " + seed).isEmpty();
            List<Moment> moments = outcome.history().moments();
            if (moments.stream().anyMatch(moment -> moment.event() instanceof Event.Restored)) restored++;
            if (isReused(moments)) reused++;
        }

        assertThat(restored).as("worlds of 500").isGreaterThan(20);
        assertThat(reused).as("in which an identifier came round").isGreaterThan(2);
    }

    /** Whether a restored broker hears another message under an identifier whose exchange was open when the backup began. */
    private static boolean isReused(List<Moment> moments) {
        TreeMap<Integer, String> clients = new TreeMap<>(); // by line
        TreeMap<String, Long> open = new TreeMap<>(); // by client and identifier: the message
        TreeMap<String, Long> kept = new TreeMap<>(); // as it was when the backup began
        boolean isRestored = false;
        for (Moment moment : moments) {
            Event event = moment.event();
            if (event instanceof Event.Opened opened) clients.put(opened.line(), opened.client());
            if (event instanceof Event.BackupBegan) kept.putAll(open);
            isRestored |= event instanceof Event.Restored;
            if (!(event instanceof Event.Passed passed) || passed.point() != Point.SERVER_GOT) continue;
            String client = clients.get(passed.line()) + " ";
            if (passed.packet() instanceof Packet.Pubrel pubrel) open.remove(client + pubrel.packetId());
            if (!(passed.packet() instanceof Packet.Publish publish) || publish.qos() != 2) continue;
            long number = Payloads.number(publish.content());
            Long before = kept.get(client + publish.packetId());
            if (isRestored && before != null && before != number) return true;
            open.put(client + publish.packetId(), number);
        }
        return false;
    }

    @Test
    void brokers_are_restored_and_programs_that_go_on_are_told() {
        int restored = 0;
        int told = 0;
        for (long seed = 1; seed <= 200; seed++) {
            if (BackupWriter.draw(seed, LENGTH_US).isEmpty()) continue;
            List<Moment> moments = Outcome.ofPrograms(seed).history().moments();
            if (moments.stream().anyMatch(moment -> moment.event() instanceof Event.Restored)) restored++;
            if (moments.stream().anyMatch(moment -> isTold(moment.event()))) told++;
        }

        assertThat(restored).as("worlds of 200").isGreaterThan(5);
        assertThat(told).as("in which a program was told").isPositive();
    }

    private static boolean isTold(Event event) {
        return event instanceof Event.Acted acted
                && acted.act() instanceof Act.Heard heard
                && heard.event() instanceof ClientEvent.Restored;
    }
}
