package io.belay.core;

import static io.belay.core.Words.Q1;
import static io.belay.core.Words.Q2;
import static io.belay.core.Words.bound;
import static io.belay.core.Words.linkTag;
import static io.belay.core.Words.message;
import static io.belay.core.Words.queue;
import static io.belay.core.Words.tags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.core.Command.Commit;
import io.belay.core.Command.Consume;
import io.belay.core.Command.Disposal;
import io.belay.core.Command.Forget;
import io.belay.core.Command.ForgetLink;
import io.belay.core.Command.Publish;
import io.belay.core.Command.Restart;
import io.belay.core.Command.Send;
import io.belay.core.Command.Stage;
import io.belay.testkit.Clause;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a publisher sends again counts once, as long as its tag is held. */
class LinkTagTest extends SceneTest {
    private static final long A = 1; // the session of client a
    private static final long QUEUE = 1; // q

    @BeforeEach
    void a_client_and_a_queue() {
        scene.attach("a", 60, 10);
        scene.create(queue("q"));
    }

    @Test
    @Clause("AMQP-2.6.13")
    void a_send_with_a_tag_that_is_held_changes_nothing_and_says_so() {
        assertThat(scene.saysAll(send(1, "x"))).containsExactly("keep 1", "q+1 x");
        byte[] before = Scene.save(scene.broker);

        assertThat(scene.saysAll(send(1, "x"))).containsExactly("routed again");
        assertThat(Scene.save(scene.broker)).isEqualTo(before);
        assertThat(scene.says(send(2, "y"))).containsExactly("q+2 y");
    }

    @Test
    void a_publish_with_a_tag_that_is_held_changes_nothing_and_says_so() {
        scene.create(bound("s", "t"));

        assertThat(scene.says(publish(1, "x"))).containsExactly("s+1 x", "routed 1");
        assertThat(scene.says(publish(1, "x"))).containsExactly("routed again");
        assertThat(scene.says(publish(2, "y"))).containsExactly("s+2 y", "routed 1");
    }

    @Test
    void a_commit_with_a_tag_that_is_held_stages_and_consumes_nothing() {
        scene.send("q", "old");
        scene.send("q", "rest");
        scene.says(stage("x"));
        assertThat(scene.says(commit(1, 1))).containsExactly("q+3 x", "committed");
        byte[] before = Scene.save(scene.broker);

        scene.says(stage("x"));
        assertThat(scene.saysAll(commit(1, 2))).containsExactly("drop 4", "routed again");

        assertThat(scene.entries("q")).containsExactly("q+2 rest", "q+3 x");
        assertThat(Scene.save(scene.broker)).hasSameSizeAs(before);
    }

    @Test
    void a_transaction_that_was_dropped_holds_no_tag() {
        scene.says(stage("x"));
        scene.says(new Restart());

        assertThat(scene.broker.holdsTag(A, linkTag("p1", 1))).isFalse();
        assertThat(scene.broker.heldLinks(A)).isEmpty();
    }

    @Test
    void the_same_tag_on_another_link_or_of_another_session_is_another_tag() {
        scene.attach("b", 60, 10);
        scene.says(send(1, "x"));

        assertThat(scene.says(new Send(A, QUEUE, linkTag("p2", 1), message("q", "y", Q1))))
                .containsExactly("q+2 y");
        assertThat(scene.says(new Send(2, QUEUE, linkTag("p1", 1), message("q", "z", Q1))))
                .containsExactly("q+3 z");
        assertThat(scene.broker.heldLinks(A)).containsExactly("p1", "p2");
        assertThat(scene.broker.heldLinks(2)).containsExactly("p1");
    }

    @Test
    void a_tag_of_a_link_is_not_a_packet_id() {
        scene.says(new Publish(A, 1, message("t", "x", Q1)));

        assertThat(scene.says(send(1, "y"))).containsExactly("q+1 y");
        scene.says(new Command.Release(A, 1));
        assertThat(scene.says(send(1, "y"))).containsExactly("routed again");
    }

    @Test
    void a_tag_that_is_forgotten_is_a_new_one() {
        scene.says(send(1, "x"));
        scene.says(send(2, "y"));
        scene.says(new Forget(A, "p1", tags(1, 7)));

        assertThat(scene.broker.holdsTag(A, linkTag("p1", 1))).isFalse();
        assertThat(scene.broker.holdsTag(A, linkTag("p1", 2))).isTrue();
        assertThat(scene.says(send(1, "x"))).containsExactly("q+3 x");
    }

    @Test
    void a_link_that_is_forgotten_leaves_nothing_behind() {
        byte[] before = Scene.save(scene.broker);
        scene.says(send(1, "x"));
        scene.says(send(5, "y"));
        scene.accept("q", 1, 2);

        scene.says(new ForgetLink(A, "p1"));

        assertThat(scene.broker.heldLinks(A)).isEmpty();
        assertThat(scene.view("a").tags()).isZero();
        assertThat(Scene.save(scene.broker)).hasSameSizeAs(before);
    }

