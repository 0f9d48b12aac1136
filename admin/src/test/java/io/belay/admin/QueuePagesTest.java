package io.belay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.admin.login.Entrance;
import io.belay.core.QueuePolicy;
import io.belay.core.Refusal;
import io.belay.core.WhenFull;
import io.belay.node.QueueAnswer;
import io.belay.node.QueueOrder;
import io.belay.node.QueueStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the admin endpoint answers about queues, and whom it lets in. */
class QueuePagesTest {
    private static final String JSON = "Content-Type: application/json\r\n";

    private final List<QueueOrder> orders = new ArrayList<>();
    private QueueAnswer next = new QueueAnswer.Done(true, 5);
    private AdminServer server;

    @BeforeEach
    void open() throws IOException {
        server = AdminServer.open(
                AdminPlace.local(0),
                Entrance.OPEN,
                Samples.SOURCE,
                new QueueSource() {
                    @Override
                    public CompletableFuture<List<QueueStatus>> queues() {
                        return Samples.QUEUES.queues();
                    }

                    @Override
                    public CompletableFuture<QueueAnswer> order(QueueOrder order) {
                        orders.add(order);
                        return CompletableFuture.completedFuture(next);
                    }
                },
                Samples.RELOADS);
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** The answer to one request, head and body; the JDK's clients would not send a foreign Host or Origin. */
    private String ask(String method, String target, String headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(60_000);
            String head = method + " " + target + " HTTP/1.1\r\n" + headers
                    + (headers.contains("Host:") ? "" : "Host: localhost\r\n")
                    + "Content-Length: " + bytes.length + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String post(String target, String body) throws IOException {
        return ask("POST", target, JSON, body);
    }

    @Test
    void queues_are_listed_for_people() throws IOException {
        assertThat(ask("GET", "/queues?format=text", "", "").lines())
                .containsSequence(
                        "QUEUE                 KIND                    MESSAGES  BYTES  CONSUMERS  SENDERS  STATE",
                        "orders                queue                   5         700    2          1        paused",
                        "$durable/till-7/news  subscription of news/#  0         0      0          0        runs",
                        "re\\u001B[2J           temporary               1         2      0          0        runs");
    }

    @Test
    void queues_are_listed_for_programs() throws IOException {
        assertThat(ask("GET", "/queues", "", ""))
                .startsWith("HTTP/1.1 200")
                .contains("application/json")
                .contains("{\"name\":\"orders\",\"lifetime\":\"for-ever\",\"topic\":null,\"selector\":null,"
                        + "\"messages\":5,\"bytes\":700,\"lastId\":0,\"consumers\":2,\"senders\":1,\"paused\":true,"
                        + "\"messagesMax\":20000000,\"bytesMax\":17179869184,\"whenFull\":\"refuse\","
                        + "\"deliveriesMax\":10,\"deadLetter\":\"DLQ\",\"exclusive\":false}")
                .contains("\"topic\":\"news/#\",\"selector\":\"size > 3\"");
    }

    @Test
    void a_queue_is_made_as_it_is_asked_for() throws IOException {
        String answer = post(
                "/queues",
                "{\"name\":\"or/ders ä\",\"messagesMax\":1000,\"bytesMax\":1048576,\"whenFull\":\"drop-oldest\","
                        + "\"deliveriesMax\":0,\"deadLetter\":\"\",\"exclusive\":true}");

        assertThat(answer).startsWith("HTTP/1.1 201").contains("\"changed\":true");
        QueuePolicy policy = new QueuePolicy(1_000, 1_048_576, WhenFull.DROP_OLDEST, 0, "", true);
        assertThat(orders).containsExactly(new QueueOrder.Create("or/ders ä", policy));
    }

    @Test
    void every_order_has_its_address_and_its_words() throws IOException {
        assertThat(ask("DELETE", "/queues/a%2Fb%20%C3%A4+?format=text", JSON, ""))
                .contains("deleted queue a/b ä+, with 5 messages");
        assertThat(post("/queues/q/purge?format=text", "")).contains("purged queue q of 5 messages");
        assertThat(post("/queues/q/pause?format=text", "")).contains("paused queue q");
        assertThat(post("/queues/q/resume?format=text", "{}")).contains("resumed queue q");
        assertThat(post("/queues?format=text", "{\"name\":\"q\"}")).contains("created queue q: queue, at most");
        assertThat(post("/queues/../purge", "")).contains("\"name\":\"..\",\"changed\":true,\"messages\":5");

        assertThat(orders)
                .containsExactly(
                        new QueueOrder.Delete("a/b ä+"),
                        new QueueOrder.Purge("q"),
                        new QueueOrder.Pause("q", true),
                        new QueueOrder.Pause("q", false),
                        new QueueOrder.Create("q", QueuePolicy.DEFAULTS),
                        new QueueOrder.Purge(".."));
        Stream<Class<?>> underApiAlone = Stream.of(QueueOrder.Move.class, QueueOrder.Retry.class);
        assertThat(Stream.concat(underApiAlone, orders.stream().map(Object::getClass))
                        .distinct())
                .containsExactlyInAnyOrder(QueueOrder.class.getPermittedSubclasses());
    }

    @Test
    void what_was_so_before_is_said() throws IOException {
        next = new QueueAnswer.Done(false, 0);

        assertThat(post("/queues?format=text", "{\"name\":\"q\"}"))
                .startsWith("HTTP/1.1 200")
                .contains("queue q stands already, just so");
        assertThat(post("/queues/q/purge?format=text", "")).contains("queue q is empty already");
        assertThat(post("/queues/q/pause?format=text", "")).contains("queue q is paused already");
        assertThat(post("/queues/q/resume?format=text", "")).contains("queue q is not paused");
    }

    @Test
    void every_answer_of_the_broker_has_its_status() throws IOException {
        List<QueueAnswer> answers = List.of(
                new QueueAnswer.Done(true, 0),
                new QueueAnswer.Differs(Samples.ORDERS),
                new QueueAnswer.Moved(5, List.of(), 0),
                new QueueAnswer.Unknown("elsewhere"),
                new QueueAnswer.Refused(new Refusal(Refusal.Reason.QUEUES_FULL, "too many")),
                new QueueAnswer.Failed("input/output error"));
        assertThat(answers.stream().map(Object::getClass))
                .as("one sample of each permitted QueueAnswer")
                .containsExactlyInAnyOrder(QueueAnswer.class.getPermittedSubclasses());
        List<Integer> statuses = new ArrayList<>();

        for (QueueAnswer each : answers) {
            next = each;
            statuses.add(
                    Integer.valueOf(post("/queues", "{\"name\":\"orders\"}").substring(9, 12)));
        }

        assertThat(statuses).containsExactly(201, 409, 200, 404, 409, 503);
    }

    @Test
    void a_queue_that_differs_is_shown_as_it_stands_and_as_it_was_asked_for() throws IOException {
        next = new QueueAnswer.Differs(Samples.ORDERS);

        assertThat(post("/queues", "{\"name\":\"orders\",\"messagesMax\":7,\"exclusive\":true}"))
                .contains("queue orders stands already and differs; it is: queue, at most 20000000 messages and"
                        + " 17179869184 bytes, then refuse; dead letters go to DLQ after 10 failed deliveries;"
                        + " asked for: queue, at most 7 messages and 17179869184 bytes, then refuse;"
                        + " dead letters go to DLQ after 10 failed deliveries; one consumer gets all;");
    }

    @Test
    void a_queue_that_is_not_there_is_answered_with_those_that_may_be_meant() throws IOException {
        next = new QueueAnswer.Refused(new Refusal(Refusal.Reason.NO_QUEUE, "none"));

        assertThat(post("/queues/ordres/purge", ""))
                .startsWith("HTTP/1.1 404")
                .contains("{\"error\":\"there is no queue ordres; did you mean orders?\"}");
        assertThat(post("/queues/whatever/purge?format=text", ""))
                .contains("there is no queue whatever; `belay queues`");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT    | /queues               | 405 | expected GET or POST; found PUT",
                "GET    | /queues/q             | 405 | expected DELETE; found GET",
                "GET    | /queues/q/purge       | 405 | expected POST; found GET",
                "POST   | /queues/q/empty       | 404 | nothing here",
                "POST   | /queues/q/purge/more  | 404 | nothing here",
                "POST   | /queues/%ff/purge     | 400 | not percent-encoded UTF-8",
                "DELETE | /queuesq              | 404 | nothing here",
                "POST   | /queues               | 400 | expected an object",
            })
    void what_is_not_an_order_is_refused(String method, String target, int status, String words) throws IOException {
        assertThat(ask(method, target, JSON, ""))
                .startsWith("HTTP/1.1 " + status)
                .contains(words);
        assertThat(orders).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type: application/json,                               200",
        "Content-Type: Application/JSON; charset=utf-8,                200",
        "Content-Type: text/plain,                                     415",
        "Content-Type: application/jsonp,                              415",
        "Content-Type: application/x-www-form-urlencoded,              415",
        "X: none,                                                      415",
    })
    void only_json_changes_anything(String header, int status) throws IOException {
        assertThat(ask("POST", "/queues/q/purge", header + "\r\n", "")).startsWith("HTTP/1.1 " + status);
        assertThat(ask("DELETE", "/queues/q", header + "\r\n", "")).startsWith("HTTP/1.1 " + status);
        assertThat(orders).hasSize(status == 200 ? 2 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: http://localhost:3000,            403",
        "Origin: https://127.0.0.1,                403",
        "Origin: http://[::1]:80,                  403",
        "Origin: http://evil.example,              403",
        "Origin: http://localhost.evil.example,    403",
        "Origin: null,                             403",
        "Origin: localhost,                        403",
        "Host: evil.example,                       403",
        "Host: evil.example:8080,                  403",
    })
    void no_page_from_elsewhere_gets_in(String header, int status) throws IOException {
        assertThat(ask("POST", "/queues/q/purge", JSON + header + "\r\n", "")).startsWith("HTTP/1.1 " + status);
        assertThat(ask("GET", "/queues", header + "\r\n", "")).startsWith("HTTP/1.1 " + status);
        assertThat(orders).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    void a_page_that_asks_whether_it_may_is_not_told_yes() throws IOException {
        String answer = ask("OPTIONS", "/queues/q", "Access-Control-Request-Method: DELETE\r\n", "");

        assertThat(answer).startsWith("HTTP/1.1 415").doesNotContainIgnoringCase("Access-Control-Allow");
    }

    @Test
    void a_request_has_its_length_at_most() throws IOException {
        String start = "{\"name\":\"q\"";
        for (int length : new int[] {AdminServer.BODY_LENGTH_MAX - 1, AdminServer.BODY_LENGTH_MAX}) {
            assertThat(post("/queues", start + " ".repeat(length - start.length() - 1) + "}"))
                    .startsWith("HTTP/1.1 201");
        }

        int tooLong = AdminServer.BODY_LENGTH_MAX + 1;
        assertThat(post("/queues", start + " ".repeat(tooLong - start.length() - 1) + "}"))
                .startsWith("HTTP/1.1 413");
    }
}
