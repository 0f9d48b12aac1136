package io.belay.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command.Unsubscribe.Topic;
import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/** Random lives of a broker against {@link NaiveBroker}, which must say the same, word for word. */
class ModelTest {
    private static final String[] CLIENTS = {"a", "b", "c", "d"};
    private static final String[] TOPICS = {"t", "t/1", "t/2", "t/1/x", "$s/1", "u"};
    private static final String[] FILTERS = {"t", "t/1", "t/+", "t/#", "#", "+/1", "$s/#", "+", "t/1/#"};
    private static final String[] SHARED = {"t/#", "t/1"}; // few, so that groups have several members
    private static final long[] EXPIRIES_S = {0, 1, 5, 60, Session.NEVER_S};
    private static final int[] WINDOWS = {1, 2, 3, 100};

    private Random random;
    private Scene scene;
    private NaiveBroker naive;
    private long nowMs;
    private int published;

    @ParameterizedTest
    @Seeds(200)
    @Clause({"M3-2", "M3-31", "M3-32", "M3-33", "M5-37", "M5-41", "M5-71"})
    void the_broker_says_what_the_naive_one_says_whatever_comes(long seed) {
        random = new Random(seed);
        scene = new Scene();
        naive = new NaiveBroker();
        nowMs = Scene.START_MS;
        naive.apply(new Command.Tick(nowMs));

        for (int step = 0; step < 300; step++) step(step);

        scene.verify();
    }

    private void step(int step) {
        Command command = random.nextInt(12) == 0 ? timely() : command();
        List<String> expected = naive.apply(command);
        List<String> said = scene.says(command);
        assertThat(said).as("step %s: %s", step, command).isEqualTo(expected);
        assertThat(scene.broker.totals().messages())
                .as("messages held after step %s", step)
                .isEqualTo(naive.held());
        assertThat(scene.broker.sessions().stream().map(SessionView::tags).toList())
                .as("tags held after step %s", step)
                .isEqualTo(naive.tagsHeld());
        assertThat(dueWills()).as("wills due after step %s", step).isEqualTo(naive.dueWills());
        assertThat(scene.broker.nextTimeMs())
                .as("next time after step %s", step)
                .isEqualTo(naive.nextTimeMs());
        if (random.nextInt(25) == 0) scene.reload();
    }

    private List<String> dueWills() {
        return scene.broker.due().stream()
                .map(due -> due.session() + " " + Words.body(due.message()))
                .toList();
    }

    private Command timely() {
        nowMs += random.nextInt(4) == 0 ? random.nextInt(60_000) : random.nextInt(1_500);
        long next = scene.broker.nextTimeMs();
        if (random.nextBoolean() && next != Long.MAX_VALUE) nowMs = Math.max(nowMs, next - random.nextInt(2));
        return new Command.Tick(nowMs);
    }

    private Command command() {
        int dice = random.nextInt(100);
        if (dice < 14) return attach();
        if (dice < 22) return detach();
        if (dice < 34) return subscribe();
        if (dice < 38) return unsubscribe();
        if (dice < 64) return publish();
        if (dice < 66) return new Command.Retain(retainedMessage());
        if (dice < 68) return new Command.Release(session(), tag());
        if (dice < 70) return forget();
        if (dice < 92) return settle();
        if (dice < 94) return fire();
        if (dice < 95) return new Command.DropWill(session(), "dropped");
        if (dice < 96) return new Command.Give(session(), random.nextBoolean() ? "owner" : "another");
        if (dice < 97) return new Command.End(session(), "ended");
        if (dice < 98) return new Command.Restart();
        return new Command.Tick(nowMs);
    }

    private Command attach() {
        boolean clean = random.nextInt(8) == 0;
        long expiryS = EXPIRIES_S[random.nextInt(EXPIRIES_S.length)];
        int window = WINDOWS[random.nextInt(WINDOWS.length)];
        return new Command.Attach(pick(CLIENTS), "owner", clean, expiryS, window, will(), "here");
    }

