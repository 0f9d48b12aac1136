/** Jakarta Messaging 3.1 over AMQP 1.0, with sessions that go on where they were after a cut. */
module io.belay.jms {
    requires static org.jspecify;
    requires jdk.jfr;
    requires static micrometer.core;
    requires io.belay.base;
    requires io.belay.amqp;
    requires io.belay.client;
    requires io.belay.net;
    requires transitive jakarta.messaging;
    requires transitive java.naming;
    requires org.slf4j;

    exports io.belay.jms;
    exports io.belay.jms.mq;
    exports io.belay.jms.mq.jms;
    exports io.belay.jms.mq.jms.notification;
}
