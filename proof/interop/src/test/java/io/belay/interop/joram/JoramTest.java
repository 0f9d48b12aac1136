package io.belay.interop.joram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import junit.framework.TestCase;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.objectweb.jtests.jms.conform.connection.ConnectionTest;
import org.objectweb.jtests.jms.conform.connection.TopicConnectionTest;
import org.objectweb.jtests.jms.conform.message.MessageBodyTest;
import org.objectweb.jtests.jms.conform.message.MessageDefaultTest;
import org.objectweb.jtests.jms.conform.message.MessageTypeTest;
import org.objectweb.jtests.jms.conform.message.headers.MessageHeaderTest;
import org.objectweb.jtests.jms.conform.message.properties.JMSXPropertyTest;
import org.objectweb.jtests.jms.conform.message.properties.MessagePropertyConversionTest;
import org.objectweb.jtests.jms.conform.message.properties.MessagePropertyTest;
import org.objectweb.jtests.jms.conform.queue.QueueBrowserTest;
import org.objectweb.jtests.jms.conform.queue.TemporaryQueueTest;
import org.objectweb.jtests.jms.conform.selector.SelectorSyntaxTest;
import org.objectweb.jtests.jms.conform.selector.SelectorTest;
import org.objectweb.jtests.jms.conform.session.QueueSessionTest;
import org.objectweb.jtests.jms.conform.session.SessionTest;
import org.objectweb.jtests.jms.conform.session.TopicSessionTest;
import org.objectweb.jtests.jms.conform.session.UnifiedSessionTest;
import org.objectweb.jtests.jms.conform.topic.TemporaryTopicTest;

/** All 196 JMS tests of JORAM, with each client; written for JUnit 3, each is run as a test of its own. */
@ExtendWith(SharedPort.class)
class JoramTest {
    private static final List<Class<? extends TestCase>> CLASSES = List.of(
            ConnectionTest.class,
            TopicConnectionTest.class,
            MessageBodyTest.class,
            MessageDefaultTest.class,
            MessageTypeTest.class,
            MessageHeaderTest.class,
            JMSXPropertyTest.class,
            MessagePropertyConversionTest.class,
            MessagePropertyTest.class,
            QueueBrowserTest.class,
            TemporaryQueueTest.class,
            SelectorSyntaxTest.class,
            SelectorTest.class,
            QueueSessionTest.class,
            SessionTest.class,
            TopicSessionTest.class,
            UnifiedSessionTest.class,
            TemporaryTopicTest.class);

    @TestFactory
    Stream<DynamicContainer> qpid() {
        return all(JoramClient.QPID);
    }

    @TestFactory
    Stream<DynamicContainer> belay() {
        return all(JoramClient.BELAY);
    }

    private static Stream<DynamicContainer> all(JoramClient client) {
        return CLASSES.stream()
                .map(type -> DynamicContainer.dynamicContainer(type.getSimpleName(), dynamic(client, tests(type))));
    }

    @Test
    void none_is_left_out() {
        assertThat(CLASSES.stream().flatMap(type -> tests(type).stream())).hasSize(196);
    }

    private static List<TestCase> tests(Class<? extends TestCase> type) {
        List<TestCase> tests = new ArrayList<>();
        for (Object test : Collections.list(new TestSuite(type).tests())) tests.add((TestCase) test);
        return tests;
    }

    private static Stream<DynamicTest> dynamic(JoramClient client, List<TestCase> tests) {
        return tests.stream()
                .map(test -> DynamicTest.dynamicTest(test.getName(), () -> {
                    System.setProperty(JoramAdmin.CLIENT, client.name());
                    test.runBare();
                }));
    }
}
