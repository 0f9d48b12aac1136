package io.belay.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.interop.SharedBroker;
import io.belay.testkit.BrokerProcess;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's JMS support, with Qpid JMS under it. */
class SpringTest {
    private static BrokerProcess broker;

    @RegisterExtension
    static final BeforeAllCallback START = context -> broker = SharedBroker.of(context);

    /** Where the application of this test works. */
    record Places(int port, String orders, String confirmations) {}

    private AnnotationConfigApplicationContext application;
    private Places places;
    private JmsTemplate template;
    private SpringApplication.Clerk clerk;

    @BeforeEach
    void run() {
        String name = "spring-" + UUID.randomUUID();
        places = new Places(broker.amqpPort(), name + "-orders", name + "-confirmations");
        application = new AnnotationConfigApplicationContext();
        application.registerBean("places", Places.class, () -> places);
        application.register(SpringApplication.class);
        application.refresh();
        template = application.getBean(JmsTemplate.class);
        clerk = application.getBean(SpringApplication.Clerk.class);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void a_listener_answers_what_a_template_sends() {
        template.convertAndSend(places.orders(), "bread");

        assertThat(template.receiveAndConvert(places.confirmations())).isEqualTo("bread confirmed");
    }

    @Test
    void a_listener_that_fails_gets_its_message_again_and_has_answered_once() throws Exception {
        template.convertAndSend(places.orders(), "difficult cake");

        assertThat(template.receiveAndConvert(places.confirmations())).isEqualTo("difficult cake confirmed");
        assertThat(clerk.seen.poll(60, TimeUnit.SECONDS)).isEqualTo("difficult cake");
        assertThat(clerk.seen.poll(60, TimeUnit.SECONDS)).isEqualTo("difficult cake");
        template.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
        assertThat(template.receive(places.confirmations())).isNull();
    }

    @Test
    void what_is_sent_in_a_transaction_goes_with_its_commit_and_not_with_its_rollback() {
        TransactionTemplate transaction = new TransactionTemplate(application.getBean(JmsTransactionManager.class));
        transaction.executeWithoutResult(status -> {
            template.convertAndSend(places.orders(), "never");
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> template.convertAndSend(places.orders(), "milk"));

        assertThat(template.receiveAndConvert(places.confirmations())).isEqualTo("milk confirmed");
        assertThat(clerk.seen).containsExactly("milk");
    }

    @Test
    void one_call_asks_and_waits_for_the_answer() throws JMSException {
        template.setSessionTransacted(false);

        Message answer = template.sendAndReceive(places.orders(), session -> session.createTextMessage("butter"));

        assertThat(answer.getBody(String.class)).isEqualTo("butter confirmed");
    }
}
