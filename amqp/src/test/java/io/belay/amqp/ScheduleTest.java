package io.belay.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.DeliveryState;
import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Two engines that talk to each other at random: links both ways that come and go, small frames and windows, messages of
 * many frames, drains, settling in any order. Neither ever finds fault with the other, and each link keeps its order.
 */
class ScheduleTest {
    private static final AmqpLimits NARROW =
            new AmqpLimits(512, 512, 3, 4, 6, 20, 6_000, 24_000, 5, 10_000, 3_000, 1_000, 5_000, 60_000);
    private static final int LINKS = 3;

    private final Map<String, Integer> sent = new LinkedHashMap<>(); // by link and attachment
    private final Map<AmqpLink, List<String>> taken = new LinkedHashMap<>();
    private final Map<AmqpLink, Integer> told = new LinkedHashMap<>(); // outcomes, by sender
    private Random random = new Random(0);
    private int tags;

    @ParameterizedTest
    @Seeds(150)
    void neither_finds_fault_with_the_other_and_each_link_keeps_its_order(long seed) {
        random = new Random(seed);
        Pair pair = new Pair(NARROW).arrivingIn(1 + random.nextInt(600)).opened();
        pair.client.reactingWith(this::react);
        pair.server.reactingWith(this::react);
        for (int step = 0; step < 120; step++) {
            deed(pair, random.nextBoolean() ? pair.client : pair.server, "link" + random.nextInt(LINKS));
            if (random.nextInt(3) == 0) pair.flow();
        }
        pair.flow();

        taken.values().forEach(ScheduleTest::assertInOrder);
        assertThat(taken.values().stream().mapToInt(List::size).sum()).isPositive();
    }

    private static void assertInOrder(List<String> letters) {
        int last = -1;
        for (String letter : letters) {
            int number = Integer.parseInt(letter.substring(0, letter.indexOf(' ')));
            assertThat(number).isEqualTo(last + 1);
            last = number;
        }
    }

    private void deed(Pair pair, TestEnd end, String name) {
        AmqpSession session = end.session();
        List<AmqpLink> links = session.links();
        switch (random.nextInt(9)) {
            case 0, 1 -> attach(pair.client.session(), name);
            case 2 ->
                links.stream()
                        .filter(AmqpLink::isAttached)
                        .limit(random.nextInt(2))
                        .forEach(this::detach);
            case 3, 4 -> receivers(links).forEach(one -> one.credit(random.nextInt(9), random.nextInt(3) == 0));
            case 5 ->
                receivers(links).forEach(one -> one.settle(0, tags, DeliveryState.ACCEPTED, random.nextBoolean()));
            default -> senders(links).forEach(this::send);
        }
    }

    private void detach(AmqpLink link) {
        link.detach(random.nextBoolean(), null);
    }

    /** A link of the client's, one way or the other, unless there is one. */
    private void attach(AmqpSession session, String name) {
        boolean isThere = session.links().stream().anyMatch(link -> link.name().equals(name));
        if (isThere || session.links().size() == 4) return;
        if (random.nextBoolean()) session.sender(name).attach(Frames.sender(name, 0));
        else session.receiver(name).attach(Frames.receiver(name, 0));
    }

    private void react(AmqpEvent event) {
        if (event instanceof AmqpEvent.Attached attached) {
            if (!attached.link().isAttached()) attached.link().attach(attached.attach());
        } else if (event instanceof AmqpEvent.Detached gone) {
            gone.link().detach(gone.closed(), null);
            if (gone.link() instanceof AmqpSender sender) sender.forgetDeliveries();
        } else if (event instanceof AmqpEvent.Credit credit) send(credit.sender());
        else if (event instanceof AmqpEvent.Delivery one) take(one);
        else if (event instanceof AmqpEvent.Outcome one) {
            assertThat(one.sender().session()).isNotNull();
            told.merge(one.sender(), 1, Integer::sum);
            if (!one.settled() && random.nextBoolean()) one.sender().settle(one.deliveryId(), one.state());
        } else if (event instanceof AmqpEvent.Drained drained)
            assertThat(drained.receiver().credit()).isZero();
    }

    private void take(AmqpEvent.Delivery one) {
        taken.computeIfAbsent(one.receiver(), receiver -> new ArrayList<>()).add(TestEnd.text(one.payload()));
        if (random.nextInt(3) == 0) return;
        one.receiver().settle(one.deliveryId(), one.deliveryId(), DeliveryState.ACCEPTED, random.nextInt(3) > 0);
    }

    private void send(AmqpSender sender) {
        String key = sender.toString();
        for (int left = random.nextInt(6); left > 0 && sender.isWritable() && sender.credit() > 0; left--) {
            int number = sent.merge(key, 1, Integer::sum) - 1;
            int length = random.nextInt(3) == 0 ? random.nextInt(3_000) : 5;
            ByteBuffer letter = ByteBuffer.wrap(Frames.bytes(number + " " + "x".repeat(length)));
            sender.send(Frames.tag(tags++), random.nextBoolean(), null, 0, number, letter);
        }
        if (sender.credit() == 0 || random.nextBoolean()) sender.drained();
    }

    private static List<AmqpReceiver> receivers(List<AmqpLink> links) {
        return links.stream()
                .filter(AmqpReceiver.class::isInstance)
                .map(AmqpReceiver.class::cast)
                .toList();
    }

    private static List<AmqpSender> senders(List<AmqpLink> links) {
        return links.stream()
                .filter(AmqpSender.class::isInstance)
                .map(AmqpSender.class::cast)
                .toList();
    }
}
