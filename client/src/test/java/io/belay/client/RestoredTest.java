package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.client.ClientEvent.Restored;
import io.belay.client.ClientEvent.SessionLost;
import org.junit.jupiter.api.Test;

/** The broker comes back as it was when a backup was taken. */
class RestoredTest {
    private final ScriptedBroker broker = new ScriptedBroker();
    private final World world = new World(broker, ClientOptions.of("till-7"), ReturnOptions.to("a"), 3);

    private void meets(String backup, boolean isResumed) {
        broker.keeping(42, isResumed);
        if (!backup.isEmpty()) broker.properties.put(LineOpening.RESTORED, backup);
    }

    private void returnsTo(String backup, boolean isResumed) {
        meets(backup, isResumed);
        world.cut();
        world.pass(1_000);
    }

    @Test
    void a_session_that_it_knows_from_the_backup_hears_so_once() {
        meets("", false);
        world.opened();

        returnsTo("monday", true);
        returnsTo("monday", true);

        assertThat(world.events(Restored.class)).containsExactly(new Restored("a", "monday"));
        assertThat(world.events(SessionLost.class)).isEmpty();
        assertThat(world.events(ClientEvent.Resumed.class)).hasSize(2);
    }

    @Test
    void each_backup_is_told_of() {
        meets("monday", false);
        world.opened();

        returnsTo("monday", true);
        returnsTo("tuesday", true);
        returnsTo("", true);

        assertThat(world.events(Restored.class)).containsExactly(new Restored("a", "tuesday"), new Restored("a", ""));
    }

    @Test
    void a_session_that_it_does_not_know_is_lost_and_no_more_is_told() {
        meets("", false);
        world.opened();

        returnsTo("monday", false);
        returnsTo("monday", true);

        assertThat(world.events(SessionLost.class)).hasSize(1);
        assertThat(world.events(Restored.class)).isEmpty();
    }
}
