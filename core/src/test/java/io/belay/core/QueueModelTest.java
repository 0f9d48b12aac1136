package io.belay.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command.Disposal;
import io.belay.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/** Random lives of queues against {@link NaiveQueues}, which must say the same, word for word. */
class QueueModelTest {
    private static final String[] CLIENTS = {"a", "b"};
    private static final String[] NAMES = {"p", "q", "r", "DLQ"};
    private static final String[] GRAVES = {"", "DLQ", "q", "late"};
    private static final String[] TOPICS = {"t", "t/1", "u"};
    private static final String[] FILTERS = {"t", "t/#", "+"};

    private Random random;
    private Scene scene;
    private NaiveQueues naive;
    private long nowMs;
    private int sent;

    @ParameterizedTest
    @Seeds(100)
    void the_queues_say_what_the_naive_ones_say_whatever_comes(long seed) {
        random = new Random(seed);
        scene = new Scene();
        naive = new NaiveQueues();
        nowMs = Scene.START_MS;
        naive.apply(new Command.Tick(nowMs));

        for (int step = 0; step < 300; step++) {
            if (random.nextInt(12) == 0) transaction();
            else check(command());
            if (random.nextInt(25) == 0) scene.reload();
        }

        scene.verify();
    }

    /** All of its records, or only some: then it never happened. */
    private void transaction() {
        long session = session();
        List<Command.Stage> stages = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            boolean publishes = random.nextInt(3) == 0;
            long queue = publishes ? 0 : queue();
            stages.add(new Command.Stage(session, queue, publishes ? message(pick(TOPICS)) : message("named")));
        }
        Refusal refusal = scene.broker.refusal(stages, Limits.DEFAULTS);
        assertThat(refusal == null).as("%s: %s", refusal, stages).isEqualTo(naive.accepts(stages));
        if (refusal != null) return;
        int written = random.nextInt(3) == 0 ? random.nextInt(stages.size() + 1) : stages.size();
        stages.subList(0, written).forEach(this::check);
        boolean commits = written == stages.size() && random.nextInt(8) > 0;
        if (commits)
            check(new Command.Commit(
                    session, random.nextBoolean() ? List.of() : List.of(consume(), consume()), linkTag("t1")));
        else check(random.nextBoolean() ? new Command.Rollback(session) : new Command.Restart());
    }

    private void check(Command command) {
        boolean refused = isRefused(command);
        if (refused) return;
        List<String> expected = naive.apply(command);
        assertThat(scene.says(command)).as("%s", command).isEqualTo(expected);
        assertThat(scene.broker.totals().messages())
                .as("messages after %s", command)
                .isEqualTo(naive.held());
        assertThat(scene.broker.nextTimeMs()).as("next time after %s", command).isEqualTo(naive.nextTimeMs());
        naive.contents()
                .forEach((name, entries) -> assertThat(scene.entries(name)).isEqualTo(entries));
        naive.watchers()
                .forEach((queue, sessions) ->
                        assertThat(scene.broker.watchers(queue)).isEqualTo(sessions));
        assertThat(scene.broker.queues()).hasSameSizeAs(naive.contents().keySet());
    }

    private boolean isRefused(Command command) {
        List<Command.Stage> asked = List.of();
        LinkTag repeated = command instanceof Command.Send it ? it.linkTag() : null;
        if (repeated != null && scene.broker.holdsTag(((Command.Send) command).session(), repeated)) return false;
        if (command instanceof Command.Send it) asked = List.of(new Command.Stage(0, it.queue(), it.message()));
        if (command instanceof Command.Publish it) asked = List.of(new Command.Stage(it.session(), 0, it.message()));
        if (command instanceof Command.Move move) {
            assertThat(scene.broker.refusal(move, Limits.DEFAULTS) == null)
                    .as("%s", move)
                    .isEqualTo(naive.accepts(move));
            return !naive.accepts(move);
        }
        if (asked.isEmpty()) return false;
        Refusal refusal = scene.broker.refusal(command, Limits.DEFAULTS);
        assertThat(refusal == null).as("%s: %s", refusal, command).isEqualTo(naive.accepts(asked));
        return refusal != null;
    }

    private Command command() {
        int dice = random.nextInt(100);
        if (dice < 30) return send();
        if (dice < 45) return new Command.Publish(random.nextBoolean() ? 0 : session(), 0, message(pick(TOPICS)));
        if (dice < 67) return consume();
        if (dice < 71) return move();
        if (dice < 80) return new Command.CreateQueue(spec());
        if (dice < 83) return new Command.DeleteQueue(queue(), "gone");
        if (dice < 85) return new Command.PurgeQueue(queue(), 1 + random.nextInt(40));
        if (dice < 86 && random.nextBoolean()) return forgetOrWatch();
        if (dice < 86) return new Command.Hand(queue(), random.nextInt(40));
        if (dice < 88) return new Command.PauseQueue(queue(), random.nextBoolean());
        if (dice < 92) return attach();
        if (dice < 93) return detach();
        if (dice < 94) return new Command.End(session(), "ended");
        if (dice < 95) return new Command.Restart();
        return timely();
    }

    private Command send() {
        long session = random.nextBoolean() ? 0 : session();
        return new Command.Send(session, queue(), linkTag("p1"), message("named"));
    }

    private Command move() {
        long[] sequences = random.ints(1 + random.nextInt(4), 1, 20)
                .asLongStream()
                .distinct()
                .toArray();
        return new Command.Move(queue(), queue(), sequences);
    }

    private Command forgetOrWatch() {
        if (random.nextInt(4) == 0) return new Command.ForgetLink(session(), random.nextBoolean() ? "p1" : "t1");
        return new Command.Watch(session(), queue(), random.nextInt(4) > 0);
    }

    private LinkTag linkTag(String link) {
        return random.nextBoolean() ? null : Words.linkTag(link, random.nextInt(20));
    }

    private Command timely() {
        nowMs += random.nextInt(1_500);
        long next = scene.broker.nextTimeMs();
        if (random.nextBoolean() && next != Long.MAX_VALUE) nowMs = Math.max(nowMs, next - random.nextInt(2));
        return new Command.Tick(nowMs);
    }

    private Command attach() {
        long expiryS = random.nextInt(3) == 0 ? 0 : Session.NEVER_S;
        return new Command.Attach(pick(CLIENTS), "owner", false, expiryS, 10, null, "here");
    }

    private Command detach() {
        long number = session();
        SessionView view = scene.broker.session(number);
        return new Command.Detach(number, view == null ? 1 : view.epoch(), "cut", true, -1);
    }

    private QueueSpec spec() {
        Lifetime lifetime = Lifetime.values()[random.nextInt(4)];
        long owner = random.nextInt(3) == 0 ? 0 : session();
        WhenFull whenFull = WhenFull.values()[random.nextInt(3)];
        QueuePolicy policy = new QueuePolicy(
                1 + random.nextInt(6), 20 + random.nextInt(60), whenFull, random.nextInt(4), pick(GRAVES), false);
        Binding binding =
                new Binding(pick(FILTERS), random.nextInt(3) == 0 ? "1" : "", random.nextInt(3) == 0, pick(CLIENTS));
        return new QueueSpec(pick(NAMES), lifetime, owner, policy, random.nextBoolean() ? binding : null);
    }

    private Command.Consume consume() {
        long[] sequences = new long[1 + random.nextInt(3)];
        for (int index = 0; index < sequences.length; index++) sequences[index] = 1 + random.nextInt(20);
        Disposal disposal = Disposal.values()[random.nextInt(Disposal.values().length)];
        return new Command.Consume(queue(), sequences, disposal, disposal == Disposal.ACCEPTED ? "" : "why");
    }

    private Message message(String topic) {
        long expiresAtMs = random.nextInt(3) == 0 ? nowMs + random.nextInt(3_000) : 0;
        Guarantee guarantee = Guarantee.values()[random.nextInt(3)];
        Message message = Words.message(topic, "m" + ++sent, guarantee, expiresAtMs);
        boolean plain = random.nextInt(3) > 0;
        return plain
                ? message
                : Words.scheduled(message, random.nextInt(10), random.nextInt(2) * nowMs, random.nextInt(3));
    }

    /** Mostly a queue that exists. */
    private long queue() {
        List<QueueView> all = scene.broker.queues();
        if (all.isEmpty() || random.nextInt(20) == 0) return 1 + random.nextInt(30);
        return all.get(random.nextInt(all.size())).number();
    }

    /** Mostly a session that exists. */
    private long session() {
        List<SessionView> all = scene.broker.sessions();
        if (all.isEmpty() || random.nextInt(10) == 0) return 1 + random.nextInt(9);
        return all.get(random.nextInt(all.size())).number();
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}
