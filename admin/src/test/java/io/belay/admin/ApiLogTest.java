package io.belay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.access.Rights;
import io.belay.admin.LogSource.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators are told of the log, and of the words of the broker. */
class ApiLogTest {
    private final SampleFigures figures = new SampleFigures();
    private final ApiTable table = new ApiTable(new ApiLog(figures).pages());

    private Answer get(String path, String query) {
        ApiTable.Found.At at = (ApiTable.Found.At) table.find("GET", path);
        return at.page().answer(new ApiRequest(Map.of(), query, new byte[0], Rights.all()));
    }

    private List<Long> lines(String query) {
        List<Long> numbers = new ArrayList<>();
        for (String each : get("/api/log/lines", query).body().split("\"number\":", -1))
            if (Character.isDigit(each.charAt(0))) numbers.add(Long.valueOf(each.substring(0, each.indexOf(','))));
        return numbers;
    }

    @Test
    void the_log_is_told_with_the_file_of_the_oldest_message_that_is_needed() {
        assertThat(get("/api/log", "").body())
                .startsWith("{\"disk\":{\"state\":\"nearly-full\",\"segments\":2,\"usedBytes\":5000,\"freeBytes\":100,"
                        + "\"reserveBytes\":200,\"resumeBytes\":300},\"batches\":12,")
                .contains("\"syncMs\":{\"count\":3,\"mean\":1.5,\"most\":2.5,"
                        + "\"steps\":[{\"upTo\":1.0,\"count\":1},{\"upTo\":2.0,\"count\":2}]}")
                .contains("\"oldest\":{\"number\":5,\"usedBytes\":2500,\"records\":3,\"liveBytes\":700,")
                .contains("\"checkpoint\":{\"id\":9,\"written\":\"2027-01-15T07:58:50Z\",")
                .contains("\"bytes\":800,\"segment\":5}")
                .contains("\"cleaning\":{\"freed\":2,\"lastFreed\":3,\"lastFreedAt\":\"2027-01-15T07:58:40Z\",")
                .contains("\"moving\":4,\"moved\":11}")
                .endsWith("\"segmentCount\":3}\n");
    }

    @Test
    void a_log_that_has_just_begun_has_no_oldest_and_no_checkpoint() {
        figures.segments = List.of();

        assertThat(get("/api/log", "").body())
                .contains("\"oldest\":null,\"checkpoint\":null,")
                .contains("\"lastFreed\":0,\"moving\":4")
                .contains("\"segments\":[],\"segmentCount\":0}");
    }

    @Test
    void of_a_file_that_has_gone_it_is_not_told_when_it_was_written() {
        figures.segments = List.of(new Segment(4, 3_000, 1, 10, 0));

        assertThat(get("/api/log", "").body())
                .contains("\"oldest\":{\"number\":4,\"usedBytes\":3000,\"records\":1,\"liveBytes\":10}")
                .doesNotContain("1970");
    }

    @ParameterizedTest
    @CsvSource({"999, 999", "1000, 1000", "1001, 1000"})
    void so_many_segments_are_told_one_by_one(int count, int told) {
        List<Segment> many = new ArrayList<>();
        for (int number = 1; number <= count; number++) many.add(new Segment(number, 10, 1, 5, Samples.NOW_MS));
        figures.segments = many;

        String body = get("/api/log", "").body();
        assertThat(body.substring(body.indexOf("\"segments\":[")).split("\"number\":", -1))
                .hasSize(told + 1);
        assertThat(body).endsWith("\"segmentCount\":" + count + "}\n");
    }

    @Test
    void the_last_lines_are_told_oldest_first_from_a_level_on() {
        figures.say(12); // at INFO, WARN, ERROR, DEBUG, and so on

        assertThat(lines("")).hasSize(12).startsWith(1L, 2L);
        assertThat(lines("limit=2")).containsExactly(11L, 12L);
        assertThat(lines("level=warn")).containsExactly(2L, 3L, 6L, 7L, 10L, 11L);
        assertThat(get("/api/log/lines", "level=error&limit=1").body())
                .isEqualTo(
                        "{\"items\":[{\"number\":11,\"at\":\"2027-01-15T08:00:00Z\",\"atMs\":1800000000000,"
                                + "\"level\":\"error\",\"source\":\"Doors\",\"words\":\"word 11\"}],\"next\":null,\"upTo\":12,\"gone\":0,\"anew\":false,\"since\":7}\n");
    }

