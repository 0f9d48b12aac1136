package io.belay.interop.amqp;

import io.belay.interop.amqp.SpringTest.Places;
import jakarta.jms.ConnectionFactory;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.annotation.EnableJms;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.config.DefaultJmsListenerContainerFactory;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.messaging.handler.annotation.SendTo;

/** A small application as people write them: a template to send with, listeners, and a transaction manager. */
@Configuration
@EnableJms
class SpringApplication {
    @Bean
    ConnectionFactory connectionFactory(Places places) {
        return new CachingConnectionFactory(new JmsConnectionFactory("amqp://127.0.0.1:" + places.port()));
    }

    @Bean
    JmsTransactionManager transactionManager(ConnectionFactory factory) {
        return new JmsTransactionManager(factory);
    }

    @Bean
    JmsTemplate jmsTemplate(ConnectionFactory factory) {
        JmsTemplate template = new JmsTemplate(factory);
        template.setReceiveTimeout(60_000);
        template.setSessionTransacted(true);
        return template;
    }

    @Bean
    DefaultJmsListenerContainerFactory jmsListenerContainerFactory(
            ConnectionFactory factory, JmsTransactionManager manager) {
        DefaultJmsListenerContainerFactory listeners = new DefaultJmsListenerContainerFactory();
        listeners.setConnectionFactory(factory);
        listeners.setTransactionManager(manager);
        listeners.setSessionTransacted(true);
        listeners.setConcurrency("1-2");
        return listeners;
    }

    @Bean
    Clerk clerk() {
        return new Clerk();
    }

    /** Takes orders and confirms them; the first try of what is called "difficult" fails. */
    static class Clerk {
        final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        private final AtomicInteger difficulties = new AtomicInteger();

        @JmsListener(destination = "#{places.orders()}")
        @SendTo("#{places.confirmations()}")
        String confirm(String order) {
            seen.add(order);
            if (order.startsWith("difficult") && difficulties.incrementAndGet() == 1)
                throw new IllegalStateException("the first try fails");
            return order + " confirmed";
        }
    }
}
