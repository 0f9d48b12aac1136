package io.belay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.access.Account;
import io.belay.access.Accounts;
import io.belay.access.Rights;
import io.belay.admin.login.Remote;
import io.belay.amqp.type.Binary;
import io.belay.node.Giving;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which page answers, who may ask it, and what is said to a question that makes no sense. */
class ApiTest {
    private final List<String> ended = new ArrayList<>();
    private final LineSource lines = new LineSource() {
        @Override
        public CompletableFuture<List<LineStatus>> lines() {
            return CompletableFuture.completedFuture(
                    List.of(line(3, "till-7"), line(9, "<script>\u001b[2J"), line(12, "")));
        }

        @Override
        public CompletableFuture<Boolean> end(long line, String why) {
            ended.add(line + ": " + why);
            return CompletableFuture.completedFuture(line == 3);
        }

        @Override
        public CompletableFuture<Boolean> disconnect(String clientId, String why) {
            ended.add("line of " + clientId + ": " + why);
            return CompletableFuture.completedFuture(clientId.equals("till-7"));
        }

        @Override
        public CompletableFuture<Boolean> endSession(String clientId, String why) {
            ended.add("session of " + clientId + ": " + why);
            return CompletableFuture.completedFuture(clientId.equals("a/b ä"));
        }

        @Override
        public CompletableFuture<Giving> giveSession(String clientId, String user) {
            ended.add(clientId + " to " + user);
            return CompletableFuture.completedFuture(Giving.valueOf(clientId));
        }
    };
    private final OverviewSource overview = () -> CompletableFuture.completedFuture(SampleFigures.OVERVIEW);
    private final Api api = new Api(new ApiSources(
            overview,
            Samples.SOURCE,
            Samples.QUEUES,
            lines,
            new SampleMessages(),
            new SampleDrain(),
            new SampleBackups(),
            new SampleFigures()));

    private static LineSource.LineStatus line(long number, String clientId) {
        return new LineSource.LineStatus(
                number, "MQTT", "127.0.0.1:5000", "anna", clientId, Samples.NOW_MS, false, 100, 200, 0);
    }

    private Answer ask(String method, String target, String body) {
        return ask(Rights.all(), method, target, body);
    }

    private Answer ask(Rights rights, String method, String target, String body) {
        String[] parts = target.split("\\?", 2);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return api.answer(method, parts[0], parts.length == 2 ? parts[1] : null, rights, () -> bytes);
    }

    /** The rights of somebody who has none. */
    private static Rights nobody() {
        Account eve = new Account("eve", null, null, "", List.of(), List.of());
        Accounts accounts = new Accounts(List.of(eve), List.of(), Binary.of(new byte[Accounts.SECRET_LENGTH_MIN]));
        return new Rights(() -> accounts, "eve", "", denied -> {});
    }

    private Answer get(String target) {
        return ask("GET", target, "");
    }

    @Test
    void the_broker_is_told_in_numbers() {
        assertThat(get("/api/overview").body())
                .contains("\"since\":\"2027-01-15T07:59:00Z\",\"sinceMs\":1799999940000,")
                .contains("\"draining\":false,\"connections\":3,\"sessions\":{\"attached\":1,\"away\":2},")
                .contains("\"queues\":3,\"backlog\":6,\"unsettled\":2,\"retained\":7,\"oldestMs\":1500,")
                .contains("\"messagesIn\":15,\"messagesOut\":26,\"bytesIn\":1000,\"bytesOut\":2000,")
                .contains("\"protocols\":{\"mqtt\":{\"messagesIn\":10,\"messagesOut\":20,\"refused\":1},\"amqp\":{")
                .contains("\"disk\":{\"state\":\"nearly-full\",\"segments\":2,\"usedBytes\":5000,\"freeBytes\":100,")
                .contains("\"memory\":{\"usedBytes\":40,\"budgetBytes\":100,\"shares\":[{\"name\":\"received\",")
                .contains("\"limits\":[{\"name\":\"lines.connections-max\",\"hits\":4,", "\"who\":\"till-7\"}]}");
    }

    @Test
    void who_has_reached_a_limit_is_for_operators() {
        assertThat(ask(nobody(), "GET", "/api/overview", "").body())
                .contains("\"lines.connections-max\"")
                .doesNotContain("till-7");
    }

