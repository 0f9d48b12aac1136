package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.LinkTag;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of tags of links that their client never attaches again. */
final class UnaskedTest {
    private final TestBroker broker = new TestBroker();
    private final ReturningClient client = ReturningClient.of(broker, "till-7");

    @BeforeEach
    void a_client_that_has_not_settled_what_it_sent_on_two_links() {
        client.settlesSent = false;
        client.sender("p1", "orders");
        client.sender("p2", "orders");
        client.send("p1", "one").send("p2", "two");
        client.cut();
    }

    private List<String> held() {
        return broker.node.broker().heldLinks(client.number());
    }

    /** In steps that the line bears, and so long that what waits at leisure is written. */
    private void pass(long ms) {
        for (long left = ms; left > 0; left -= 10_000) broker.pass(Math.min(left, 10_000));
    }

    private void comeBackWithoutLinks() {
        client.hear();
        client.open();
    }

    @ParameterizedTest
    @ValueSource(longs = {299_999, 300_000, 300_001})
    void they_are_forgotten_once_its_line_has_stood_for_five_minutes_without_them(long ms) {
        comeBackWithoutLinks();

        pass(ms);
        broker.node.seal();
        assertThat(held()).containsExactly("p1", "p2");
        pass(ms < Unasked.UNASKED_MS_MAX ? 0 : ReturnOptions.DEFAULTS.leisureMs());

        assertThat(held()).hasSize(ms < Unasked.UNASKED_MS_MAX ? 2 : 0);
    }

    @Test
    void what_it_has_asked_about_stays() {
        comeBackWithoutLinks();
        broker.requests.add(new Request.FindTags(client.line.line, 77, "p2"));

        pass(400_000);

        assertThat(held()).containsExactly("p2");
    }

    @Test
    void what_it_sends_on_this_line_stays() {
        comeBackWithoutLinks();
        client.sender("p3", "orders");
        client.send("p3", "three");

        pass(400_000);

        assertThat(held()).containsExactly("p3");
    }

    @Test
    void a_line_that_breaks_before_proves_nothing() {
        for (int times = 0; times < 5; times++) {
            comeBackWithoutLinks();
            pass(200_000);
            client.cut();
        }
        assertThat(held()).containsExactly("p1", "p2");
        assertThat(broker.node.broker().holdsTag(client.number(), new LinkTag("p1", tagOfTheFirst())))
                .isTrue();
    }

    private byte[] tagOfTheFirst() {
        return client.sendings.get("p1").keySet().iterator().next().bytes();
    }

    @Test
    void a_restart_begins_anew() {
        comeBackWithoutLinks();
        pass(299_000);
        broker.restart();
        comeBackWithoutLinks();

        pass(299_000);

        assertThat(held()).containsExactly("p1", "p2");
    }
}
