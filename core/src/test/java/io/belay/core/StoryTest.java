package io.belay.core;

import static io.belay.core.Words.Q1;
import static io.belay.core.Words.Q2;
import static io.belay.core.Words.filter;
import static io.belay.core.Words.message;
import static io.belay.core.Words.queue;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.Break;
import io.belay.base.ByteReader;
import io.belay.base.ByteWriter;
import io.belay.base.Cause;
import io.belay.core.Command.Attach;
import io.belay.core.Command.Detach;
import io.belay.core.Command.Hand;
import io.belay.core.Command.Publish;
import io.belay.core.Command.Restart;
import io.belay.core.Command.Watch;
import io.belay.core.TimelineEntry.What;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the timeline tells of a break: the cause, what was in flight, what was restored. */
class StoryTest extends SceneTest {
    private static final Break SILENT = new Break(Cause.SILENT, "nothing heard for 1500 ms");

    private TimelineEntry last() {
        List<TimelineEntry> all = scene.broker.timeline("a");
        return all.get(all.size() - 1);
    }

    private void lose(Break why, InFlight inFlight) {
        scene.says(new Detach(scene.number("a"), scene.epoch("a"), why, inFlight, true, -1));
    }

    @Test
    void the_cause_and_what_was_in_flight_are_told() {
        scene.attach("a", 60, 1);
        scene.subscribe("a", filter("t", Q1));
        scene.publish("t", "x", Q1);
        scene.publish("t", "y", Q1);
        scene.says(new Publish(scene.number("a"), 5, message("s", "z", Q2)));

        lose(SILENT, new InFlight(3, 7, 2));

        assertThat(last().what()).isSameAs(What.LOST);
        assertThat(last().cause()).isSameAs(Cause.SILENT);
        assertThat(last().detail()).isEqualTo("nothing heard for 1500 ms");
        assertThat(last().holdings()).isEqualTo(new Holdings(3, 1 + 7, 1, 1, 1, 2));
    }

    @Test
    void what_was_restored_and_from_where_is_told() {
        scene.attach("a", 60, 10);
        scene.subscribe("a", filter("t", Q1));
        scene.publish("t", "x", Q1);
        lose(SILENT, InFlight.NONE);

        scene.says(new Attach("a", "owner", false, 60, 10, null, "[::1]:5000").with(new InFlight(0, 4, 2)));

        assertThat(last())
                .isEqualTo(new TimelineEntry(
                        Scene.START_MS, 2, What.RESUMED, null, "[::1]:5000", new Holdings(0, 1 + 4, 0, 0, 1, 2)));
    }

    @Test
    void a_takeover_is_told_with_by_whom_and_from_where() {
        scene.attach("a", 60, 10);

        scene.says(new Attach("a", "owner", false, 60, 10, null, "10.0.0.1:4711"));

        TimelineEntry displaced = scene.broker.timeline("a").get(1);
        assertThat(displaced.what()).isSameAs(What.DISPLACED);
        assertThat(displaced.cause()).isSameAs(Cause.TAKEN_OVER);
        assertThat(displaced.detail()).isEqualTo("by user owner, client a, from 10.0.0.1:4711");
    }

    @Test
    void an_operator_is_told_as_such() {
        scene.attach("a", 60, 10);

        scene.says(new Command.End(scene.number("a"), "belay session end"));

        assertThat(scene.broker.timeline("a"))
                .extracting(TimelineEntry::what, TimelineEntry::cause)
                .contains(org.assertj.core.groups.Tuple.tuple(What.DISPLACED, Cause.OPERATOR));
    }

    @Test
    void a_crash_is_told_with_when_the_broker_went_and_was_back() {
        scene.attach("a", 60, 10);
        scene.tick(5_000);

        scene.says(new Restart(Scene.START_MS + 2_000));

        assertThat(last().cause()).isSameAs(Cause.CRASH);
        assertThat(last().atMs()).isEqualTo(Scene.START_MS + 2_000);
        assertThat(last().detail())
                .isEqualTo("the broker went away at about 1970-01-01T00:16:42Z and was back at 1970-01-01T00:16:45Z");
        assertThat(scene.view("a").expiresAtMs()).isEqualTo(Scene.START_MS + 5_000 + 60_000);
    }

    @Test
    void after_a_crash_it_is_told_how_much_its_consumers_had_at_most() {
        scene.attach("a", 60, 10);
        scene.attach("b", 60, 10);
        scene.subscribe("a", filter("t", Q1));
        scene.publish("t", "x", Q1);
        for (String name : List.of("q", "r", "s")) scene.create(queue(name));
        for (String body : List.of("1", "2", "3", "4")) scene.send("q", body);
        scene.send("r", "5");
        scene.send("s", "6");
        for (long queue = 1; queue <= 2; queue++) scene.says(new Watch(scene.number("a"), queue, true));
        scene.says(new Watch(scene.number("b"), 1, true));
        scene.says(new Hand(1, 3));
        scene.says(new Hand(2, 1_000));
        scene.says(new Hand(3, 1_000));
        scene.says(new Command.Consume(1, new long[] {2}, Command.Disposal.ACCEPTED, ""));

        scene.says(new Restart());

        assertThat(last().holdings()).isEqualTo(new Holdings(0, 1 + 2 + 1, 0, 0, 1, 2));
        List<TimelineEntry> other = scene.broker.timeline("b");
        assertThat(other.get(other.size() - 1).holdings()).isEqualTo(new Holdings(0, 2, 0, 0, 0, 1));
    }

