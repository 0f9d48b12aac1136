package io.belay.bench;

import io.belay.jms.BelayConnectionFactory;
import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;

/** Whose client puts the JMS load on a broker. */
enum JmsClient {
    /** Qpid JMS, unchanged. */
    QPID {
        @Override
        ConnectionFactory factory(String uri) {
            return new JmsConnectionFactory(uri);
        }
    },
    /** Our own, with sessions that outlive their lines. */
    BELAY {
        @Override
        ConnectionFactory factory(String uri) {
            return new BelayConnectionFactory(uri);
        }
    },
    /** Our own, with sessions that end with their lines: what keeping them costs is the difference. */
    BELAY_PLAIN {
        @Override
        ConnectionFactory factory(String uri) {
            BelayConnectionFactory factory = new BelayConnectionFactory(uri);
            factory.setSessionExpiryS(0);
            return factory;
        }
    },
    /** Artemis' own, unchanged, over its own protocol: for Artemis only. */
    ARTEMIS {
        @Override
        ConnectionFactory factory(String uri) {
            return new ActiveMQConnectionFactory(uri);
        }

        @Override
        String scheme() {
            return "tcp";
        }
    };

    /** Makes connections to the broker of that URI. */
    abstract ConnectionFactory factory(String uri);

    /** How its URIs begin. */
    String scheme() {
        return "amqp";
    }
}
