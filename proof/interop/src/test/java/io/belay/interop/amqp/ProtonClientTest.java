package io.belay.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.belay.interop.SharedBroker;
import io.belay.testkit.BrokerProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.ClientOptions;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.Delivery;
import org.apache.qpid.protonj2.client.DeliveryMode;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.Receiver;
import org.apache.qpid.protonj2.client.ReceiverOptions;
import org.apache.qpid.protonj2.client.Sender;
import org.apache.qpid.protonj2.client.SenderOptions;
import org.apache.qpid.protonj2.client.Session;
import org.apache.qpid.protonj2.client.exceptions.ClientException;
import org.apache.qpid.protonj2.types.UnsignedLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Qpid's imperative Java client, which shares no line with Qpid JMS. */
class ProtonClientTest {
    private static final int WAIT_S = 60;

    private static BrokerProcess broker;

    @RegisterExtension
    static final BeforeAllCallback START = context -> broker = SharedBroker.of(context);

    private final String name = "protonj2-" + UUID.randomUUID();
    private Client client;
    private Connection connection;

    @BeforeEach
    void open() throws ClientException {
        client = Client.create(new ClientOptions().id(name));
        connection = client.connect("127.0.0.1", broker.amqpPort());
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void a_message_keeps_what_its_sender_gave_it() throws ClientException {
        Message<String> sent = Message.create("body");
        sent.messageId(UnsignedLong.valueOf(7))
                .correlationId(new UUID(1, 2))
                .subject("s")
                .durable(true);
        sent.priority((byte) 6).contentType("text/plain").property("number", 5).annotation("x-opt-own", "a");
        sender("queue").send(sent).awaitAccepted(WAIT_S, TimeUnit.SECONDS);

        Message<Object> arrived = receive(receiver("queue")).message();

        assertThat(arrived.body()).isEqualTo("body");
        assertThat(arrived.messageId()).isEqualTo(UnsignedLong.valueOf(7));
        assertThat(arrived.correlationId()).isEqualTo(new UUID(1, 2));
        assertThat(arrived.subject()).isEqualTo("s");
        assertThat(arrived.durable()).isTrue();
        assertThat(arrived.priority()).isEqualTo((byte) 6);
        assertThat(arrived.contentType()).isEqualTo("text/plain");
        assertThat(arrived.property("number")).isEqualTo(5);
        assertThat(arrived.annotation("x-opt-own")).isEqualTo("a");
    }

    @Test
    void a_receiver_settles_each_message_as_it_likes() throws ClientException {
        Sender sender = sender("queue");
        for (String text : List.of("released", "failed", "accepted"))
            sender.send(Message.create(text)).awaitAccepted(WAIT_S, TimeUnit.SECONDS);
        Receiver receiver =
                receiver(options("queue").autoAccept(false).creditWindow(0).autoSettle(true));

        assertThat(next(receiver).release().message().body()).isEqualTo("released");
        Delivery again = next(receiver);
        assertThat(again.message().body()).isEqualTo("released");
        assertThat(again.message().deliveryCount()).isZero();
        again.accept();
        assertThat(next(receiver).modified(true, false).message().body()).isEqualTo("failed");
        Delivery failedOnce = next(receiver);
        assertThat(failedOnce.message().body()).isEqualTo("failed");
        assertThat(failedOnce.message().deliveryCount()).isEqualTo(1);
        failedOnce.accept();
        assertThat(next(receiver).accept().message().body()).isEqualTo("accepted");
        receiver.addCredit(1);
        assertThat(receiver.drain()).succeedsWithin(WAIT_S, TimeUnit.SECONDS);
        assertThat(receiver.tryReceive()).isNull();
    }

    @Test
    void settled_sends_arrive_though_nobody_answers_them() throws ClientException {
        SenderOptions options = new SenderOptions().deliveryMode(DeliveryMode.AT_MOST_ONCE);
        options.targetOptions().capabilities("queue");
        Sender sender = connection.openSender(name, options);
        for (int number = 0; number < 500; number++) sender.send(Message.create("" + number));

        Receiver receiver = receiver("queue");
        for (int number = 0; number < 500; number++) {
            assertThat(receive(receiver).message().body()).isEqualTo("" + number);
        }
    }

    @Test
    void five_mebibytes() throws ClientException {
        byte[] bytes = new byte[5 * 1024 * 1024];
        for (int index = 0; index < bytes.length; index++) bytes[index] = (byte) (index * 31 >> 7);
        sender("queue").send(Message.create(bytes)).awaitAccepted(WAIT_S, TimeUnit.SECONDS);

        byte[] arrived = (byte[]) receive(receiver("queue")).message().body();

        assertThat(Arrays.equals(arrived, bytes)).isTrue();
    }

    @Test
    void a_filter_chooses() throws ClientException {
        Sender sender = sender("queue");
        for (int number = 0; number < 10; number++)
            sender.send(Message.create("" + number).property("number", number)).awaitAccepted();
        ReceiverOptions options = options("queue");
        options.sourceOptions().addFilter("own-key", UnsignedLong.valueOf(0x0000468C00000004L), "number >= 8");

        Receiver receiver = receiver(options);

        assertThat(receive(receiver).message().body()).isEqualTo("8");
        assertThat(receive(receiver).message().body()).isEqualTo("9");
    }

    @Test
    void a_transaction_happens_when_it_is_committed_and_not_when_it_is_rolled_back() throws ClientException {
        Session session = connection.openSession();
        SenderOptions options = new SenderOptions();
        options.targetOptions().capabilities("queue");
        Sender sender = session.openSender(name, options);
        session.beginTransaction();
        sender.send(Message.create("never"));
        session.rollbackTransaction();
        session.beginTransaction();
        sender.send(Message.create("once"));
        Receiver receiver = receiver(options("queue").creditWindow(0));
        receiver.addCredit(1);
        assertThat(receiver.drain()).succeedsWithin(WAIT_S, TimeUnit.SECONDS);
        assertThat(receiver.tryReceive()).isNull();

        session.commitTransaction();

        assertThat(next(receiver).message().body()).isEqualTo("once");
    }

    @Test
    void every_subscriber_of_a_topic_gets_every_message() throws ClientException {
        List<Receiver> receivers = new ArrayList<>();
        for (int i = 0; i < 3; i++) receivers.add(receiver("topic"));
        Sender sender = sender("topic");
        for (int number = 0; number < 10; number++)
            sender.send(Message.create("" + number)).awaitAccepted();

        for (Receiver receiver : receivers) {
            for (int number = 0; number < 10; number++) {
                assertThat(receive(receiver).message().body()).isEqualTo("" + number);
            }
        }
    }

    @Test
    void a_durable_receiver_gets_what_it_missed() throws ClientException {
        connection.openDurableReceiver(name, "news", options("topic")).detach();
        sender("topic").send(Message.create("missed")).awaitAccepted();

        Receiver again = connection.openDurableReceiver(name, "news", options("topic"));

        assertThat(receive(again).message().body()).isEqualTo("missed");
    }

    @Test
    void a_dynamic_receiver_gets_the_answers_to_its_requests() throws ClientException {
        Receiver answers = connection.openDynamicReceiver(Map.of(), new ReceiverOptions());
        sender("queue")
                .send(Message.create("request").replyTo(answers.address()))
                .awaitAccepted();
        Message<Object> request = receive(receiver("queue")).message();
        connection
                .openAnonymousSender()
                .send(Message.create("answer").to(request.replyTo()))
                .awaitAccepted();

        assertThat(receive(answers).message().body()).isEqualTo("answer");
    }

    @Test
    void what_is_not_a_selector_is_refused_and_the_connection_goes_on() throws ClientException {
        ReceiverOptions options = options("queue");
        options.sourceOptions().addFilter("selector", UnsignedLong.valueOf(0x0000468C00000004L), "number = ");

        assertThatExceptionOfType(ClientException.class).isThrownBy(() -> receiver(options));

        sender("queue").send(Message.create("still here")).awaitAccepted();
        assertThat(receive(receiver("queue")).message().body()).isEqualTo("still here");
    }

    private Sender sender(String kind) throws ClientException {
        SenderOptions options = new SenderOptions();
        options.targetOptions().capabilities(kind);
        return connection.openSender(name, options);
    }

    private Receiver receiver(String kind) throws ClientException {
        return receiver(options(kind));
    }

    /** An open one; opening it may be what the broker refuses. */
    private Receiver receiver(ReceiverOptions options) throws ClientException {
        Receiver receiver = connection.openReceiver(name, options);
        assertThat(receiver.source()).isNotNull(); // waits for the broker's answer
        return receiver;
    }

    private static ReceiverOptions options(String kind) {
        ReceiverOptions options = new ReceiverOptions();
        options.sourceOptions().capabilities(kind);
        return options;
    }

    /** The next message of a receiver that has no credit of its own. */
    private static Delivery next(Receiver receiver) throws ClientException {
        receiver.addCredit(1);
        return receive(receiver);
    }

    private static Delivery receive(Receiver receiver) throws ClientException {
        Delivery delivery = receiver.receive(WAIT_S, TimeUnit.SECONDS);
        assertThat(delivery).as("a message within " + WAIT_S + " s").isNotNull();
        return delivery;
    }
}
