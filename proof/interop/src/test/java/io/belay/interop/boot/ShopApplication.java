package io.belay.interop.boot;

import io.belay.jms.BelayConnectionFactory;
import jakarta.jms.ConnectionFactory;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.messaging.handler.annotation.SendTo;

/**
 * Takes orders, ships them, and books what was shipped. It says which broker to use and nothing else about connections: no
 * retry, no recovery, no error handling.
 */
@SpringBootApplication
class ShopApplication {
    @Bean
    ConnectionFactory belay(@Value("${shop.broker}") String broker) {
        return new CachingConnectionFactory(new BelayConnectionFactory(broker));
    }

    @Bean
    Counter counter(JmsTemplate template) {
        return new Counter(template);
    }

    @Bean
    Warehouse warehouse() {
        return new Warehouse();
    }

    /** Where orders are taken. */
    static class Counter {
        private final JmsTemplate template;

        Counter(JmsTemplate template) {
            this.template = template;
        }

        void order(String what) {
            template.convertAndSend("shop.orders", what);
        }
    }

    /** Takes an order and says what is shipped in one transaction, which is Spring Boot's default for listeners. */
    static class Warehouse {
        final Queue<String> shipped = new ConcurrentLinkedQueue<>();

        @JmsListener(destination = "shop.orders")
        @SendTo("shop.shipped")
        String ship(String order) {
            return order;
        }

        @JmsListener(destination = "shop.shipped")
        void book(String order) {
            shipped.add(order);
        }
    }
}
