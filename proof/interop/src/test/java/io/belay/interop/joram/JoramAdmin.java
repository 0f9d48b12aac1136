package io.belay.interop.joram;

import java.util.Hashtable;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.Context;
import javax.naming.NamingException;
import org.objectweb.jtests.jms.admin.Admin;

/** What the JORAM tests ask of a provider: a directory with factories, queues and topics. The broker makes them itself. */
public final class JoramAdmin implements Admin {
    /** The system property with the broker's port. */
    static final String PORT = "belay.joram.port";
    /** The system property with the name of a {@link JoramClient}. */
    static final String CLIENT = "belay.joram.client";

    private static final AtomicInteger USES = new AtomicInteger();

    private final JoramClient client = JoramClient.valueOf(System.getProperty(CLIENT));
    private final Hashtable<String, String> directory = new Hashtable<>();
    private final int use = USES.incrementAndGet(); // Each test has destinations of its own, none finds leftovers.

    /** Creates it; called by the tests, by name. */
    public JoramAdmin() {}

    @Override
    public String getName() {
        return "Belay";
    }

    @Override
    public Context createContext() throws NamingException {
        return client.directory(directory);
    }

    @Override
    public void createConnectionFactory(String name) {
        directory.put("connectionfactory." + name, "amqp://127.0.0.1:" + Integer.getInteger(PORT));
        client.settings()
                .forEach((key, value) -> directory.put("property.connectionfactory." + name + "." + key, value));
    }

    @Override
    public void createQueueConnectionFactory(String name) {
        createConnectionFactory(name);
    }

    @Override
    public void createTopicConnectionFactory(String name) {
        createConnectionFactory(name);
    }

    @Override
    public void createQueue(String name) {
        directory.put("queue." + name, "joram-" + use + "-" + name);
    }

    @Override
    public void createTopic(String name) {
        directory.put("topic." + name, "joram-" + use + "-" + name);
    }

    @Override
    public void deleteQueue(String name) {
        directory.remove("queue." + name);
    }

    @Override
    public void deleteTopic(String name) {
        directory.remove("topic." + name);
    }

    @Override
    public void deleteConnectionFactory(String name) {
        directory.remove("connectionfactory." + name);
    }

    @Override
    public void deleteQueueConnectionFactory(String name) {
        deleteConnectionFactory(name);
    }

    @Override
    public void deleteTopicConnectionFactory(String name) {
        deleteConnectionFactory(name);
    }

    @Override
    public void startServer() {}

    @Override
    public void stopServer() {}

    @Override
    public void start() {}

    @Override
    public void stop() {}
}
