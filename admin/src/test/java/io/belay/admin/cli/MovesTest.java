package io.belay.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Many messages are moved in several goes; here the broker's answers are written by hand. */
class MovesTest {
    private final Queue<String> answers = new ArrayDeque<>();
    private final List<String> orders = new ArrayList<>();
    private HttpServer broker;

    @BeforeEach
    void open() throws IOException {
        broker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        broker.createContext("/", this::answer);
        broker.start();
    }

    @AfterEach
    void close() {
        broker.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String order = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!order.isEmpty()) orders.add(order);
        byte[] answer = answers.remove().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Command(name = "belay")
    private static final class Belay {}

    private String said(String... arguments) {
        CommandLine belay = new CommandLine(new Belay());
        AskingCommands.addTo(belay);
        StringWriter out = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--http", Integer.toString(broker.getAddress().getPort())));
        belay.setOut(new PrintWriter(out)).execute(all.toArray(String[]::new));
        return out.toString();
    }

    @Test
    void each_go_hears_where_the_last_one_ended_and_which_queues_were_full() {
        answers.add("{\"messages\":5,\"lastId\":9}");
        answers.add("{\"retried\":2,\"left\":[{\"id\":2,\"why\":\"queue one is full\"}],\"leftCount\":1,"
                + "\"next\":3,\"full\":[7]}");
        answers.add("{\"retried\":1,\"left\":[],\"leftCount\":0,\"next\":6,\"full\":[7,8]}");
        answers.add("{\"retried\":1,\"left\":[{\"id\":9,\"why\":\"no\"}],\"leftCount\":1,\"next\":null}");

        assertThat(said("retry", "dead", "--all"))
                .isEqualTo(
                        "retried 4 messages from dead to where they came from; left 2 messages, the first of them, 2,"
                                + " because queue one is full\n");

        assertThat(orders).hasSize(3);
        assertThat(orders.get(0)).doesNotContain("after", "full").contains("\"upTo\":9");
        assertThat(orders.get(1)).contains("\"after\":3", "\"full\":[7]", "\"upTo\":9");
        assertThat(orders.get(2)).contains("\"after\":6", "\"full\":[7,8]", "\"upTo\":9");
    }
}
