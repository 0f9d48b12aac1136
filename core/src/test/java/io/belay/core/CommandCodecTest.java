package io.belay.core;

import static io.belay.core.Words.Q1;
import static io.belay.core.Words.bound;
import static io.belay.core.Words.message;
import static io.belay.core.Words.queue;
import static io.belay.core.Words.scheduled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.base.ByteReader;
import io.belay.base.ByteWriter;
import io.belay.base.MalformedException;
import io.belay.testkit.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class CommandCodecTest {
    private static final LinkTag EXTREME_TAG = new LinkTag("\u00e9".repeat(127) + "x", new byte[32]);

    @Test
    void every_command_has_a_branch() {
        for (Command command : samples()) {
            assertThat(read(write(command))).usingRecursiveComparison().isEqualTo(command);
        }
    }

    @Test
    void fields_at_the_ends_of_their_ranges_come_back() {
        byte[] large = new byte[70_000];
        Arrays.fill(large, (byte) 7);
        Message extreme = new Message("\u00e9/\ud83d\ude00", Q1, true, Long.MAX_VALUE, 255, false, large);
        List<Command> commands = List.of(
                new Command.Tick(Long.MAX_VALUE),
                new Command.Publish(Long.MAX_VALUE, Integer.MAX_VALUE, extreme),
                new Command.Detach(1, Long.MAX_VALUE, "", false, Session.NEVER_S),
                new Command.Detach(1, 1, "", true, -1),
                new Command.Attach("", "", true, Session.NEVER_S, 65_535, new Will(extreme, 1L << 42, 1L << 42), ""),
                new Command.Attach("", "", true, 0, 1, new Will(extreme, 0, 0), ""),
                new Command.Attach("", "", true, 0, 1, new Will(extreme, 0, -1), ""),
                new Command.Settle(1, Long.MAX_VALUE, Command.Outcome.SETTLED),
                new Command.Settle(1, 2, Command.Outcome.DECLINED),
                new Command.Subscribe(1, List.of(new Subscription("#", "", Q1, true, true, 2, 268_435_455))),
                new Command.Unsubscribe(1, List.of()),
                new Command.CreateQueue(new QueueSpec(
                        "\u00e9",
                        Lifetime.AUTO,
                        Long.MAX_VALUE,
                        new QueuePolicy(Integer.MAX_VALUE, Long.MAX_VALUE, WhenFull.BLOCK, Integer.MAX_VALUE, "", true),
                        new Binding("#", "x = 'y'", true, "a"))),
                new Command.CreateQueue(bound("s", new Binding("t", "", false, "", true))),
                new Command.CreateQueue(bound("a", new Binding("t", "", true, "a", true))),
                new Command.CreateQueue(queue("q", new QueuePolicy(1, 1, WhenFull.DROP_OLDEST, 0, "d", false))),
                new Command.Send(Long.MAX_VALUE, Long.MAX_VALUE, scheduled(extreme, 9, Long.MAX_VALUE, -1)),
                new Command.Send(0, 1, scheduled(extreme, 0, 0, Integer.MIN_VALUE)),
                new Command.Hand(1, 1_000),
                new Command.Entrust(1, new Keeper(2, "c1"), 3),
                new Command.Consume(1, new long[] {5}, Command.Disposal.LOST, "why"),
                new Command.Consume(1, new long[] {5}, Command.Disposal.FAILED_SINCE, "why"),
                new Command.Consume(1, new long[] {5}, Command.Disposal.LOST_SINCE, "why"),
                new Command.Consume(1, new long[0], Command.Disposal.ACCEPTED, ""),
                new Command.Consume(1, new long[] {5}, Command.Disposal.ACCEPTED, "why"),
                new Command.Consume(1, new long[] {Long.MAX_VALUE, 0, 7, 7}, Command.Disposal.FAILED, ""),
                new Command.Stage(0, 0, extreme),
                new Command.Commit(Long.MAX_VALUE, List.of()),
                new Command.Rollback(Long.MAX_VALUE),
                new Command.Publish(Long.MAX_VALUE, Integer.MAX_VALUE, EXTREME_TAG, extreme),
                new Command.Send(1, 1, new LinkTag("", new byte[0]), extreme),
                new Command.Commit(1, List.of(), EXTREME_TAG),
                new Command.Forget(1, "", new TagSet()),
                new Command.ForgetLink(1, EXTREME_TAG.link()),
                new Command.Watch(Long.MAX_VALUE, Long.MAX_VALUE, false));

        for (Command command : commands) {
            assertThat(read(write(command))).usingRecursiveComparison().isEqualTo(command);
        }
    }

    @Test
    void commands_follow_each_other_without_a_gap() {
        ByteWriter out = new ByteWriter(100);
        for (Command command : samples()) CommandCodec.write(command, out);
        ByteReader in = new ByteReader(out.toArray());

        List<Class<?>> read = new ArrayList<>();
        while (in.remaining() > 0) read.add(CommandCodec.read(in).getClass());

        assertThat(read).isEqualTo(samples().stream().map(Object::getClass).toList());
    }

    @Test
    void a_publish_of_100_bytes_costs_what_is_documented() {
        byte[] hundred = new byte[100];
        Message plain = new Message("t", Q1, false, 0, 5, true, hundred);
        Message expiring = plain.expiringAt(1_800_000_000_000L);

        assertThat(write(new Command.Publish(1, 1, plain))).hasSize(100 + 7 + "t".length());
        assertThat(write(new Command.Publish(1, 1, expiring))).hasSize(100 + 13 + "t".length());
        assertThat(write(new Command.Publish(100_000, 65_535, expiring))).hasSize(100 + 17 + "t".length());
    }

    @Test
    void a_publish_is_these_bytes() {
        Message message = new Message("t", Q1, true, 300, 5, true, new byte[] {9});

        assertThat(write(new Command.Publish(2, 3, message)))
                .containsExactly(
                        7, // Publish
                        2, // session
                        3, // tag
                        1 + 4 + 8 + 16, // at least once, retain, expires, has a body
                        5, // format
                        1, // length of the topic
                        't',
                        (byte) 0xAC, // expiresAtMs 300, low bits first
                        2,
                        1, // length of the content
                        9);
    }

    @Test
    void a_tag_of_a_link_costs_its_bytes_its_link_and_two() {
        Message message = message("q", "x", Q1);
        int without = write(new Command.Send(1, 1, message)).length;

        assertThat(write(new Command.Send(1, 1, Words.linkTag("p1", 7), message)))
                .hasSize(without + 8 + "p1".length() + 2);
    }

    @Test
    void forgetting_a_thousand_tags_in_a_row_is_a_few_bytes() {
        TagSet thousand = new TagSet();
        for (int number = 1; number <= 1_000; number++) thousand.add(Words.tag(number));

        assertThat(write(new Command.Forget(2, "p1", thousand)))
                .containsExactly(
                        29, // Forget
                        2, // session
                        2, // length of the name of the link
                        'p',
                        '1',
                        1, // one run
                        (byte) 0x80, // its first, less 2^63
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        1,
                        (byte) 0xE7, // and 999 more, low bits first
                        7,
                        0); // no others
    }

    @Test
    void a_link_or_a_tag_that_is_too_long_is_malformed() {
        byte[] send = write(new Command.Send(1, 2, EXTREME_TAG, message("q", "x", Q1)));
        byte[] link = new byte[3 + 2 + 256 + 1];
        System.arraycopy(send, 0, link, 0, 3);
        link[3] = (byte) 0x80; // 256
        link[4] = 2;
        assertThatThrownBy(() -> read(link)).hasMessageContaining("the name of a link of at most 255 bytes, found 256");

        byte[] tag = new byte[3 + 1 + 1 + 33];
        System.arraycopy(send, 0, tag, 0, 3);
        tag[4] = 33;
        assertThatThrownBy(() -> read(tag)).hasMessageContaining("a tag of at most 32 bytes, found 33");
    }

    @Test
    void a_message_with_a_schedule_is_these_bytes() {
        Message message = scheduled(new Message("q", Q1, false, 0, 5, true, new byte[] {9}), 7, 300, -2);

        assertThat(write(new Command.Send(2, 3, message)))
                .containsExactly(
                        19, // Send
                        2, // session
                        3, // queue
                        (byte) (1 + 16 + 32 + 64 + 128), // at least once, has a body, priority, delayed, of a group
                        5, // format
                        1, // length of the topic
                        'q',
                        7, // priority
                        (byte) 0xAC, // deliverAtMs 300, low bits first
                        2,
                        -1, // group
                        -1,
                        -1,
                        -2,
                        1, // length of the content
                        9);
    }

    @Test
    void a_message_of_before_there_were_schedules_is_still_read() {
        byte[] old = {7, 2, 3, 1 + 4 + 8 + 16, 5, 1, 't', 10, 1, 9};

        Message message = CommandCodec.messageOf(read(old));

        assertThat(message)
                .usingRecursiveComparison()
                .isEqualTo(new Message("t", Q1, true, 10, 5, true, new byte[] {9}, Scheduling.NORMAL));
    }

    @Test
    void accepting_is_a_few_bytes() {
        long[] hundred = new long[100];
        for (int index = 0; index < 100; index++) hundred[index] = 1_000_000 + index;

        assertThat(write(new Command.Consume(1, new long[] {5}, Command.Disposal.ACCEPTED, "")))
                .containsExactly(
                        20, // Consume, ACCEPTED
                        1, // queue
                        1, // one sequence
                        10); // 5, zigzag
        assertThat(write(new Command.Consume(1, hundred, Command.Disposal.ACCEPTED, "")))
                .hasSize(3 + 3 + 99);
    }

    @Test
    void a_priority_above_9_or_a_time_below_0_is_malformed() {
        byte[] scheduled = write(new Command.Send(2, 3, scheduled(message("q", "", Q1), 7, 300, 0)));
        scheduled[7] = 10;
        assertThatThrownBy(() -> read(scheduled)).isInstanceOf(MalformedException.class);

        byte[] negative = {19, 0, 1, 64, 5, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 0};
        assertThatThrownBy(() -> read(negative))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("a time of delivery of 0 or more, found -1");
    }

    @Test
    void a_policy_of_nothing_is_malformed() {
        byte[] spec = write(new Command.CreateQueue(queue("q", new QueuePolicy(1, 2, WhenFull.REFUSE, 0, "", false))));
        for (int at : new int[] {5, 6}) {
            byte[] none = spec.clone();
            none[at] = 0;
            assertThatThrownBy(() -> read(none))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageContaining("of at least 1, found 0");
        }
    }

    @Test
    void the_message_of_a_command_is_found() {
        Message message = message("t", "x", Q1);

        assertThat(CommandCodec.messageOf(new Command.Publish(1, 0, message))).isSameAs(message);
        assertThat(CommandCodec.messageOf(new Command.FireWill(1, message))).isSameAs(message);
        assertThat(CommandCodec.messageOf(new Command.Retain(message))).isSameAs(message);
        assertThat(CommandCodec.messageOf(new Command.Send(0, 1, message))).isSameAs(message);
        assertThat(CommandCodec.messageOf(new Command.Stage(0, 1, message))).isSameAs(message);
        assertThat(CommandCodec.messageOf(new Command.Restart())).isNull();
        assertThat(CommandCodec.messageOf(new Command.CreateQueue(bound("q", "t"))))
                .isNull();
    }

    @Test
    void an_unknown_kind_is_malformed() {
        for (int kind : new int[] {0, 35, 255}) {
            assertThatThrownBy(() -> read(new byte[] {(byte) kind, 0, 0, 0}))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageContaining("a kind of command from 1 to 34, found " + kind);
        }
    }

    @Test
    void every_command_that_is_cut_short_is_malformed() {
        for (Command command : samples()) {
            byte[] whole = write(command);
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> read(cut))
                        .as("%s cut at %s", command, length)
                        .isInstanceOf(MalformedException.class);
            }
        }
    }

    @ParameterizedTest
    @Seeds(50)
    void bytes_that_were_changed_are_a_command_or_malformed_and_nothing_else(long seed) {
        Random random = new Random(seed);
        for (Command command : samples()) {
            byte[] bytes = write(command);
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(read(bytes)).isNotNull();
            } catch (MalformedException malformed) {
                assertThat(malformed).hasMessageContaining("expected");
            }
        }
    }

    /** One of each kind of record. */
    private static List<Command> samples() {
        List<Command> samples = new ArrayList<>(BrokerTest.oneOfEach());
        samples.add(new Command.Send(1, 2, Words.linkTag("p1", 7), message("q", "x", Q1)));
        samples.add(new Command.Publish(1, 0, Words.linkTag("p2", 8), message("t", "x", Q1)));
        samples.add(new Command.Commit(
                1, List.of(new Command.Consume(1, new long[] {1}, Command.Disposal.FAILED, "why")), EXTREME_TAG));
        return samples;
    }

    private static byte[] write(Command command) {
        ByteWriter out = new ByteWriter(16);
        CommandCodec.write(command, out);
        return out.toArray();
    }

    private static Command read(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        Command command = CommandCodec.read(in);
        return command;
    }
}