    private Will will() {
        if (random.nextBoolean()) return null;
        long expiryMs = random.nextInt(3) == 0 ? -1 : random.nextInt(3) * 2_000L;
        return new Will(message(), random.nextInt(3) * 1_000L, expiryMs);
    }

    private Command detach() {
        long number = session();
        SessionView view = scene.broker.session(number);
        long epoch = view == null ? 1 : view.epoch() - (random.nextInt(6) == 0 ? 1 : 0);
        return new Command.Detach(number, epoch, "cut", random.nextBoolean(), random.nextInt(6) == 0 ? 2 : -1);
    }

    private Command subscribe() {
        List<Subscription> all = new ArrayList<>();
        for (int left = random.nextInt(2); left >= 0; left--) {
            boolean shared = random.nextInt(3) == 0;
            all.add(new Subscription(
                    pick(shared ? SHARED : FILTERS),
                    shared ? "g" : "",
                    guarantee(),
                    !shared && random.nextInt(4) == 0,
                    random.nextBoolean(),
                    random.nextInt(3),
                    random.nextInt(3)));
        }
        return new Command.Subscribe(session(), all);
    }

    private Command unsubscribe() {
        boolean shared = random.nextInt(3) == 0;
        Topic topic = new Topic(pick(shared ? SHARED : FILTERS), shared ? "g" : "");
        return new Command.Unsubscribe(session(), List.of(topic));
    }

    private Command publish() {
        Message message = random.nextInt(4) == 0 ? retainedMessage() : message();
        boolean tagged = random.nextInt(3) == 0;
        LinkTag linkTag = random.nextInt(4) == 0 && !tagged ? Words.linkTag(link(), tag()) : null;
        return new Command.Publish(random.nextInt(4) == 0 ? 0 : session(), tagged ? tag() : 0, linkTag, message);
    }

    private Command forget() {
        if (random.nextInt(4) == 0) return new Command.ForgetLink(session(), link());
        return new Command.Forget(session(), link(), Words.tags(tag(), tag()));
    }

    private String link() {
        return random.nextBoolean() ? "p1" : "p10";
    }

    private Command settle() {
        long number = session();
        SessionView view = scene.broker.session(number);
        long sequence = view == null ? 1 : 1 + random.nextInt(20);
        return new Command.Settle(number, sequence, outcome());
    }

    private Command.Outcome outcome() {
        if (random.nextInt(10) == 0) return Command.Outcome.DECLINED;
        return random.nextInt(3) == 0 ? Command.Outcome.RECEIVED : Command.Outcome.SETTLED;
    }

    private Command fire() {
        List<Effect.WillDue> due = scene.broker.due();
        if (due.isEmpty()) return new Command.FireWill(session(), message());
        long session = due.get(random.nextInt(due.size())).session();
        Effect.WillDue one = due.stream()
                .filter(will -> will.session() == session)
                .findFirst()
                .orElseThrow(); // A session's wills are fired in order.
        return new Command.FireWill(one.session(), one.message());
    }

    private Message message() {
        long expiresAtMs = random.nextInt(3) == 0 ? nowMs + random.nextInt(3_000) : 0;
        return Words.message(pick(TOPICS), "m" + ++published, guarantee(), expiresAtMs);
    }

    private Message retainedMessage() {
        if (random.nextInt(5) == 0) return Words.retained(Words.message(pick(TOPICS), "", guarantee()));
        return Words.retained(message());
    }

    /** Mostly a session that exists. */
    private long session() {
        List<SessionView> all = scene.broker.sessions();
        if (all.isEmpty() || random.nextInt(20) == 0) return 1 + random.nextInt(30);
        return all.get(random.nextInt(all.size())).number();
    }

    private int tag() {
        return 1 + random.nextInt(3);
    }

    private Guarantee guarantee() {
        return Guarantee.values()[random.nextInt(3)];
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}
