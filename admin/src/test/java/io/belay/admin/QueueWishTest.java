package io.belay.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.admin.text.BadSettingException;
import io.belay.core.QueuePolicy;
import io.belay.node.QueueOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueWishTest {
    @Test
    void a_wish_that_says_only_a_name_gets_the_defaults() throws BadSettingException {
        assertThat(QueueWish.of("{\"name\":\"q\"}")).isEqualTo(new QueueOrder.Create("q", QueuePolicy.DEFAULTS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"messagesMax\":1}                      | the name of the queue is missing",
                "{\"name\":1}                             | expected name: a string; found 1",
                "{\"name\":null}                          | expected name: a string; found null",
                "{\"name\":\"q\",\"messageMax\":1}        | expected one of the fields messagesMax",
                "{\"name\":\"q\",\"messagesMax\":0}       | expected messagesMax: a whole number from 1 to 2147483647; found 0",
                "{\"name\":\"q\",\"messagesMax\":2147483648} | found 2147483648",
                "{\"name\":\"q\",\"messagesMax\":\"1\"}   | found \"1\"",
                "{\"name\":\"q\",\"bytesMax\":0}          | expected bytesMax: a whole number from 1",
                "{\"name\":\"q\",\"deliveriesMax\":-1}    | expected deliveriesMax: a whole number from 0",
                "{\"name\":\"q\",\"whenFull\":\"wait\"}   | expected whenFull: one of [refuse, drop-oldest, block]; found \"wait\"",
                "{\"name\":\"q\",\"deadLetter\":true}     | expected deadLetter: a string; found true",
                "{\"name\":\"q\",\"exclusive\":\"yes\"}   | expected exclusive: true or false; found \"yes\"",
            })
    void a_wish_out_of_range_is_refused_with_what_was_expected_and_found(String json, String words) {
        assertThatThrownBy(() -> QueueWish.of(json))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining(words);
    }

    @Test
    void limits_of_a_wish_are_taken_up_to_their_ends() throws BadSettingException {
        QueuePolicy least = QueueWish.of("{\"name\":\"q\",\"messagesMax\":1,\"bytesMax\":1,\"deliveriesMax\":0}")
                .policy();
        QueuePolicy most = QueueWish.of("{\"name\":\"q\",\"messagesMax\":2147483647,\"bytesMax\":9223372036854775807,"
                        + "\"deliveriesMax\":2147483647}")
                .policy();

        assertThat(least.messagesMax()).isEqualTo(1);
        assertThat(least.deliveriesMax()).isZero();
        assertThat(most.messagesMax()).isEqualTo(Integer.MAX_VALUE);
        assertThat(most.bytesMax()).isEqualTo(Long.MAX_VALUE);
    }
}