    @Test
    void sessions_are_told_by_their_state() {
        assertThat(get("/api/sessions?state=away").body())
                .contains("\"clientId\":\"away\\u001b[2J\"", "for-ever")
                .doesNotContain("till-7");
        assertThat(get("/api/sessions?state=attached").body())
                .contains("till-7")
                .doesNotContain("for-ever");
        assertThat(get("/api/sessions?state=gone").status()).isEqualTo(400);
    }

    @Test
    void lists_are_told_by_name_in_pages() {
        assertThat(get("/api/queues?limit=1").body())
                .contains("{\"items\":[{\"name\":\"$durable/till-7/news\"")
                .contains("\"next\":\"$durable/till-7/news\"}");
        assertThat(get("/api/queues?limit=2&after=%24durable/till-7/news").body())
                .startsWith("{\"items\":[{\"name\":\"orders\"")
                .contains("{\"name\":\"re\\u001b[2J\"")
                .endsWith("\"next\":null}\n");
        assertThat(get("/api/queues?prefix=or").body()).contains("orders").doesNotContain("durable");
        assertThat(get("/api/sessions?limit=2").body())
                .startsWith("{\"items\":[{\"clientId\":\"away")
                .contains("\"next\":\"for-ever\"");
        assertThat(get("/api/connections?limit=1").body())
                .contains("\"line\":3,")
                .endsWith("\"next\":3}\n");
        assertThat(get("/api/connections?after=3").body())
                .contains("\"clientId\":\"<script>\\u001b[2J\"")
                .endsWith("\"next\":null}\n");
    }

    @ParameterizedTest
    @CsvSource({"0, 400", "1, 200", "2, 200", "999, 200", "1000, 200", "1001, 400", "-1, 400", "many, 400", "9e9, 400"})
    void a_page_of_a_list_has_so_many_at_most(String limit, int status) {
        for (String list : List.of("queues", "sessions", "connections"))
            assertThat(get("/api/" + list + "?limit=" + limit).status())
                    .as(list)
                    .isEqualTo(status);
    }

    @Test
    void one_of_a_list_is_told_alone() {
        assertThat(get("/api/queues/orders").body()).startsWith("{\"name\":\"orders\"");
        assertThat(get("/api/sessions/till%207%26x").body()).contains("\"timeline\":[{", "connection reset by peer");
        assertThat(get("/api/queues/ordres").status()).isEqualTo(404);
        assertThat(get("/api/queues/ordres").body()).contains("did you mean orders?");
        assertThat(get("/api/sessions/nobody").status()).isEqualTo(404);
    }

    @Test
    void what_may_be_meant_is_told_to_those_alone_who_may_know_of_it() {
        KnownUsers users = new KnownUsers();
        Rights rob = users.rights(new Remote("127.0.0.1:1", false), "rob"); // who may browse orders

        assertThat(new QueueOrders(Samples.QUEUES)
                        .unknown("ordres", Answer.Form.JSON, rob)
                        .body())
                .contains("did you mean orders?");
        assertThat(new QueueOrders(Samples.QUEUES)
                        .unknown("ordres", Answer.Form.JSON, nobody())
                        .body())
                .contains("there is no queue ordres")
                .doesNotContain("orders?");
    }

    @Test
    void a_connection_is_ended_with_a_reason() {
        assertThat(ask("DELETE", "/api/connections/3", "{\"why\":\"maintenance\"}")
                        .status())
                .isEqualTo(200);
        assertThat(ask("DELETE", "/api/connections/3", "").status()).isEqualTo(200);
        assertThat(ask("DELETE", "/api/connections/4", "{}").status()).isEqualTo(404);

        assertThat(ended)
                .containsExactly("3: maintenance", "3: an operator asked for it", "4: an operator asked for it");
    }

    @Test
    void a_session_is_ended_or_disconnected_with_a_reason() {
        assertThat(ask("DELETE", "/api/sessions/a%2Fb%20%C3%A4", "{\"why\":\"old\"}")
                        .status())
                .isEqualTo(200);
        assertThat(ask("DELETE", "/api/sessions/nobody", "").status()).isEqualTo(404);
        assertThat(ask("POST", "/api/sessions/till-7/disconnect", "").status()).isEqualTo(200);
        assertThat(ask("POST", "/api/sessions/away/disconnect", "").status()).isEqualTo(404);

        assertThat(ended).startsWith("session of a/b ä: old");
    }

