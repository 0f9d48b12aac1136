package io.belay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FormatTest {
    @Test
    void a_segment_and_its_first_batch_are_these_bytes() {
        TestFiles files = new TestFiles();
        Log log = new Log(new LogOptions(1024, 256, 1000, 0, 25), LogStart.fresh(0x0102030405060708L));
        files.run(log);
        TestFiles.append(log, files, new byte[] {'h', 'i'});

        assertThat(HexFormat.of().formatHex(files.segments.get(1), 0, 72))
                .isEqualTo(
                        "42454c4159534547" // magic BELAYSEG
                                + "00000001" // version
                                + crc(files, 12)
                                + "0102030405060708" // log id
                                + "0000000000000001" // segment 1
                                + "ba1eb070" // mark: be1ab47c xor the two halves of the log id
                                + crc(files, 36)
                                + "00000020" // length: header 24, record 8, no padding
                                + "00000001" // one record
                                + "0000000000000001" // batch 1
                                + crc(files, 56)
                                + "01" // a command
                                + "02" // of two bytes
                                + "6869" // hi
                                + "0000000000000000"); // nothing yet
    }

    private static String crc(TestFiles files, int offset) {
        return HexFormat.of().formatHex(files.segments.get(1), offset, offset + 4);
    }

    @Test
    void a_varint_is_as_long_as_was_reckoned() {
        for (long value : new long[] {0, 1, 127, 128, 16383, 16384, Integer.MAX_VALUE, Long.MAX_VALUE, -1}) {
            io.belay.base.ByteWriter out = new io.belay.base.ByteWriter(10);
            out.writeVarint(value);
            assertThat(RecordFormat.varintLength(value)).as("%d", value).isEqualTo(out.length());
            assertThat(RecordFormat.readVarint(out.view())).isEqualTo(value);
        }
    }

    @Test
    void a_name_says_its_number_and_no_other_name_does() {
        assertThat(FileNames.segment(42)).isEqualTo("segment-0000002a");
        assertThat(FileNames.segmentOf("segment-0000002a")).isEqualTo(42);
        assertThat(FileNames.checkpointOf(FileNames.checkpoint(1L << 40))).isEqualTo(1L << 40);
        assertThat(FileNames.segmentOf("segment-0000002a.unfinished")).isZero();
        assertThat(FileNames.segmentOf("segment-0000002A")).isZero();
        assertThat(FileNames.segmentOf("lock")).isZero();
        assertThat(FileNames.checkpointOf("segment-0000002a")).isZero();
    }

    @Test
    void a_place_holds_segment_and_offset() {
        long place = Place.of(Integer.MAX_VALUE, Integer.MAX_VALUE);

        assertThat(Place.segmentOf(place)).isEqualTo(Integer.MAX_VALUE);
        assertThat(Place.offsetOf(place)).isEqualTo(Integer.MAX_VALUE);
        assertThat(Place.of(2, 0)).isGreaterThan(Place.of(1, Integer.MAX_VALUE));
        assertThatThrownBy(() -> Place.of(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Place.of(1, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void options_keep_their_ranges() {
        int least = LogOptions.SEGMENT_LENGTH_MIN;
        int most = LogOptions.SEGMENT_LENGTH_MAX;

        assertThat(new LogOptions(least, least, 1, 0, 0).recordLengthMax()).isEqualTo(256);
        assertThat(new LogOptions(most, 1, 1, 0, 90).segmentLength()).isEqualTo(most);
        assertThatThrownBy(() -> new LogOptions(least - 1, 1, 1, 0, 0)).hasMessageContaining("found 1023");
        assertThatThrownBy(() -> new LogOptions(most + 1, 1, 1, 0, 0)).hasMessageContaining("1 GiB");
        assertThatThrownBy(() -> new LogOptions(least, least + 1, 1, 0, 0)).hasMessageContaining("batch");
        assertThatThrownBy(() -> new LogOptions(least, 0, 1, 0, 0)).hasMessageContaining("batch");
        assertThatThrownBy(() -> new LogOptions(least, 1, 0, 0, 0)).hasMessageContaining("checkpoint");
        assertThatThrownBy(() -> new LogOptions(least, 1, 1, -1, 0)).hasMessageContaining("reserve");
        assertThatThrownBy(() -> new LogOptions(least, 1, 1, 0, 91)).hasMessageContaining("percent");
        assertThatThrownBy(() -> new LogOptions(least, 1, 1, 0, -1)).hasMessageContaining("percent");
    }

    @Test
    void a_record_cut_short_is_found() {
        ByteBuffer out = ByteBuffer.allocate(100);
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        RecordFormat.putCommand(out, new byte[20], 0, 20, crc);
        out.flip();

        assertThat(RecordFormat.fault(out, crc)).isEmpty();
        assertThat(out.position()).isZero();
        for (int end = 0; end < out.limit(); end++) {
            assertThat(RecordFormat.fault(out.slice(0, end), crc)).isNotEmpty();
        }
    }
}
