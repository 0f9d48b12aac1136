package io.belay.server.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a subject is written, it is one. */
class SubjectTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "CN=till-7; CN=till-7",
                "cn=till-7 , O = Shop; CN=till-7,O=Shop",
                "CN=\"Shop, Inc\"; CN=Shop\\, Inc"
            })
    void it_is_compared_in_one_form(String written, String subject) {
        assertThat(Subject.of(written)).isEqualTo(subject);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "till-7", "CN", "=x", "CN=a,,"})
    void what_is_no_subject_is_none(String written) {
        assertThat(Subject.of(written)).isNull();
    }
}