    @ParameterizedTest
    @CsvSource({"199, 200", "200, 200", "201, 400"})
    void a_reason_has_its_length_at_most(int length, int status) {
        assertThat(ask("DELETE", "/api/connections/3", "{\"why\":\"" + "x".repeat(length) + "\"}")
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET    | /api                  | 404 | found no such page",
                "GET    | /api/                 | 404 | found no such page",
                "GET    | /api/queue            | 404 | /api/queues, ",
                "GET    | /api/queues/a/b       | 404 | /api/queues/{name}/purge",
                "GET    | /api/queues/          | 400 | expected a name in the address; found none",
                "GET    | /api/queues/%ff       | 400 | expected percent-encoded UTF-8 as name",
                "GET    | /api/queues/%         | 400 | expected percent-encoded UTF-8 as name",
                "PUT    | /api/queues           | 405 | expected GET or POST; found PUT",
                "POST   | /api/overview         | 405 | expected GET; found POST",
                "GET    | /api/queues/q/purge   | 405 | expected POST; found GET",
                "DELETE | /api/connections/till | 400 | expected the number of a connection; found \\\"till\\\"",
                "GET    | /api/connections?after=x | 400 | expected after: a whole number from 0",
            })
    void what_no_page_answers_is_refused_in_words(String method, String target, int status, String words) {
        Answer answer = ask(method, target, "");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                     | expected the name of a field",
                "[]                    | expected an object",
                "{\"wy\":\"x\"}        | expected why; found \\\"wy\\\"",
                "{\"because\":\"x\"}   | expected one of the fields why; found \\\"because\\\"",
                "{\"why\":7}           | expected why: a string; found 7",
                "{\"why\":null}        | expected why: a string; found null",
                "{\"why\":[\"x\"]}     | expected why: a string; found [x]",
                "{\"why\":{\"a\":1}}   | expected why: a string; found {a=1}",
            })
    void a_body_that_makes_no_sense_is_refused_in_words(String body, String words) {
        Answer answer = ask("DELETE", "/api/connections/3", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(words);
        assertThat(ended).isEmpty();
    }

    @Test
    void bytes_that_are_no_text_are_refused() {
        Answer answer = api.answer(
                "DELETE", "/api/connections/3", null, Rights.all(), () -> new byte[] {'{', (byte) 0xC3, '}'});

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("expected JSON in UTF-8");
    }

    @Test
    void every_page_says_who_may_ask_it() {
        Rights nobody = nobody();

        for (ApiPage page : api.pages()) {
            boolean isForAll = page.need().equals(Need.TO_BE_IN);
            String target = page.pattern()
                    .replace("{name}", "orders")
                    .replace("{line}", "3")
                    .replace("{receipt}", "1");
            boolean isCreate =
                    page.pattern().equals("/api/queues") && page.method().equals("POST");
            Answer answer = ask(nobody, page.method(), target, isCreate ? "{\"name\":\"q\"}" : "");
            boolean isReceipt = page.pattern().endsWith("{receipt}"); // Who has none gets nothing by it.
            if (isReceipt) assertThat(answer.status()).isEqualTo(404);
            if (isReceipt) continue;
            boolean isSeen = isForAll && page.method().equals("GET");
            assertThat(answer.status()).as(page.method() + " " + page.pattern()).isEqualTo(isSeen ? 200 : 403);
        }
        assertThat(ask(nobody, "GET", "/api/queues", "").body())
                .isEqualTo("{\"items\":[],\"fitting\":0,\"next\":null}\n");
        assertThat(ended).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"DONE, 200", "WAS_SO, 200", "IN_USE, 409", "UNKNOWN, 404", "FAILED, 503"})
    void a_session_is_given_to_a_user_or_it_is_told_why_not(String client, int status) {
        Answer answer = ask("POST", "/api/sessions/" + client + "/give", "{\"user\":\"anna\"}");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(ended).containsExactly(client + " to anna");
    }

    @ParameterizedTest
    @CsvSource({"0, 400", "1, 200", "256, 200", "257, 400"})
    void a_session_is_given_to_somebody_with_a_name(int length, int status) {
        Answer answer = ask("POST", "/api/sessions/DONE/give", "{\"user\":\"" + "a".repeat(length) + "\"}");

        assertThat(answer.status()).isEqualTo(status);
    }
}
