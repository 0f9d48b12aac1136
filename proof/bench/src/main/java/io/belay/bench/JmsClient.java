package io.belay.bench;

import io.belay.jms.BelayConnectionFactory;
import jakarta.jms.ConnectionFactory;
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
    };

    /** Makes connections to the broker of that URI. */
    abstract ConnectionFactory factory(String uri);
}
