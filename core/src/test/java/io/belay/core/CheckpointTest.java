package io.belay.core;

import static io.belay.core.Words.Q1;
import static io.belay.core.Words.Q2;
import static io.belay.core.Words.filter;
import static io.belay.core.Words.message;
import static io.belay.core.Words.retained;
import static io.belay.core.Words.shared;
import static io.belay.core.Words.will;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.base.ByteReader;
import io.belay.base.MalformedException;
import io.belay.core.Command.Detach;
import io.belay.core.Command.Publish;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A broker of the bytes of another is the same broker. */
class CheckpointTest extends SceneTest {
    @Test
    void an_empty_broker_is_a_few_bytes() {
        assertThat(Scene.save(new Broker())).hasSize(14);
    }

    @Test
    void a_broker_goes_on_from_its_checkpoint() {
        everything();

        scene.reload();

        assertThat(scene.settle("a", 1)).isEmpty();
        assertThat(scene.settle("a", 2)).containsExactly("a#5 5 q2 ids[3]");
        assertThat(scene.says(new Publish(scene.number("a"), 5, message("t", "again", Q2))))
                .containsExactly("routed again");
        assertThat(scene.says(new Detach(2, 1, "cut", true, -1))).containsExactly("b will gone");
        assertThat(scene.attach("a", 60, 100))
                .containsExactly(
                        "a displaced 1",
                        "a attached 2 resumed",
                        "a#3 3 q2 again ids[3]",
                        "a#4 4 q2 again ids[3]",
                        "a#5 5 q2 again ids[3]",
                        "a#6 self q2 ids[3]");
        assertThat(scene.publish("s", "shared", Q1)).containsExactly("a#7 shared q1", "routed 1");
        assertThat(scene.inWords(scene.broker.due())).containsExactly("c will c is gone", "b will gone");
    }

    @Test
    void timers_go_on_from_a_checkpoint() {
        scene.attach("a", 60, will("w", "gone", Q1, 5_000));
        scene.subscribe("a", filter("t", Q1), shared("g", "s", Q1));
        scene.detach("a");
        scene.publish(message("t", "x", Q1, Scene.START_MS + 1_000));
        scene.publish(message("s", "y", Q1, Scene.START_MS + 2_000));
        scene.publish(retained(message("r", "z", Q1, Scene.START_MS + 3_000)));
        scene.reload();

        for (long next : new long[] {1_000, 2_000, 3_000, 5_000, 60_000}) {
            assertThat(scene.broker.nextTimeMs()).isEqualTo(Scene.START_MS + next);
            scene.tick(next);
        }
        assertThat(scene.broker.totals()).isEqualTo(new Totals(0, 0, 0, 0, 0));
    }

    @Test
    void timelines_of_those_who_ended_are_kept() {
        scene.attach("a", 0, 10);
        scene.detach("a");
        var before = scene.broker.timeline("a");

        scene.reload();

        assertThat(scene.broker.timeline("a")).hasSize(3).isEqualTo(before);
    }

    @Test
    void a_checkpoint_of_another_version_is_malformed() {
        byte[] saved = Scene.save(scene.broker);
        saved[0] = 6;

        assertThatThrownBy(() -> load(saved))
                .isInstanceOf(MalformedException.class)
                .hasMessage("expected a checkpoint of version 1 to 5, found 6");
    }

    @Test
    void a_checkpoint_of_version_1_has_no_queues_and_is_still_read() {
        scene.attach("a", 60, 3);
        scene.subscribe("a", filter("t", Q2, 3));
        scene.publish("t", "x", Q2);
        byte[] saved = Scene.save(scene.broker);
        byte[] old = Arrays.copyOf(saved, saved.length - 6); // delayed, lastQueue, queues, links, stories
        old[0] = 1;

        Broker loaded = load(old);

        assertThat(loaded.queues()).isEmpty();
        assertThat(Scene.save(loaded)).isEqualTo(saved);
    }

    @Test
    void a_checkpoint_of_version_2_has_no_tags_of_links_and_is_still_read() {
        scene.attach("a", 60, 3);
        scene.create(Words.queue("q"));
        scene.send("q", "x");
        byte[] saved = Scene.save(scene.broker);
        byte[] old =
                Arrays.copyOf(saved, saved.length - 3); // no tags and no watches of one session, no story of one entry
        old[0] = 2;

        Broker loaded = load(old);

        assertThat(loaded.queues()).hasSize(1);
        assertThat(Scene.save(loaded)).isEqualTo(saved);
    }

    @Test
    void tags_of_links_and_watches_go_on_from_a_checkpoint() {
        links();

        scene.reload();

        assertThat(scene.broker.heldLinks(1)).containsExactly("p1", "p2");
        assertThat(scene.broker.heldTags(1, "p1").count()).isEqualTo(4);
        assertThat(scene.view("a").tags()).isEqualTo(5);
        assertThat(scene.broker.watched(1)).containsExactly(1L, 2L);
        assertThat(scene.broker.watchers(2)).containsExactly(1L);
    }

