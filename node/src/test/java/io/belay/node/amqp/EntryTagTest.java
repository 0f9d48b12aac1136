package io.belay.node.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Binary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTagTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 255, 256, 65_535, 65_536, 1L << 40, Long.MAX_VALUE})
    void tells_what_it_was_made_of(long number) {
        Binary tag = EntryTag.of(number, 7);

        assertThat(EntryTag.isOne(tag)).isTrue();
        assertThat(EntryTag.queue(tag)).isEqualTo(number);
        assertThat(EntryTag.sequence(tag)).isEqualTo(7);
        assertThat(tag.at(8)).as("as short as it can be").isNotZero();
        assertThat(EntryTag.sequence(EntryTag.of(3, number))).isEqualTo(number);
        assertThat(EntryTag.queue(EntryTag.of(number))).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 17, 32})
    void is_none_of_another_length(int length) {
        assertThat(EntryTag.isOne(Binary.of(new byte[length]))).isFalse();
    }
}
