package io.belay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.access.Rights;
import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.JsonReader;
import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.core.Scheduling;
import io.belay.node.Giving;
import io.belay.node.QueueAnswer;
import io.belay.node.QueueOrder;
import io.belay.node.QueueStatus;
import io.belay.node.message.MessageView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages over HTTP: looked at, taken, sent; topics, what is retained there, and draining. */
class ApiMessagesTest {
    private final SampleMessages messages = new SampleMessages();
    private final SampleDrain drain = new SampleDrain();
    private final OverviewSource overview = CompletableFuture::new;
    private final LineSource lines = new LineSource() {
        @Override
        public CompletableFuture<List<LineStatus>> lines() {
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<Boolean> end(long line, String why) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<Boolean> disconnect(String clientId, String why) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<Boolean> endSession(String clientId, String why) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<Giving> giveSession(String clientId, String user) {
            throw new IllegalStateException("nobody asks for it here");
        }
    };
    private final Api api = api(Samples.QUEUES);

    private Api api(QueueSource queues) {
        return new Api(new ApiSources(
                overview, Samples.SOURCE, queues, lines, messages, drain, new SampleBackups(), new SampleFigures()));
    }

    private Answer ask(String method, String target, String body) {
        return ask(api, method, target, body);
    }

    private static Answer ask(Api api, String method, String target, String body) {
        String[] parts = target.split("\\?", 2);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return api.answer(method, parts[0], parts.length == 2 ? parts[1] : null, Rights.all(), () -> bytes);
    }

    private Answer post(String target, String body) {
        return ask("POST", target, body);
    }

    @Test
    void a_queue_is_looked_at() {
        Answer answer = ask("GET", "/api/queues/orders/messages?from=3&limit=5", "");

        assertThat(answer.body())
                .contains(
                        "{\"items\":[{\"id\":7,\"sequence\":7,\"priority\":4,\"deliveryCount\":1,\"state\":\"ready\",")
                .contains("\"deadLetter\":{\"origin\":\"work\",\"reason\":\"2 deliveries failed\",")
                .contains("\"durable\":true,\"properties\":{\"colour\":\"red\"}", "\"contentType\":\"text/plain\"")
                .contains("\"body\":{\"text\":\"hello\"},\"isCut\":false}],\"next\":8}");
        assertThat(messages.asked).containsExactly("browse orders after 2, 5");
        assertThat(ask("GET", "/api/queues/ordres/messages", "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, false", "1, true"})
    void a_long_body_is_cut_unless_it_is_asked_for_whole(int beyond, boolean isCut) {
        messages.body = "x".repeat(ItemJson.SHOWN_MAX + beyond);

        assertThat(ask("GET", "/api/queues/orders/messages", "").body()).contains("\"isCut\":" + isCut);
        assertThat(ask("GET", "/api/queues/orders/messages?whole=true", "").body())
                .contains("\"isCut\":false", messages.body);
        assertThat(ask("GET", "/api/queues/orders/messages?whole=true&limit=2", "")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_body_is_not_cut_within_a_character() throws BadSettingException {
        messages.body = "x".repeat(ItemJson.SHOWN_MAX - 1) + "😀";

        Answer answer = ask("GET", "/api/queues/orders/messages", "");

        assertThat(JsonReader.object(answer.body()).toString())
                .contains("x".repeat(ItemJson.SHOWN_MAX - 1))
                .doesNotContain("\ud83d");
    }

    @Test
    void what_is_taken_is_settled_once_the_answer_is_written_or_goes_back() {
        Answer answer = post("/api/queues/orders/receive", "{\"max\":3,\"waitMs\":20}");
        assertThat(messages.asked).containsExactly("receive orders 3, 20");

        answer.written(true);
        answer.written(false);

        assertThat(messages.asked).containsSequence("settle -5 true", "settle -5 false");
    }

    @Test
    void what_is_taken_to_be_confirmed_has_a_receipt_that_counts_once() throws BadSettingException {
        Answer answer = post("/api/queues/orders/receive", "{\"confirm\":true}");
        answer.written(true);
        Object receipt = JsonReader.object(answer.body()).get("receipt");

        assertThat(receipt.toString()).hasSize(32);
        assertThat(post("/api/receipts/" + receipt, "{\"arrived\":true}").status())
                .isEqualTo(200);
        assertThat(post("/api/receipts/" + receipt, "{\"arrived\":true}").status())
                .isEqualTo(404);

        assertThat(messages.asked).containsExactly("receive orders 1, 0", "settle -5 true");
    }

    @ParameterizedTest
    @CsvSource({
        "max, 0, 400", "max, 1, 200", "max, 999, 200", "max, 1000, 200", "max, 1001, 400",
        "waitMs, -1, 400", "waitMs, 0, 200", "waitMs, 19999, 200", "waitMs, 20000, 200", "waitMs, 20001, 400",
    })
    void what_may_be_taken_and_waited_for_has_limits(String field, long value, int status) {
        assertThat(post("/api/queues/orders/receive", "{\"" + field + "\":" + value + "}")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void a_message_is_sent_with_all_that_is_said_of_it() {
        Answer answer = post(
                "/api/queues/a%2Fb/messages",
                "{\"body\":{\"text\":\"hällo\"},\"contentType\":\"text/plain\",\"priority\":9,\"ttlMs\":5000,"
                        + "\"durable\":false,\"correlationId\":\"c\",\"replyTo\":\"r\",\"subject\":\"s\","
                        + "\"groupId\":\"g\",\"properties\":{\"text\":\"x\",\"whole\":3,\"half\":0.5,\"yes\":true}}");

        assertThat(answer.status()).isEqualTo(201);
        Message sent = messages.sent.get(0);
        assertThat(sent.topic()).isEqualTo("a/b");
        assertThat(sent.guarantee()).isEqualTo(Guarantee.AT_LEAST_ONCE);
        assertThat(sent.expiresAtMs()).isEqualTo(Samples.NOW_MS + 5_000);
        assertThat(sent.scheduling()).isEqualTo(new Scheduling(9, 0, "g".hashCode()));
        MessageView view = MessageView.of(sent);
        assertThat(view.text()).isEqualTo("hällo");
        assertThat(view.headers())
                .containsEntry("contentType", "text/plain")
                .containsEntry("correlationId", "c")
                .containsEntry("replyTo", "r")
                .containsEntry("subject", "s")
                .containsEntry("groupId", "g");
        assertThat(view.properties())
                .containsEntry("text", "x")
                .containsEntry("whole", 3L)
                .containsEntry("half", 0.5)
                .containsEntry("yes", true);
    }

    @Test
    void bytes_and_topics_and_nothing_at_all_can_be_sent() {
        assertThat(post("/api/queues/q/messages", "{\"body\":{\"base64\":\"AP8=\"}}")
                        .status())
                .isEqualTo(201);
        assertThat(post("/api/topics/t/messages", "{\"qos\":0,\"retain\":true}").status())
                .isEqualTo(201);

        assertThat(MessageView.of(messages.sent.get(0)).bytes()).containsExactly(0, 0xFF);
        assertThat(messages.sent.get(1).guarantee()).isEqualTo(Guarantee.AT_MOST_ONCE);
        assertThat(messages.sent.get(1).retain()).isTrue();
        assertThat(messages.sent.get(1).hasBody()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"bdy\":{}}                        | expected body; found \\\"bdy\\\"",
                "{\"body\":\"x\"}                  | expected body: an object",
                "{\"body\":{\"txt\":\"x\"}}      | expected body.text; found \\\"txt\\\"",
                "{\"body\":{\"text\":7}}           | expected body.text: a string; found 7",
                "{\"body\":{\"base64\":\"%\"}}   | expected body.base64: bytes in base 64",
                "{\"body\":{\"text\":\"\",\"base64\":\"\"}} | expected body: text or base64, not both",
                "{\"priority\":10}                   | expected priority: a whole number from 0 to 9; found 10",
                "{\"priority\":1.5}                  | expected priority: a whole number from 0 to 9; found 1.5",
                "{\"ttlMs\":4294967296}              | expected ttlMs: a whole number from 0 to 4294967295",
                "{\"durable\":1}                     | expected durable: true or false; found 1",
                "{\"properties\":{\"a\":null}}     | expected properties: names with a string",
                "{\"properties\":{\"a\":[]}}       | expected properties: names with a string",
                "{\"properties\":{\"\":1}}         | expected properties: names with a string",
                "{\"contentType\":\"text/ä\"}      | expected contentType: ASCII",
                "{\"qos\":1}                         | expected one of the fields body",
            })
    void a_message_that_makes_no_sense_is_refused_in_words(String body, String words) {
        Answer answer = post("/api/queues/q/messages", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(words);
        assertThat(messages.sent).isEmpty();
    }

    @Test
    void a_message_has_its_length_at_most() {
        int overhead = post("/api/queues/q/messages", body(500)).status() == 201
                ? messages.sent.get(0).length() - 500
                : 0;
        int most = SampleMessages.LENGTH_MAX - overhead;

        assertThat(post("/api/queues/q/messages", body(most - 1)).status()).isEqualTo(201);
        assertThat(post("/api/queues/q/messages", body(most)).status()).isEqualTo(201);
        assertThat(post("/api/queues/q/messages", body(most + 1)).status()).isEqualTo(413);
        assertThat(api.bodyLengthMax("POST", "/api/queues/q/messages")).isGreaterThan(6 * SampleMessages.LENGTH_MAX);
        assertThat(api.bodyLengthMax("POST", "/api/queues/q/move")).isEqualTo(AdminServer.BODY_LENGTH_MAX);
    }

    private static String body(int length) {
        return "{\"body\":{\"text\":\"" + "x".repeat(length) + "\"}}";
    }

    @Test
    void messages_to_be_moved_are_named_or_all() {
        assertThat(post("/api/queues/q/move", "{\"to\":\"r\",\"all\":true}").status())
                .isEqualTo(200);
        assertThat(post("/api/queues/q/move", "{\"to\":\"r\",\"ids\":[1,2],\"max\":1}")
                        .status())
                .isEqualTo(200);
        assertThat(post("/api/queues/q/retry", "{\"all\":true}").status()).isEqualTo(200);
        String part = "{\"all\":true,\"after\":3,\"upTo\":9,\"max\":2}";
        assertThat(post("/api/queues/q/retry", part).status()).isEqualTo(200);
        assertThat(post("/api/queues/q/move", "{\"to\":\"r\"," + part.substring(1))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void the_audit_log_hears_what_the_address_does_not_tell() {
        assertThat(post("/api/queues", "{\"name\":\"made\"}").about()).isEqualTo("made");
        assertThat(post("/api/queues/q/move", "{\"to\":\"r\",\"all\":true}").about())
                .isEqualTo("to r");
        assertThat(post("/api/queues/q/purge", "{}").about()).isEmpty();
        assertThat(post("/api/drain", "{\"stop\":true}").about()).isEqualTo("and stop");
        assertThat(post("/api/drain", "{}").about()).isEmpty();
    }

    @Test
    void the_next_go_is_told_which_queues_were_full() {
        List<QueueOrder> ordered = new ArrayList<>();
        QueueSource queues = new QueueSource() {
            @Override
            public CompletableFuture<List<QueueStatus>> queues() {
                return Samples.QUEUES.queues();
            }

            @Override
            public CompletableFuture<QueueAnswer> order(QueueOrder order) {
                ordered.add(order);
                return CompletableFuture.completedFuture(
                        new QueueAnswer.Moved(2, List.of(), 1, 9, Set.of(ordered.size() + 6L)));
            }
        };
        Api many = api(queues);

        String first = ask(many, "POST", "/api/queues/q/retry", "{\"all\":true,\"max\":2}")
                .body();
        ask(many, "POST", "/api/queues/q/retry", "{\"all\":true,\"max\":2,\"after\":9,\"full\":[7]}");

        assertThat(first).contains("\"next\":9,\"full\":[7]}");
        assertThat(ordered.get(1))
                .isEqualTo(new QueueOrder.Retry("q", null, new QueueOrder.Range(9, Long.MAX_VALUE, Set.of(7L)), 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                  | expected to: a name; found none",
                "{\"to\":\"r\"}                                  | expected ids or all; found neither",
                "{\"to\":\"r\",\"all\":true,\"ids\":[1]}     | expected ids or all; found both",
                "{\"to\":\"r\",\"ids\":1}                      | expected ids: a list of at most 10000 whole numbers",
                "{\"to\":\"r\",\"ids\":[\"1\"]}              | expected ids: a list of at most 10000 whole numbers",
                "{\"to\":\"r\",\"all\":true,\"max\":0}       | expected max: a whole number from 1",
                "{\"to\":\"r\",\"all\":true,\"after\":-1}    | expected after: a whole number from 0",
                "{\"to\":\"r\",\"all\":true,\"upTo\":-1}     | expected upTo: a whole number from 0",
            })
    void an_order_to_move_that_makes_no_sense_is_refused_in_words(String body, String words) {
        Answer answer = post("/api/queues/q/move", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(words);
    }

    @ParameterizedTest
    @CsvSource({"9999, 200", "10000, 200", "10001, 400"})
    void so_many_may_be_named(int count, int status) {
        String ids = "1,".repeat(count - 1) + "1";

        assertThat(post("/api/queues/q/move", "{\"to\":\"r\",\"ids\":[" + ids + "]}")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void topics_and_what_is_retained_there_are_told() {
        assertThat(ask("GET", "/api/topics", "").body())
                .isEqualTo("{\"items\":[{\"filter\":\"news/#\",\"subscriptions\":2,\"shared\":1,\"queues\":3}],"
                        + "\"next\":null}\n");
        assertThat(ask("GET", "/api/retained?prefix=a&limit=7", "").body())
                .isEqualTo("{\"items\":[{\"name\":\"a/b\",\"length\":8,\"qos\":1}],\"next\":null}\n");
        assertThat(ask("GET", "/api/retained/a%2Fb", "").body()).contains("\"body\":{\"text\":\"<b>\"}");
        assertThat(ask("GET", "/api/retained/none", "").status()).isEqualTo(404);
        assertThat(ask("DELETE", "/api/retained/a%2Fb", "").status()).isEqualTo(200);
        assertThat(ask("DELETE", "/api/retained/none", "").status()).isEqualTo(404);
        assertThat(messages.asked).containsExactly("retained a after , 8", "clear a/b", "clear none");
    }

    @Test
    void a_drain_begins_and_is_undone() {
        assertThat(ask("GET", "/api/drain", "").body()).isEqualTo("{\"draining\":false,\"asked\":1,\"left\":3}\n");
        assertThat(post("/api/drain", "{\"withinMs\":5000,\"stop\":true}").body())
                .contains("\"draining\":true", "\"untilMs\":1800000005000");
        assertThat(drain.stops).isTrue();
        assertThat(ask("DELETE", "/api/drain", "").body()).contains("\"draining\":false");
    }

    @ParameterizedTest
    @CsvSource({"-1, 400", "0, 200", "3599999, 200", "3600000, 200", "3600001, 400"})
    void a_drain_takes_an_hour_at_most(long withinMs, int status) {
        assertThat(post("/api/drain", "{\"withinMs\":" + withinMs + "}").status())
                .isEqualTo(status);
    }
}
