package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.node.limit.Limit;
import io.belay.node.limit.LimitCounts.Notice;
import io.belay.server.settings.BelaySchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LimitNoticesTest {
    @Test
    void a_notice_says_which_limit_how_often_and_by_whom() {
        assertThat(LimitNotices.text(new Notice(Limit.SESSIONS, 1, 1, "till-7")))
                .isEqualTo("limit broker.sessions-max reached once, last by till-7");
        assertThat(LimitNotices.text(new Notice(Limit.SESSIONS, 12, 3, "till-7\nroot")))
                .isEqualTo("limit broker.sessions-max reached 3 times more, 12 in all, last by till-7?root");
        assertThat(LimitNotices.text(new Notice(Limit.SESSIONS, 12, 1, "a")))
                .isEqualTo("limit broker.sessions-max reached once more, 12 in all, last by a");
    }

    @Test
    void every_limit_has_the_name_of_its_setting_or_of_the_page_of_limits() throws Exception {
        String settings = BelaySchema.reference();
        String page = Files.readString(Path.of("../docs/LIMITS.md"));

        assertThat(Arrays.stream(Limit.values()).map(Limit::key))
                .allMatch(key -> settings.contains("`" + key + "`") || page.contains(key));
    }
}
