package io.belay.core;

import static io.belay.core.Words.queue;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.ByteReader;
import io.belay.base.ByteWriter;
import org.junit.jupiter.api.Test;

/** To whom entries were given that others might claim. */
class EntrustTest {
    private final Scene scene = new Scene();

    EntrustTest() {
        scene.create(queue("q"));
        scene.send("q", "x");
        scene.send("q", "y");
    }

    @Test
    void an_entry_is_with_whom_it_was_given_to_last() {
        assertThat(scene.broker.entrustedTo(1, 1)).isNull();

        scene.says(new Command.Entrust(1, new Keeper(7, "c7"), 1));
        scene.says(new Command.Entrust(1, new Keeper(8, "c8"), 1));

        assertThat(scene.broker.entrustedTo(1, 1)).isEqualTo(new Keeper(8, "c8"));
        assertThat(scene.broker.hasEntrusted(1)).isTrue();
        assertThat(scene.broker.entrustedTo(1, 2)).isNull();
    }

    @Test
    void it_is_known_from_a_checkpoint_and_after_a_restart() {
        scene.says(new Command.Entrust(1, new Keeper(7, "c7"), 2));
        ByteWriter bytes = new ByteWriter(64);
        scene.broker.save(bytes);

        Broker read = Broker.load(new ByteReader(bytes.toArray()), Scene.CONTAINS);
        read.apply(new Command.Restart());

        assertThat(read.entrustedTo(1, 2)).isEqualTo(new Keeper(7, "c7"));
        assertThat(read.entrustedTo(1, 1)).isNull();
    }

    @Test
    void nothing_is_known_of_what_is_not_there_or_has_left() {
        scene.says(new Command.Entrust(1, new Keeper(7, "c7"), 1));
        scene.says(new Command.Consume(1, new long[] {1}, Command.Disposal.ACCEPTED, ""));

        scene.says(new Command.Entrust(1, new Keeper(7, "c7"), 1));
        scene.says(new Command.Entrust(1, new Keeper(7, "c7"), 9));
        scene.says(new Command.Entrust(9, new Keeper(7, "c7"), 1));

        assertThat(scene.broker.entrustedTo(1, 1)).isNull();
        assertThat(scene.broker.entrustedTo(1, 9)).isNull();
        assertThat(scene.broker.entrustedTo(9, 1)).isNull();
        assertThat(scene.broker.hasEntrusted(1)).isFalse();
        assertThat(scene.broker.hasEntrusted(9)).isFalse();
    }

    @Test
    void in_another_queue_an_entry_is_with_nobody() {
        scene.create(queue("other"));
        scene.says(new Command.Entrust(1, new Keeper(7, "c7"), 1));

        scene.says(new Command.Move(1, 2, new long[] {1}));

        assertThat(scene.broker.holdsEntry(2, 1)).isTrue();
        assertThat(scene.broker.entrustedTo(2, 1)).isNull();
    }

    @Test
    void a_link_whose_name_is_too_long_to_keep_stands_for_all_of_its_session() {
        String longest = "x".repeat(LinkTag.LINK_LENGTH_MAX);

        assertThat(Keeper.of(7, longest).isOf(7, longest)).isTrue();
        assertThat(Keeper.of(7, longest).isOf(7, "other")).isFalse();
        assertThat(Keeper.of(7, longest + "x").isOf(7, "other")).isTrue();
        assertThat(Keeper.of(7, "c1").isOf(8, "c1")).isFalse();
    }
}
