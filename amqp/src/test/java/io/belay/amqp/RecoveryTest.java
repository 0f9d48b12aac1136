package io.belay.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Role;
import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Letters over a line that is cut at any byte and comes back: each arrives once, and in the end nobody remembers any. */
@Clause({"AMQP-2.6.13", "AMQP-3.4.6"})
class RecoveryTest {
    /** Frames of 512 bytes, a window of 5 frames. */
    private static final AmqpLimits NARROW =
            new AmqpLimits(512, 512, 3, 4, 6, 20, 6_000, 8_000, 5, 16, 100_000, 1_000, 5_000, 60_000);

    private Postman postman = new Postman(0, 0);
    private Letterbox letterbox = new Letterbox();
    private boolean clientSends;

    @ParameterizedTest
    @CsvSource({"true,10", "true,700", "false,10", "false,700"})
    void after_a_cut_at_any_byte_each_letter_has_arrived_once(boolean clientSends, int length) {
        this.clientSends = clientSends;
        long total = 50_000 - run(5, length, new long[] {50_000});
        for (long cut = 0; cut <= total; cut += length > 100 ? 13 : 1) run(5, length, new long[] {cut});
    }

    @ParameterizedTest
    @Seeds(200)
    void after_any_number_of_cuts_each_letter_has_arrived_once(long seed) {
        Random random = new Random(seed);
        clientSends = random.nextBoolean();
        long[] cuts = random.longs(random.nextInt(30), 300, 4_000).toArray();

        run(random.nextInt(60), random.nextInt(4) == 0 ? 1_500 : 20, cuts);
    }

    /** Sends so many letters over lines that are cut so often; returns what the first line had left to carry. */
    private long run(int letters, int length, long[] cuts) {
        postman = new Postman(letters, length);
        letterbox = new Letterbox();
        long left = 0;
        for (int line = 0; line <= cuts.length; line++) {
            long bytes = line < cuts.length ? cuts[line] : Long.MAX_VALUE;
            Pair pair = line(bytes);
            if (line == 0) left = pair.left();
            if (!pair.isCut()) break;
            postman.cut();
            letterbox.cut();
        }
        List<String> all = new ArrayList<>();
        for (int number = 0; number < letters; number++) all.add(Postman.letter(number, length));
        assertThat(letterbox.letters).containsExactlyElementsOf(all);
        assertThat(postman.isDone()).isTrue();
        assertThat(letterbox.held()).isEmpty();
        return left;
    }

    private Pair line(long bytes) {
        Pair pair = new Pair(NARROW).cutAfter(bytes).arrivingIn(700);
        pair.client.reactingWith(event -> react(event, true));
        pair.server.reactingWith(event -> react(event, false));
        pair.flow();
        if (!pair.isCut()) pair.client.connection.session().begin();
        pair.flow();
        return pair;
    }

    private void react(AmqpEvent event, boolean isClient) {
        boolean sends = isClient == clientSends;
        if (event instanceof AmqpEvent.Begun begun) begun(begun.session(), isClient);
        else if (event instanceof AmqpEvent.Attached attached) attached(attached, isClient);
        else if (sends) postman.heard(event);
        else letterbox.heard(event);
    }

    private void begun(AmqpSession session, boolean isClient) {
        if (!isClient) session.begin();
        else if (clientSends) session.sender("link").attach(attach(Role.SENDER), postman.memory);
        else session.receiver("link").attach(attach(Role.RECEIVER), letterbox.memory);
    }

    private void attached(AmqpEvent.Attached attached, boolean isClient) {
        AmqpLink link = attached.link();
        Attach theirs = attached.attach();
        if (!isClient) link.attach(theirs, link instanceof AmqpSender ? postman.memory : letterbox.memory);
        if (link instanceof AmqpSender sender) postman.attached(sender, theirs, false);
        else letterbox.attached((AmqpReceiver) link, theirs);
    }

    private static Attach attach(Role role) {
        return Frames.attach("link", 0, role, 0, null, false);
    }
}
