package io.belay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.access.Rights;
import io.belay.admin.BackupSource.Backup;
import io.belay.admin.BackupSource.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiBackupTest {
    private final List<String> begun = new ArrayList<>();
    private Backup next = new Backup(State.RUNNING, "/srv/monday", 0, 1_000, 12, Samples.NOW_MS, "");
    private int cancelled;

    private final ApiTable table = new ApiTable(new ApiBackup(new BackupSource() {
                @Override
                public CompletableFuture<Backup> begin(String to, long bytesPerS) {
                    begun.add(to + " at " + bytesPerS);
                    return CompletableFuture.completedFuture(next);
                }

                @Override
                public Backup last() {
                    return next;
                }

                @Override
                public void cancel() {
                    cancelled++;
                }
            })
            .pages());

    private Answer ask(String method, String body) {
        ApiTable.Found.At at = (ApiTable.Found.At) table.find(method, "/api/backup");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return at.page().answer(new ApiRequest(Map.of(), null, bytes, Rights.all()));
    }

    @Test
    void one_is_begun_watched_and_ended() {
        Answer answer = ask("POST", "{\"to\": \"/srv/x/../monday\", \"bytesPerS\": 70000}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(begun).containsExactly("/srv/monday at 70000");
        assertThat(answer.body())
                .startsWith("{\"state\":\"running\",\"to\":\"/srv/monday\",\"doneBytes\":0,\"allBytes\":1000,")
                .contains("\"batch\":12,\"at\":\"2027-01-15T08:00:00Z\",");
        assertThat(ask("GET", "").body()).isEqualTo(answer.body());
        assertThat(ask("DELETE", "").status()).isEqualTo(200);
        assertThat(cancelled).isEqualTo(1);
    }

    @Test
    void without_a_word_about_it_others_who_use_the_disk_are_spared() {
        ask("POST", "{\"to\": \"/srv/monday\"}");

        assertThat(begun).containsExactly("/srv/monday at " + (32 << 20));
    }

    @Test
    void what_cannot_be_is_told_in_words() {
        next = new Backup(State.FAILED, "/srv/monday", 0, 0, 0, 0, "/srv/monday is not empty");
        assertThat(ask("POST", "{\"to\": \"/srv/monday\"}"))
                .isEqualTo(new Answer(409, Answer.JSON, "{\"error\":\"/srv/monday is not empty\"}\n"));
        assertThat(ask("POST", "{\"to\": \"/srv/tuesday\"}").body()).contains("a backup to /srv/monday is under way");
        assertThat(ask("GET", "").body()).contains("\"state\":\"failed\"", "\"error\":\"/srv/monday is not empty\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                          | expected to: a name; found none",
                "{\"to\": \"\"}                            | expected to: a name; found none",
                "{\"to\": 7}                               | expected to: a string; found 7",
                "{\"to\": \"srv\"}                         | expected to: an absolute path",
                "{\"to\": \"/a\\u0000b\"}                  | expected to: an absolute path",
                "{\"too\": \"/srv\"}                       | expected to; found \"too\"",
                "{\"to\": \"/srv\", \"bytesPerS\": -1}     | expected bytesPerS: a whole number from 0",
                "{\"to\": \"/srv\", \"bytesPerS\": \"1\"}  | expected bytesPerS: a whole number from 0",
                "[]                                        | expected"
            })
    void what_makes_no_sense_is_refused(String body, String why) {
        Answer answer = ask("POST", body == null ? "" : body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().replace("\\\"", "\"")).contains(why);
        assertThat(begun).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4095, 202", "4096, 202", "4097, 400"})
    void a_path_has_so_many_characters_at_most(int length, int status) {
        String path = "/" + "a".repeat(length - 1);
        next = new Backup(State.RUNNING, path, 0, 0, 0, 0, "");

        assertThat(ask("POST", "{\"to\": \"" + path + "\"}").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"0, 202", "1, 400", "65535, 400", "65536, 202", "65537, 202"})
    void one_that_is_so_slow_that_it_seems_to_hang_is_refused(long bytesPerS, int status) {
        assertThat(ask("POST", "{\"to\": \"/srv/monday\", \"bytesPerS\": " + bytesPerS + "}")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void all_of_it_is_for_those_who_may_do_everything() {
        assertThat(table.pages()).extracting(ApiPage::need).containsOnly(Need.TO_RUN_IT);
    }
}