    @Test
    void links_that_are_cut_short_or_of_no_queue_are_malformed() {
        links();
        byte[] saved = Scene.save(scene.broker);

        for (int length = 0; length < saved.length; length++) {
            byte[] cut = Arrays.copyOf(saved, length);
            assertThatThrownBy(() -> load(cut)).as("cut at %s", length).isInstanceOf(MalformedException.class);
        }
        saved[saved.length - 2] = 9; // the last watched queue, before the story
        assertThatThrownBy(() -> load(saved)).hasMessage("expected a queue of this checkpoint, found 9");
    }

    /** Something of all that is held for those who come back. */
    private void links() {
        scene.attach("a", 60, 3);
        scene.create(Words.queue("q"));
        scene.create(Words.queue("r"));
        for (long tag : new long[] {1, 2, 9}) {
            scene.says(new Command.Send(1, 1, Words.linkTag("p1", tag), message("q", "x", Q1)));
        }
        scene.says(new Command.Send(1, 1, new LinkTag("p1", new byte[] {7}), message("q", "x", Q1)));
        scene.says(new Publish(1, 0, Words.linkTag("p2", -1), message("t", "x", Q1)));
        scene.says(new Command.Watch(1, 2, true));
        scene.says(new Command.Watch(1, 1, true));
    }

    @Test
    void queues_go_on_from_a_checkpoint() {
        queues();

        scene.reload();

        assertThat(scene.entries("q")).containsExactly("q+1 1 failed 1", "q+3 3 priority 9 at 7 group 5", "q+4 4");
        assertThat(scene.entries("DLQ"))
                .containsExactly("DLQ+1 2 dead of q: no", "DLQ+2 5 dead of q: no", "DLQ+3 6 dead of q: never");
        assertThat(scene.entries("empty")).isEmpty();
        assertThat(scene.broker.queue("empty").paused()).isTrue();
        assertThat(scene.create(Words.queue("next"))).containsExactly("next new");
        assertThat(scene.queue("next"))
                .as("the number of one that was deleted is not used")
                .isEqualTo(6);
        assertThat(scene.send("q", "on")).containsExactly("q+7 on");
        assertThat(scene.send("empty", "on")).containsExactly("empty+2 on");
    }

    @Test
    void queues_that_are_cut_short_are_malformed() {
        queues();
        byte[] saved = Scene.save(scene.broker);

        for (int length = 0; length < saved.length; length++) {
            byte[] cut = Arrays.copyOf(saved, length);
            assertThatThrownBy(() -> load(cut)).as("cut at %s", length).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void a_queue_that_stands_there_twice_is_malformed() {
        int from = Scene.save(scene.broker).length; // the count of queues is last
        scene.create(Words.queue("q"));
        byte[] one = Scene.save(scene.broker);
        byte[] two = Arrays.copyOf(one, one.length * 2 - from);
        System.arraycopy(one, from, two, one.length, one.length - from);
        two[from - 1] = 2;

        assertThatThrownBy(() -> load(two))
                .isInstanceOf(MalformedException.class)
                .hasMessage("expected a queue that was not named before, found 1");
    }

    /** Something of all that a queue can hold. */
    private void queues() {
        scene.create(Words.queue("q"));
        scene.send("q", "1");
        scene.send("q", "2");
        scene.send("q", Words.scheduled(message("q", "3", Q1), 9, Scene.START_MS + 7, 5));
        for (int at = 4; at <= 6; at++) scene.send("q", "" + at);
        scene.fail("q", 1);
        scene.reject("q", "no", 2, 5);
        scene.reject("q", "never", 6);
        scene.create(Words.bound("empty", new Binding("t/#", "red", true, "a")));
        scene.send("empty", "gone");
        scene.accept("empty", 1);
        scene.says(new Command.PauseQueue(scene.queue("empty"), true));
        scene.create(new QueueSpec("w", Lifetime.WHILE_USED, 0, Words.holding(1, 1, WhenFull.BLOCK), null));
        scene.create(Words.queue("ended"));
        scene.says(new Command.DeleteQueue(scene.queue("ended"), "gone"));
    }

    @Test
    void a_checkpoint_that_is_cut_short_is_malformed() {
        everything();
        byte[] saved = Scene.save(scene.broker);

        for (int length = 0; length < saved.length; length++) {
            byte[] cut = Arrays.copyOf(saved, length);
            assertThatThrownBy(() -> load(cut)).as("cut at %s", length).isInstanceOf(MalformedException.class);
        }
    }

    /** Something of all that a checkpoint holds. */
    private void everything() {
        scene.attach("a", 60, 3);
        scene.attach("b", 60, will("w", "gone", Q1, 0));
        scene.subscribe("a", filter("t", Q2, 3), shared("g", "s", Q2));
        for (int at = 1; at <= 5; at++) scene.publish("t", "" + at, Q2);
        scene.receive("a", 1);
        scene.settle("a", 1);
        scene.settle("a", 1);
        scene.receive("a", 2);
        scene.says(new Publish(scene.number("a"), 5, message("t", "self", Q2)));
        scene.publish(retained(message("r", "kept", Q1, Scene.START_MS + 50_000)));
        scene.attach("c", 0, will("w", "c is gone", Q1, 0));
        scene.detach("c");
    }

    private static Broker load(byte[] bytes) {
        return Broker.load(new ByteReader(bytes));
    }
}
