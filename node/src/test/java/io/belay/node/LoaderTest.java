package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Limits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bodies that are in memory no more come back from the log, neighbours together. */
final class LoaderTest {
    private final TestNode world = new TestNode(new NodeOptions(Limits.DEFAULTS, 0, 64 << 10, 32 << 20, 16 << 20));
    private final TestPeer sender = world.peer("sender");

    @Test
    void neighbours_are_read_together() {
        List<String> texts = filled(300, 10);

        TestPeer receiver = world.peer("receiver").consume(1, "q", 300);

        assertThat(receiver.texts(1)).isEqualTo(texts);
        assertThat(world.disk.readCount).isEqualTo(1);
    }

    @Test
    void long_ones_come_a_few_at_a_time() {
        List<String> texts = filled(20, 20_000);

        TestPeer receiver = world.peer("receiver").consume(1, "q", 300);

        assertThat(receiver.texts(1)).isEqualTo(texts);
        assertThat(world.disk.readCount).isBetween(7, 20); // three of them fit into one read
    }

    @Test
    void who_comes_while_others_are_read_gets_the_rest() {
        List<String> texts = filled(10, 10);
        world.disk.readsLater = true;
        TestPeer first = world.peer("first").consume(1, "q", 4);
        TestPeer second = world.peer("second").consume(1, "q", 100);

        world.disk.readNow();
        world.settle();

        assertThat(first.texts(1)).isEqualTo(texts.subList(0, 4));
        assertThat(second.texts(1)).isEqualTo(texts.subList(4, 10));
    }

    @Test
    void who_waits_for_the_reads_of_others_is_next() {
        TestNode narrow = new TestNode(new NodeOptions(Limits.DEFAULTS, 0, 512 << 10, 1, 16 << 20));
        TestPeer filler = narrow.peer("sender");
        for (int sent = 0; sent < 900; sent++) filler.send("long", "a");
        filler.send("short", "b");
        narrow.disk.readsLater = true;
        TestPeer first = narrow.peer("first").consume(1, "long", 900);
        TestPeer second = narrow.peer("second").consume(1, "short", 1);

        narrow.node.report(narrow.disk.readOne());
        narrow.settle();
        narrow.node.report(narrow.disk.readOne());
        narrow.settle();

        assertThat(first.texts(1)).hasSize(512);
        assertThat(second.texts(1)).containsExactly("b");
    }

    @Test
    void a_damaged_one_stops_the_node_and_is_named_by_file_and_byte() {
        filled(3, 10);
        world.disk.damagesReads = true;

        TestPeer receiver = world.peer("receiver").consume(1, "q", 3);

        assertThat(receiver.texts(1)).isEmpty();
        assertThat(world.node.failure())
                .matches("the log is damaged: segment-00000001 at byte \\d+: the checksum of the record is wrong.*");
    }

    private List<String> filled(int count, int length) {
        List<String> texts = new ArrayList<>();
        for (int sent = 0; sent < count; sent++) texts.add(sent + "x".repeat(length));
        for (String text : texts) sender.send("q", text);
        return texts;
    }
}
