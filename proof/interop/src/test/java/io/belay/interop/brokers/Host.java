package io.belay.interop.brokers;

import io.belay.jms.BelayConnectionFactory;
import io.belay.testkit.BrokerProgram;

/** A broker that is visited, and what belay-jms has to be told for it. */
enum Host {
    /** Our own. */
    BELAY("Belay", BrokerProgram.BELAY, ""),
    /** Apache Artemis, as its tool sets it up. */
    ARTEMIS("Artemis 2.56.0", BrokerProgram.ARTEMIS, ""),
    /** Apache Qpid Broker-J, whose topics are keys of an exchange. */
    QPID("Broker-J 9.2.1", BrokerProgram.QPID, "topicPrefix=amq.topic/"),
    /** RabbitMQ before version 4, whose addresses are those of its plugin. */
    RABBITMQ("RabbitMQ 3.10", BrokerProgram.RABBITMQ, "queuePrefix=/queue/&topicPrefix=/topic/");

    private final String title;
    private final BrokerProgram program;
    private final String options;

    Host(String title, BrokerProgram program, String options) {
        this.title = title;
        this.program = program;
        this.options = options;
    }

    /** Name and version, as the table has it. */
    String title() {
        return title;
    }

    BrokerProgram program() {
        return program;
    }

    /** A factory for it at a port of 127.0.0.1, with more options. */
    BelayConnectionFactory factory(int port, String more) {
        String all = options + (options.isEmpty() || more.isEmpty() ? "" : "&") + more;
        return new BelayConnectionFactory("amqp://127.0.0.1:" + port + (all.isEmpty() ? "" : "?" + all));
    }
}
