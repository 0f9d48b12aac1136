package io.belay.interop.survival;

import io.belay.jms.BelayConnectionFactory;
import jakarta.jms.ConnectionFactory;
import java.net.InetSocketAddress;
import org.apache.qpid.jms.JmsConnectionFactory;

/** Whose client is tortured, set up to come back as its manual says. */
enum Provider {
    /** Our own, as it is but for the ping. */
    BELAY {
        @Override
        ConnectionFactory factory(InetSocketAddress broker, int pingMs) {
            BelayConnectionFactory factory = new BelayConnectionFactory("amqp://127.0.0.1:" + broker.getPort());
            factory.setPingMs(pingMs);
            factory.set("startPasses", "-1");
            return factory;
        }
    },
    /** Qpid JMS with {@code failover:}. */
    QPID {
        @Override
        ConnectionFactory factory(InetSocketAddress broker, int pingMs) {
            String line = "amqp://127.0.0.1:" + broker.getPort() + "?amqp.idleTimeout=" + 2 * pingMs;
            return new JmsConnectionFactory("failover:(" + line + ")?failover.reconnectDelay=10"
                    + "&failover.maxReconnectDelay=500&failover.maxReconnectAttempts=-1");
        }
    };

    /**
     * Makes connections.
     *
     * @param broker where it is, on 127.0.0.1
     * @param pingMs how often a silent line is to be looked at
     */
    abstract ConnectionFactory factory(InetSocketAddress broker, int pingMs) throws Exception;
}