    @Test
    void lines_are_paged_forward_without_a_gap() {
        figures.say(12);

        assertThat(lines("after=0&limit=5")).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(ends("after=0&limit=5", 5, true, 0)).isTrue();
        assertThat(lines("after=5&limit=6")).containsExactly(6L, 7L, 8L, 9L, 10L, 11L);
        assertThat(ends("after=5&limit=6", 11, true, 0)).isTrue();
        assertThat(lines("after=5&limit=7")).endsWith(11L, 12L);
        assertThat(ends("after=5&limit=7", 12, false, 0)).isTrue();
        assertThat(lines("after=12")).isEmpty();
        assertThat(ends("after=12", 12, false, 0)).isTrue();
    }

    @Test
    void lines_of_a_level_are_paged_forward_and_what_was_passed_over_need_not_be_asked_for_again() {
        figures.say(12);

        assertThat(lines("level=error&after=3&limit=1")).containsExactly(7L);
        assertThat(ends("level=error&after=3&limit=1", 7, true, 0)).isTrue();
        assertThat(lines("level=error&after=7&limit=1")).containsExactly(11L);
        assertThat(ends("level=error&after=7&limit=1", 12, false, 0)).isTrue();
    }

    @Test
    void lines_that_are_no_longer_kept_are_counted() {
        figures.say(12);
        figures.lines.subList(0, 5).clear();

        assertThat(lines("after=2&limit=2")).containsExactly(6L, 7L);
        assertThat(ends("after=2&limit=2", 7, true, 3)).isTrue();
        assertThat(ends("after=4&limit=2", 7, true, 1)).isTrue();
        assertThat(ends("after=5&limit=2", 7, true, 0)).isTrue();
    }

    @Test
    void who_asks_behind_a_line_of_an_earlier_start_begins_anew() {
        figures.say(3);

        assertThat(lines("after=4")).containsExactly(1L, 2L, 3L);
        assertThat(get("/api/log/lines", "after=4").body())
                .endsWith("\"upTo\":3,\"gone\":0,\"anew\":true,\"since\":7}\n");
        assertThat(get("/api/log/lines", "after=3").body())
                .endsWith("\"upTo\":3,\"gone\":0,\"anew\":false,\"since\":7}\n");
        figures.lines.clear();
        assertThat(get("/api/log/lines", "after=0").body())
                .isEqualTo("{\"items\":[],\"next\":null,\"upTo\":0,\"gone\":0,\"anew\":false,\"since\":7}\n");
    }

    @Test
    void who_tells_of_which_start_it_knows_begins_anew_however_much_was_said_since_then() {
        figures.say(12);
        figures.sinceMs = 8;

        assertThat(lines("after=4&since=7")).hasSize(12).startsWith(1L);
        assertThat(get("/api/log/lines", "after=4&since=7").body()).endsWith("\"anew\":true,\"since\":8}\n");
        assertThat(get("/api/log/lines", "after=0&since=7").body()).endsWith("\"anew\":true,\"since\":8}\n");
        assertThat(lines("after=4&since=8")).hasSize(8).startsWith(5L);
        assertThat(get("/api/log/lines", "after=4&since=8").body()).endsWith("\"anew\":false,\"since\":8}\n");
    }

    private boolean ends(String query, long upTo, boolean isMore, long gone) {
        String next = isMore ? String.valueOf(upTo) : "null";
        return get("/api/log/lines", query)
                .body()
                .endsWith("\"next\":" + next + ",\"upTo\":" + upTo + ",\"gone\":" + gone
                        + ",\"anew\":false,\"since\":7}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, 400",
        "limit=1000, 200",
        "limit=1001, 400",
        "level=warning, 400",
        "after=-1, 400",
        "since=-1, 400"
    })
    void what_makes_no_sense_is_refused(String query, int status) {
        assertThat(get("/api/log/lines", query).status()).isEqualTo(status);
    }
}
