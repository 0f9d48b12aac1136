package io.belay.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
    private final ByteWriter writer = new ByteWriter(0);

    @ParameterizedTest
    @Seeds(200)
    void what_was_written_is_read_back(long seed) {
        var random = new Random(seed);
        var checks = new ArrayList<Consumer<ByteReader>>();
        for (int left = random.nextInt(200); left > 0; left--) checks.add(writeOne(random));

        var reader = new ByteReader(writer.toArray());
        checks.forEach(check -> check.accept(reader));

        assertThat(reader.remaining()).isZero();
    }

    @ParameterizedTest
    @Seeds(200)
    void bytes_of_a_stranger_cause_a_malformed_exception_and_nothing_else(long seed) {
        var random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        // Small bytes are what lengths and flags are made of; without them every read fails at once.
        for (int index = 0; index < bytes.length; index++) if (random.nextBoolean()) bytes[index] &= 0x0F;
        var reader = new ByteReader(bytes);

        int left = bytes.length;
        try {
            while (true) {
                readOne(reader, random.nextInt(8));
                assertThat(reader.remaining()).isLessThan(left);
                left = reader.remaining();
            }
        } catch (MalformedException expected) {
            assertThat(expected.offset()).isBetween(0L, (long) bytes.length);
        }
    }

    @Test
    void what_is_put_into_the_room_counts_once_it_is_said_to_be_written() {
        writer.writeByte(9);
        byte[] room = writer.room(3);
        room[writer.length()] = 1;
        room[writer.length() + 1] = 2;

        writer.wrote(0);
        assertThat(writer.toArray()).containsExactly(9);
        writer.wrote(2);
        assertThat(writer.toArray()).containsExactly(9, 1, 2);
    }

    @Test
    void no_more_is_said_to_be_written_than_there_is_room_for() {
        int left = writer.room(100).length;

        assertThatThrownBy(() -> writer.wrote(left + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.wrote(-1)).isInstanceOf(IllegalArgumentException.class);
        writer.wrote(left);
        assertThat(writer.length()).isEqualTo(left);
    }

    @Test
    void the_next_bytes_of_a_buffer_are_appended_and_passed() {
        ByteBuffer source =
                ByteBuffer.allocateDirect(4).put(new byte[] {1, 2, 3, 4}).position(1);

        writer.writeByte(9).writeBuffer(source, 2).writeBuffer(source, 0);

        assertThat(writer.toArray()).containsExactly(9, 2, 3);
        assertThat(source.remaining()).isEqualTo(1);
    }

    @Test
    void a_gap_is_opened_filled_and_cut_off() {
        writer.writeByte(1).writeByte(2).writeByte(3);

        writer.openGap(1, 20);
        for (int position = 1; position <= 20; position++) writer.patchByte(position, 0x100 + position);

        assertThat(writer.length()).isEqualTo(23);
        assertThat(writer.toArray()).startsWith(1, 1, 2).endsWith(19, 20, 2, 3);
        writer.truncate(2);
        assertThat(writer.toArray()).containsExactly(1, 1);
    }

    @Test
    void what_was_not_written_is_neither_patched_nor_moved() {
        writer.writeByte(1);

        writer.openGap(1, 0);
        writer.truncate(1);
        assertThatThrownBy(() -> writer.patchByte(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.openGap(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.truncate(2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.truncate(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbers_are_big_endian() {
        writer.writeByte(0x1FE).writeInt(0x01020304).writeLong(0x05060708090A0B0CL);

        assertThat(writer.toArray()).containsExactly(0xFE, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void a_varint_takes_one_byte_for_each_seven_bits() {
        assertThat(varint(0)).containsExactly(0);
        assertThat(varint(127)).containsExactly(0x7F);
        assertThat(varint(128)).containsExactly(0x80, 0x01);
        assertThat(varint(16_383)).containsExactly(0xFF, 0x7F);
        assertThat(varint(16_384)).containsExactly(0x80, 0x80, 0x01);
        assertThat(varint(Long.MAX_VALUE)).hasSize(9);
        assertThat(varint(-1)).hasSize(10);
    }

    @Test
    void a_varint_of_more_than_64_bits_is_malformed() {
        byte[] largest = varint(-1);
        byte[] bit65 = largest.clone();
        bit65[9] = 2;
        byte[] endless = largest.clone();
        endless[9] = (byte) 0x80;

        assertThat(new ByteReader(largest).readVarint()).isEqualTo(-1);
        assertThatThrownBy(() -> new ByteReader(bit65).readVarint()).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new ByteReader(endless).readVarint()).isInstanceOf(MalformedException.class);
    }

    @Test
    void a_bounded_varint_is_taken_up_to_its_bound() {
        assertThat(new ByteReader(varint(99)).readVarint(100)).isEqualTo(99);
        assertThat(new ByteReader(varint(100)).readVarint(100)).isEqualTo(100);
        assertThatThrownBy(() -> new ByteReader(varint(101)).readVarint(100))
                .isInstanceOf(MalformedException.class)
                .hasMessage("expected a number from 0 to 100, not 101 at byte 1");
        assertThatThrownBy(() -> new ByteReader(varint(-1)).readVarint(Integer.MAX_VALUE))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void a_length_beyond_the_end_is_refused_before_any_room_is_taken() {
        byte[] claimsTwoGigabytes = varint(Integer.MAX_VALUE);

        assertThatThrownBy(() -> new ByteReader(claimsTwoGigabytes).readBytes())
                .isInstanceOf(MalformedException.class)
                .hasMessage("expected 2147483647 more bytes, not 0 at byte 5");
    }

    @Test
    void a_length_is_taken_up_to_the_last_byte() {
        assertThat(new ByteReader(new byte[] {2, 7, 8}).readBytes()).containsExactly(7, 8);
        assertThat(new ByteReader(new byte[] {2, 7, 8, 9}).readBytes()).containsExactly(7, 8);
        assertThatThrownBy(() -> new ByteReader(new byte[] {3, 7, 8}).readBytes())
                .isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void an_int_needs_four_bytes(int length) {
        assertThat(new ByteReader(new byte[4]).readInt()).isZero();
        assertThatThrownBy(() -> new ByteReader(new byte[length]).readInt())
                .isInstanceOf(MalformedException.class)
                .hasMessage("expected 4 more bytes, not " + length + " at byte 0");
    }

    @Test
    void a_boolean_is_0_or_1() {
        assertThat(new ByteReader(new byte[] {0}).readBoolean()).isFalse();
        assertThat(new ByteReader(new byte[] {1}).readBoolean()).isTrue();
        assertThatThrownBy(() -> new ByteReader(new byte[] {2}).readBoolean())
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("not 2");
    }

    @Test
    void the_reader_moves_the_position_of_its_buffer_and_stays_within_its_limit() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {9, 1, 2, 9}).position(1).limit(3);
        var reader = new ByteReader(buffer);

        assertThat(List.of(reader.readByte(), reader.readByte())).containsExactly(1, 2);

        assertThat(buffer.position()).isEqualTo(3);
        assertThatThrownBy(reader::readByte).isInstanceOf(MalformedException.class);
    }

    @Test
    void the_array_that_was_read_is_not_the_array_that_was_given() {
        byte[] given = {1, 5};

        new ByteReader(given).readBytes()[0] = 6;

        assertThat(given).containsExactly(1, 5);
    }

    @Test
    void a_writer_grows_past_its_room_and_keeps_it_when_cleared() {
        var small = new ByteWriter(16);
        byte[] much = new byte[100_000];
        new Random(1).nextBytes(much);

        small.writeRaw(much, 0, much.length);

        assertThat(small.toArray()).isEqualTo(much);
        small.clear();
        assertThat(small.length()).isZero();
        assertThat(small.writeByte(7).toArray()).containsExactly(7);
    }

    @Test
    void a_part_of_an_array_is_written_without_a_length() {
        writer.writeRaw(new byte[] {1, 2, 3, 4}, 1, 2);

        assertThat(writer.toArray()).containsExactly(2, 3);
    }

    @Test
    void four_bytes_can_be_overwritten_where_something_was_written() {
        writer.writeInt(0).writeByte(5);

        writer.patchInt(1, 0x01020304);

        assertThat(writer.toArray()).containsExactly(0, 1, 2, 3, 4);
        assertThatThrownBy(() -> writer.patchInt(2, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.patchInt(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_view_shows_what_was_written_and_no_more() {
        writer.writeInt(7);

        ByteBuffer view = writer.view();

        assertThat(view.remaining()).isEqualTo(4);
        assertThat(view.getInt()).isEqualTo(7);
    }

    @Test
    void text_is_utf_8_with_its_length_in_bytes() {
        writer.writeString("é€😀");

        assertThat(writer.toArray()[0]).isEqualTo((byte) (2 + 3 + 4));
        assertThat(new ByteReader(writer.toArray()).readString()).isEqualTo("é€😀");
    }

    private static byte[] varint(long value) {
        return new ByteWriter(10).writeVarint(value).toArray();
    }

    private Consumer<ByteReader> writeOne(Random random) {
        long number = random.nextLong() >> random.nextInt(64); // Small ones as often as large ones.
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        switch (random.nextInt(6)) {
            case 0:
                writer.writeByte((int) number);
                return reader -> assertThat(reader.readByte()).isEqualTo((int) number & 0xFF);
            case 1:
                writer.writeBoolean(number < 0);
                return reader -> assertThat(reader.readBoolean()).isEqualTo(number < 0);
            case 2:
                writer.writeInt((int) number);
                return reader -> assertThat(reader.readInt()).isEqualTo((int) number);
            case 3:
                writer.writeLong(number);
                return reader -> assertThat(reader.readLong()).isEqualTo(number);
            case 4:
                writer.writeVarint(number);
                return reader -> assertThat(reader.readVarint()).isEqualTo(number);
            default:
                return writeLengthAndBytes(bytes, random.nextBoolean());
        }
    }

    private Consumer<ByteReader> writeLengthAndBytes(byte[] bytes, boolean asText) {
        if (!asText) {
            writer.writeBytes(bytes);
            return reader -> assertThat(reader.readBytes()).isEqualTo(bytes);
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        writer.writeString(text);
        return reader -> assertThat(reader.readString()).isEqualTo(text);
    }

    private static void readOne(ByteReader reader, int kind) {
        switch (kind) {
            case 0 -> reader.readByte();
            case 1 -> reader.readBoolean();
            case 2 -> reader.readInt();
            case 3 -> reader.readLong();
            case 4 -> reader.readVarint();
            case 5 -> reader.readVarint(1000);
            case 6 -> reader.readBytes();
            default -> reader.readString();
        }
    }
}