    @Test
    void what_was_never_handed_out_was_with_nobody_at_a_crash() {
        scene.attach("a", 60, 10);
        scene.create(queue("q"));
        scene.send("q", "1");
        scene.says(new Watch(scene.number("a"), 1, true));

        scene.says(new Restart());

        assertThat(last().holdings()).isEqualTo(new Holdings(0, 0, 0, 0, 0, 1));
    }

    @Test
    void what_a_displaced_line_waited_for_is_in_flight_there_and_not_restored() {
        scene.attach("a", 60, 10);

        scene.says(new Attach("a", "owner", false, 60, 10, null, "here").with(new InFlight(3, 4, 2)));

        assertThat(scene.broker.timeline("a").get(1).holdings()).isEqualTo(new Holdings(3, 4, 0, 0, 0, 2));
        assertThat(last().holdings()).isEqualTo(new Holdings(0, 4, 0, 0, 0, 2));
    }

    @Test
    void a_broker_was_never_seen_later_than_now() {
        scene.attach("a", 60, 10);

        scene.says(new Restart(Long.MAX_VALUE));

        assertThat(last().atMs()).isEqualTo(Scene.START_MS);
    }

    @Test
    void who_was_away_already_is_told_nothing_of_a_crash() {
        scene.attach("a", 60, 10);
        lose(SILENT, InFlight.NONE);

        scene.says(new Restart(Scene.START_MS));

        assertThat(last().cause()).isSameAs(Cause.SILENT);
    }

    @Test
    void when_the_line_before_came_is_remembered_as_long_as_its_entry() {
        assertThat(scene.broker.lineBeforeMs(1)).as("nobody").isZero();
        scene.attach("a", 60, 10);
        assertThat(scene.broker.lineBeforeMs(1)).as("the first line").isZero();
        lose(SILENT, InFlight.NONE);
        scene.tick(5_000);
        scene.attach("a", 60, 10);
        scene.tick(7_000);
        assertThat(scene.broker.lineBeforeMs(1)).isEqualTo(Scene.START_MS);

        scene.attach("a", 60, 10);

        assertThat(scene.broker.lineBeforeMs(1)).isEqualTo(Scene.START_MS + 5_000);
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void every_cause_comes_back_from_the_log_and_from_a_checkpoint(Cause cause) {
        scene.attach("a", 60, 10);
        lose(new Break(cause, "why"), new InFlight(1, 2, 3));
        List<TimelineEntry> before = scene.broker.timeline("a");

        scene.reload();

        assertThat(last().cause()).isSameAs(cause);
        assertThat(scene.broker.timeline("a")).isEqualTo(before);
    }

    @Test
    void stories_of_those_who_ended_come_back_from_a_checkpoint() {
        scene.attach("a", 0, 10);
        lose(SILENT, new InFlight(1, 2, 3));
        scene.attach("b", 60, 10);
        List<TimelineEntry> before = scene.broker.timeline("a");

        scene.reload();

        assertThat(scene.broker.timeline("a")).isEqualTo(before).hasSize(3);
    }

    @Test
    void a_checkpoint_of_version_3_has_no_causes_and_is_still_read() {
        scene.attach("a", 60, 10);
        byte[] saved = Scene.save(scene.broker);
        byte[] old = Arrays.copyOf(saved, saved.length - 1); // the story of one entry
        old[0] = 3;

        Broker loaded = Broker.load(new ByteReader(old));

        assertThat(Scene.save(loaded)).isEqualTo(saved);
    }

    @Test
    void a_log_of_before_is_still_read() {
        byte[] detach = {4, 1, 2, 3, 'c', 'u', 't', 1, 0}; // session 1, epoch 2, "cut", with will, expiry as it was
        byte[] restart = {2};

        assertThat(read(detach)).isEqualTo(new Detach(1, 2, "cut", true, -1));
        assertThat(read(restart)).isEqualTo(new Restart(0));
        assertThat(write(new Detach(1, 2, "cut", true, -1))).isEqualTo(detach);
        assertThat(write(new Restart())).isEqualTo(restart);
    }

    @Test
    void commands_that_say_more_come_back() {
        Attach attach = new Attach("a", "o", true, 1, 2, null, "from");
        List<Command> all = List.of(
                new Detach(1, 2, new Break(Cause.GOODBYE, ""), InFlight.NONE, false, 7),
                new Detach(1, 2, new Break(Cause.UNKNOWN, "x"), new InFlight(1, 0, 0), false, 7),
                new Detach(1, 2, SILENT, new InFlight(Long.MAX_VALUE, Long.MAX_VALUE, 0), true, -1),
                attach.with(new InFlight(0, 4, 2)),
                attach,
                new Restart(Long.MAX_VALUE));

        for (Command command : all) assertThat(read(write(command))).isEqualTo(command);
    }

    private static byte[] write(Command command) {
        ByteWriter out = new ByteWriter(16);
        CommandCodec.write(command, out);
        return out.toArray();
    }

    private static Command read(byte[] bytes) {
        return CommandCodec.read(new ByteReader(bytes));
    }
}