    @Test
    void packet_identifiers_are_those_of_the_link_without_a_name() {
        scene.says(send(1, "x"));
        scene.says(new Command.Publish(A, 7, message("t", "y", Q2)));
        scene.says(new ForgetLink(A, "p1"));
        assertThat(scene.broker.holdsTag(A, 7)).isTrue();

        scene.says(new ForgetLink(A, ""));
        scene.says(new ForgetLink(9, ""));

        assertThat(scene.broker.holdsTag(A, 7)).isFalse();
        assertThat(scene.view("a").tags()).isZero();
    }

    @Test
    void forgetting_what_nobody_holds_changes_nothing() {
        scene.says(send(1, "x"));
        byte[] before = Scene.save(scene.broker);

        scene.says(new Forget(A, "p9", tags(1)));
        scene.says(new Forget(A, "p1", tags(9)));
        scene.says(new Forget(9, "p1", tags(1)));
        scene.says(new ForgetLink(A, "p9"));
        scene.says(new ForgetLink(9, "p1"));

        assertThat(Scene.save(scene.broker)).isEqualTo(before);
    }

    @Test
    void tags_outlive_the_line_and_the_broker_and_end_with_the_session() {
        scene.says(send(1, "x"));
        scene.detach("a");
        scene.reload();
        scene.says(new Restart());
        scene.attach("a", 60, 10);

        assertThat(scene.says(send(1, "x"))).containsExactly("routed again");

        scene.says(new Command.End(A, "ended"));
        assertThat(scene.broker.holdsTag(A, linkTag("p1", 1))).isFalse();
        assertThat(scene.broker.heldTags(A, "p1").isEmpty()).isTrue();
    }

    @Test
    void what_is_held_of_a_link_can_be_asked_for_and_kept() {
        scene.says(send(1, "x"));
        scene.says(send(3, "y"));
        TagSet held = scene.broker.heldTags(A, "p1");

        scene.says(new ForgetLink(A, "p1"));

        assertThat(held.count()).isEqualTo(2);
        assertThat(held.contains(Words.tag(3))).isTrue();
        assertThat(scene.broker.heldTags(A, "p1").count()).isZero();
    }

    @Test
    void a_send_to_a_queue_that_has_ended_holds_no_tag() {
        scene.says(new Command.DeleteQueue(QUEUE, "gone"));

        assertThat(scene.says(send(1, "x"))).isEmpty();
        assertThat(scene.broker.holdsTag(A, linkTag("p1", 1))).isFalse();
    }

    @Test
    void a_message_that_had_expired_is_taken_all_the_same() {
        assertThat(scene.says(new Send(A, QUEUE, linkTag("p1", 1), message("q", "old", Q1, 1))))
                .isEmpty();
        assertThat(scene.says(new Send(A, QUEUE, linkTag("p1", 1), message("q", "old", Q1))))
                .containsExactly("routed again");
    }

    @Test
    void who_has_no_session_holds_no_tag() {
        Send nobodys = new Send(0, QUEUE, linkTag("p1", 1), message("q", "x", Q1));

        assertThat(scene.says(nobodys)).containsExactly("q+1 x");
        assertThat(scene.says(nobodys)).containsExactly("q+2 x");
    }

    @Test
    void names_of_links_up_to_255_bytes_and_tags_up_to_32() {
        assertThat(LinkTag.isShort("\u00e9".repeat(127))).isTrue();
        assertThat(LinkTag.isShort("\u20ac".repeat(85))).isTrue();
        assertThat(LinkTag.isShort("\u20ac".repeat(86))).isFalse();
        assertThat(LinkTag.isShort("x".repeat(255))).isTrue();
        assertThat(LinkTag.isShort("x".repeat(256))).isFalse();
        assertThat(LinkTag.isShort("\u00e9".repeat(128))).isFalse();
        assertThat(new LinkTag("x", new byte[32]).tag()).hasSize(32);
        assertThatThrownBy(() -> new LinkTag("x", new byte[33])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LinkTag("x".repeat(256), new byte[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the name of a link of at most 255 bytes, found 256");
    }

    private static Send send(long tag, String body) {
        return new Send(A, QUEUE, linkTag("p1", tag), message("q", body, Q1));
    }

    private static Publish publish(long tag, String body) {
        return new Publish(A, 0, linkTag("p1", tag), message("t", body, Q1));
    }

    private static Stage stage(String body) {
        return new Stage(A, QUEUE, message("q", body, Q1));
    }

    private static Commit commit(long tag, long consumed) {
        Consume accepted = new Consume(QUEUE, new long[] {consumed}, Disposal.ACCEPTED, "");
        return new Commit(A, List.of(accepted), linkTag("t1", tag));
    }
}
