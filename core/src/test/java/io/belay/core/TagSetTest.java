package io.belay.core;

import static io.belay.core.Words.tag;
import static io.belay.core.Words.tags;
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
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class TagSetTest {
    private static final int[] LENGTHS = {0, 1, 7, 8, 8, 8, 8, 8, 8, 9, 32};

    @ParameterizedTest
    @Seeds(100)
    void it_is_the_set_that_a_plain_one_is_whatever_comes(long seed) {
        Random random = new Random(seed);
        TreeSet<byte[]> plain = new TreeSet<>(TagSetTest::compare);
        TagSet set = new TagSet();

        for (int step = 0; step < 500; step++) {
            byte[] tag = anyTag(random);
            if (random.nextInt(5) < 3) assertThat(set.add(tag)).isEqualTo(plain.add(tag));
            else assertThat(set.remove(tag)).isEqualTo(plain.remove(tag));
            assertThat(set.contains(tag)).isEqualTo(plain.contains(tag));
            assertThat(set.count()).isEqualTo(plain.size());
            assertThat(set.isEmpty()).isEqualTo(plain.isEmpty());
        }

        assertThat(listOf(set)).usingRecursiveComparison().isEqualTo(new ArrayList<>(plain));
        assertThat(listOf(read(write(set)))).usingRecursiveComparison().isEqualTo(listOf(set));
    }

    @ParameterizedTest
    @Seeds(50)
    void in_pieces_it_is_the_same_and_no_piece_is_too_long(long seed) {
        Random random = new Random(seed);
        TagSet whole = new TagSet();
        for (int left = random.nextInt(400); left > 0; left--) whole.add(anyTag(random));
        int lengthMax = 64 + random.nextInt(500);

        List<TagSet> pieces = whole.pieces(lengthMax);

        TagSet together = new TagSet();
        for (TagSet piece : pieces) {
            assertThat(write(piece).length).isLessThanOrEqualTo(lengthMax);
            piece.forEach(tag -> assertThat(together.add(tag)).isTrue());
        }
        assertThat(write(together)).isEqualTo(write(whole));
    }

    @Test
    void what_is_short_is_one_piece_and_nothing_is_none() {
        TagSet counted = new TagSet();
        for (long number = 0; number < 10_000; number++) counted.add(tag(number));

        assertThat(counted.pieces(64)).hasSize(1);
        assertThat(new TagSet().pieces(64)).isEmpty();
        assertThatThrownBy(() -> counted.pieces(63)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @Seeds(50)
    void the_same_tags_are_the_same_bytes_in_whatever_order_they_came(long seed) {
        Random random = new Random(seed);
        TagSet one = new TagSet();
        for (int left = 50; left > 0; left--) one.add(anyTag(random));
        List<byte[]> tags = listOf(one);
        java.util.Collections.shuffle(tags, random);

        TagSet other = new TagSet();
        byte[] passing = tag(12345);
        other.add(passing);
        tags.forEach(other::add);
        other.remove(passing);

        assertThat(write(other)).isEqualTo(write(one));
    }

    @Test
    void a_client_that_counts_costs_one_run() {
        TagSet set = new TagSet();
        for (int number = 1; number <= 100_000; number++) set.add(tag(number));
        for (int number = 1; number < 99_000; number++) set.remove(tag(number));

        assertThat(set.count()).isEqualTo(1_001);
        assertThat(write(set)).hasSize(1 + 8 + 2 + 1);
    }

    @Test
    void numbers_are_unsigned_and_the_last_has_no_next() {
        TagSet set = tags(-1, -2, 0, Long.MAX_VALUE, Long.MIN_VALUE);

        assertThat(listOf(set))
                .usingRecursiveComparison()
                .isEqualTo(List.of(tag(0), tag(Long.MAX_VALUE), tag(Long.MIN_VALUE), tag(-2), tag(-1)));
        assertThat(write(set)).as("0, two in the middle, two at the end").hasSize(1 + 3 * 9 + 1);
        assertThat(set.remove(tag(-1))).isTrue();
        assertThat(set.remove(tag(0))).isTrue();
        assertThat(set.contains(tag(-1))).isFalse();
        assertThat(set.count()).isEqualTo(3);
    }

    @Test
    void a_number_and_the_same_bytes_with_one_more_are_two_tags() {
        TagSet set = tags(0);

        assertThat(set.add(new byte[9])).isTrue();
        assertThat(set.add(new byte[7])).isTrue();
        assertThat(set.add(new byte[0])).isTrue();
        assertThat(set.add(new byte[8])).isFalse();
        assertThat(set.count()).isEqualTo(4);
    }

    @Test
    void a_copy_goes_its_own_way() {
        TagSet set = tags(1, 2);
        TagSet copy = new TagSet(set);

        copy.remove(tag(1));
        copy.add(new byte[3]);

        assertThat(set.count()).isEqualTo(2);
        assertThat(set.contains(tag(1))).isTrue();
        assertThat(copy.contains(new byte[3])).isTrue();
    }

    @Test
    void what_is_taken_out_together_may_not_all_be_there() {
        TagSet set = tags(1, 2, 3, 4);

        set.removeAll(tags(2, 3, 9));

        assertThat(write(set)).isEqualTo(write(tags(1, 4)));
    }

    @ParameterizedTest
    @Seeds(50)
    void of_some_those_are_added_that_are_in_another_too(long seed) {
        Random random = new Random(seed);
        TagSet set = new TagSet();
        TagSet some = new TagSet();
        TagSet another = new TagSet();
        for (TagSet each : List.of(set, some, another)) {
            for (int left = 40; left > 0; left--) each.add(anyTag(random));
        }
        TagSet expected = new TagSet(set);
        for (byte[] tag : listOf(some)) if (another.contains(tag)) expected.add(tag);

        set.addAll(some, another);

        assertThat(write(set)).isEqualTo(write(expected));
        assertThat(set.count()).isEqualTo(expected.count());
    }

    @Test
    void tags_up_to_32_bytes() {
        TagSet set = new TagSet();

        assertThat(set.add(new byte[31])).isTrue();
        assertThat(set.add(new byte[32])).isTrue();
        assertThatThrownBy(() -> set.add(new byte[33]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a tag of at most 32 bytes, found 33");
    }

    @Test
    void runs_that_touch_or_overlap_or_pass_the_end_are_malformed() {
        assertThat(read(runs(0, 1, 3, 1)).count()).isEqualTo(4);
        assertMalformed(runs(0, 1, 2, 1)); // it touches
        assertMalformed(runs(0, 1, 1, 1)); // it overlaps
        assertMalformed(runs(5, 1, 1, 1)); // backwards
        assertMalformed(runs(-1, 1)); // past the end
        assertMalformed(runs(0, Integer.MAX_VALUE)); // more than can be counted
        assertMalformed(runs(0, -1));
    }

    @Test
    void others_that_are_double_or_have_eight_bytes_are_malformed() {
        assertThat(read(new byte[] {0, 1, 1, 'a'}).count()).isEqualTo(1);
        assertMalformed(new byte[] {0, 2, 1, 'a', 1, 'a'});
        assertMalformed(new byte[] {0, 1, 8, 0, 0, 0, 0, 0, 0, 0, 0});
    }

    private static void assertMalformed(byte[] bytes) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(MalformedException.class);
    }

    private static byte[] runs(long... firstAndDistance) {
        ByteWriter out = new ByteWriter(32).writeVarint(firstAndDistance.length / 2);
        for (int at = 0; at < firstAndDistance.length; at += 2) {
            out.writeLong(firstAndDistance[at] ^ Long.MIN_VALUE).writeVarint(firstAndDistance[at + 1]);
        }
        return out.writeVarint(0).toArray();
    }

    private static byte[] anyTag(Random random) {
        byte[] tag = new byte[LENGTHS[random.nextInt(LENGTHS.length)]];
        boolean high = tag.length > 0 && random.nextInt(4) == 0;
        if (high) Arrays.fill(tag, (byte) 0xFF);
        if (tag.length > 0) tag[tag.length - 1] = (byte) (high ? 0xF0 | random.nextInt(16) : random.nextInt(40));
        return tag;
    }

    private static int compare(byte[] one, byte[] other) {
        boolean sameKind = (one.length == 8) == (other.length == 8);
        return sameKind ? Arrays.compareUnsigned(one, other) : one.length == 8 ? -1 : 1;
    }

    private static List<byte[]> listOf(TagSet set) {
        List<byte[]> list = new ArrayList<>();
        set.forEach(list::add);
        return list;
    }

    private static byte[] write(TagSet set) {
        ByteWriter out = new ByteWriter(16);
        set.write(out);
        return out.toArray();
    }

    private static TagSet read(byte[] bytes) {
        return TagSet.read(new ByteReader(bytes));
    }
}
