package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.DeliveryState;
import io.belay.client.ClientEvent.Restored;
import io.belay.client.ClientEvent.SessionLost;
import org.junit.jupiter.api.Test;

/** The broker comes back as it was when a backup was taken. */
class RestoredTest {
    private static final long LATER = Long.MAX_VALUE;
    private static final ClientAddress QUEUE = ClientAddress.queue("q");

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
    void what_it_gave_out_is_not_claimed_for_it_may_call_other_messages_so() {
        meets("", false);
        world.opened();
        ClientChannel channel = world.session.channel();
        Sink sink = new Sink();
        ClientConsumer consumer = channel.consumer(ConsumerSpec.of(QUEUE), sink, LATER, Answer.NOBODY);
        consumer.grant(5);
        world.settle();
        broker.sends(consumer.name, 1, "accepted");
        broker.sends(consumer.name, 2, "undecided");
        world.settle();
        Answers answers = new Answers();
        consumer.settle(sink.deliveries.get(0), DeliveryState.ACCEPTED);
        channel.confirm(LATER, answers);

        returnsTo("monday", true);
        broker.sends(consumer.name, 1, "another");
        world.settle();

        assertThat(broker.attaches.get(consumer.name).unsettled()).isEmpty();
        assertThat(answers.failure().known()).isEqualTo(ClientFailure.Known.UNKNOWN);
        assertThat(answers.failure().condition()).isEqualTo(ClientFailure.RESTORED);
        assertThat(sink.voided).containsExactly(sink.deliveries.get(1));
        assertThat(sink.texts()).containsExactly("accepted", "undecided", "another");
        assertThat(sink.deliveries.get(2).isOpen()).isTrue();
        assertThat(world.events(ClientEvent.Resumed.class).get(0).voided()).isEqualTo(1);
    }

    @Test
    void a_browser_shows_what_it_may_call_as_another_that_was_shown_before() {
        meets("", false);
        world.opened();
        Sink sink = new Sink();
        ConsumerSpec browsing = ConsumerSpec.of(QUEUE).browsing();
        ClientConsumer browser = world.session.channel().consumer(browsing, sink, LATER, Answer.NOBODY);
        browser.grant(5);
        world.settle();
        broker.shows(browser.name, 1, "old");
        world.settle();

        returnsTo("", true);
        broker.shows(browser.name, 1, "old");
        world.settle();
        assertThat(sink.texts()).containsExactly("old");
        returnsTo("monday", true);
        broker.shows(browser.name, 1, "new");
        world.settle();

        assertThat(sink.texts()).containsExactly("old", "new");
    }

    @Test
    void a_transaction_that_has_some_of_it_is_not_committed() {
        meets("", false);
        world.opened();
        ClientChannel channel = world.session.channel();
        Sink sink = new Sink();
        ClientConsumer consumer = channel.consumer(ConsumerSpec.of(QUEUE), sink, LATER, Answer.NOBODY);
        consumer.grant(5);
        world.settle();
        broker.sends(consumer.name, 1, "taken");
        world.settle();
        ClientTransaction open = channel.transaction();
        open.acknowledge(sink.deliveries.get(0), DeliveryState.ACCEPTED);

        returnsTo("monday", true);

        assertThat(open.outcome()).isEqualTo(ClientTransaction.Outcome.DOOMED);
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
