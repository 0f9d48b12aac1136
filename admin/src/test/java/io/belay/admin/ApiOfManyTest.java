package io.belay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.access.Rights;
import io.belay.admin.text.JsonReader;
import io.belay.core.Lifetime;
import io.belay.core.QueuePolicy;
import io.belay.core.QueueSpec;
import io.belay.core.QueueView;
import io.belay.core.SessionView;
import io.belay.node.Giving;
import io.belay.node.QueueAnswer;
import io.belay.node.QueueOrder;
import io.belay.node.QueueStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Ten thousand queues, sessions and connections: a page is a page, and all pages together are all there are. */
class ApiOfManyTest {
    private static final int MANY = 10_000;

    private final List<QueueStatus> queues = new ArrayList<>();
    private final List<SessionView> sessions = new ArrayList<>();
    private final List<LineSource.LineStatus> lines = new ArrayList<>();
    private final Api api = new Api(new ApiSources(
            () -> CompletableFuture.completedFuture(SampleFigures.OVERVIEW),
            new Sessions(),
            new Queues(),
            new Lines(),
            new SampleMessages(),
            new SampleDrain(),
            new SampleBackups(),
            new SampleFigures()));

    ApiOfManyTest() {
        for (int number = 0; number < MANY; number++) {
            // Not in the order of their names, as a broker has them.
            String name = String.format(Locale.ROOT, "shop/%04d", number * 7 % MANY);
            QueueSpec spec = new QueueSpec(name, Lifetime.FOR_EVER, 0, QueuePolicy.DEFAULTS, null);
            queues.add(new QueueStatus(new QueueView(number + 1, spec, number, number, false), 0, 0));
            sessions.add(new SessionView(
                    number + 1,
                    name,
                    "anna",
                    number % 2 == 0,
                    1,
                    300,
                    Long.MAX_VALUE,
                    0,
                    0,
                    0,
                    0,
                    List.of(),
                    List.of()));
            lines.add(new LineSource.LineStatus(
                    number + 1, "MQTT", "127.0.0.1:5000", "anna", name, Samples.NOW_MS, false, 1, 2, 0));
        }
    }

    private final class Queues implements QueueSource {
        @Override
        public CompletableFuture<List<QueueStatus>> queues() {
            return CompletableFuture.completedFuture(queues);
        }

        @Override
        public CompletableFuture<QueueAnswer> order(QueueOrder order) {
            throw new IllegalStateException("nobody orders anything here");
        }
    }

    private final class Sessions implements SessionSource {
        @Override
        public CompletableFuture<SessionSource.Sessions> sessions() {
            return CompletableFuture.completedFuture(new SessionSource.Sessions(Samples.NOW_MS, sessions));
        }

        @Override
        public CompletableFuture<Story> story(String clientId) {
            throw new IllegalStateException("nobody asks for it here");
        }

        @Override
        public List<EndedLine> ended() {
            return List.of();
        }
    }

    private final class Lines implements LineSource {
        @Override
        public CompletableFuture<List<LineStatus>> lines() {
            return CompletableFuture.completedFuture(lines);
        }

        @Override
        public CompletableFuture<Boolean> end(long line, String why) {
            throw new IllegalStateException("nobody orders anything here");
        }

        @Override
        public CompletableFuture<Boolean> disconnect(String clientId, String why) {
            throw new IllegalStateException("nobody orders anything here");
        }

        @Override
        public CompletableFuture<Boolean> endSession(String clientId, String why) {
            throw new IllegalStateException("nobody orders anything here");
        }

        @Override
        public CompletableFuture<Giving> giveSession(String clientId, String user) {
            throw new IllegalStateException("nobody orders anything here");
        }
    }

    private Map<String, Object> get(String path, String query) throws Exception {
        Answer answer = api.answer("GET", path, query, Rights.all(), () -> new byte[0]);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JsonReader.object(answer.body());
    }

    private static List<String> names(Map<String, Object> page, String field) {
        return ((List<?>) page.get("items"))
                .stream()
                        .map(each -> String.valueOf(((Map<?, ?>) each).get(field)))
                        .toList();
    }

    private List<String> all(String path, String field, String query) throws Exception {
        List<String> all = new ArrayList<>();
        Object next = "";
        while (next != null) {
            Map<String, Object> page = get(path, query + "&limit=1000&after=" + next);
            all.addAll(names(page, field));
            next = page.get("next");
        }
        return all;
    }

    @Test
    void all_pages_together_are_all_there_are_each_once_and_in_order() throws Exception {
        for (String path : List.of("/api/queues", "/api/sessions")) {
            String field = path.equals("/api/queues") ? "name" : "clientId";
            assertThat(all(path, field, "prefix="))
                    .as(path)
                    .hasSize(MANY)
                    .doesNotHaveDuplicates()
                    .isSorted();
        }
        assertThat(all("/api/connections", "line", "prefix=")).hasSize(MANY).doesNotHaveDuplicates();
    }

    @Test
    void a_page_has_as_many_as_it_is_asked_for_and_no_more() throws Exception {
        for (String path : List.of("/api/queues", "/api/sessions", "/api/connections")) {
            assertThat((List<?>) get(path, "limit=50").get("items")).as(path).hasSize(50);
            assertThat((List<?>) get(path, "").get("items")).as(path).hasSize(100);
        }
    }

    @Test
    void somebody_who_looks_for_one_finds_it() throws Exception {
        assertThat(names(get("/api/queues", "prefix=shop/77&limit=50"), "name"))
                .hasSize(50)
                .startsWith("shop/7700");
        assertThat(names(get("/api/queues", "contains=p/777"), "name"))
                .containsExactly(
                        "shop/7770",
                        "shop/7771",
                        "shop/7772",
                        "shop/7773",
                        "shop/7774",
                        "shop/7775",
                        "shop/7776",
                        "shop/7777",
                        "shop/7778",
                        "shop/7779");
        assertThat(names(get("/api/sessions", "contains=999"), "clientId"))
                .hasSize(19)
                .startsWith("shop/0999");
        assertThat(names(get("/api/connections", "contains=1234"), "clientId")).containsExactly("shop/1234");
        assertThat(names(get("/api/queues", "contains=SHOP/1234"), "name"))
                .as("whoever looks does not mind capitals")
                .containsExactly("shop/1234");
    }

    @Test
    void those_who_are_away_are_found_among_those_who_are_not() throws Exception {
        assertThat(all("/api/sessions", "clientId", "state=away")).hasSize(MANY / 2);
    }

    @Test
    void a_list_says_how_many_fit() throws Exception {
        assertThat(get("/api/queues", "limit=1")).containsEntry("fitting", (long) MANY);
        assertThat(get("/api/queues", "limit=1&after=shop/5000&prefix=shop/")).containsEntry("fitting", (long) MANY);
        assertThat(get("/api/queues", "contains=1234")).containsEntry("fitting", 1L);
        assertThat(get("/api/sessions", "limit=1&state=away")).containsEntry("fitting", MANY / 2L);
        assertThat(get("/api/connections", "limit=1&after=9000")).containsEntry("fitting", (long) MANY);
    }
}
