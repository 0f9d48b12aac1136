package io.belay.jms;

import java.util.Hashtable;
import java.util.Map;
import java.util.TreeMap;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * A directory that is written in {@code jndi.properties}, or in the environment given to {@link javax.naming.InitialContext}.
 *
 * <pre>
 *  java.naming.factory.initial = io.belay.jms.BelayContextFactory
 *  java.naming.provider.url    = amqp://broker:5672              of the factories that name no address; may be absent
 *  connectionfactory.shop      = amqp://broker:5672?clientId=till-7
 *  property.connectionfactory.shop.username = ann                more of the same factory, by any name of a setting
 *  queue.orders                = shop.orders
 *  topic.prices                = shop/prices
 * </pre>
 *
 * <p>Then {@code lookup("shop")} is a {@link BelayConnectionFactory}, {@code lookup("orders")} a {@link BelayQueue}. Where nothing else is
 * called so, {@code ConnectionFactory}, {@code QueueConnectionFactory} and {@code TopicConnectionFactory} are there too, and
 * {@code dynamicQueues/x} is the queue x, {@code dynamicTopics/x} the topic x.
 */
public final class BelayContextFactory implements InitialContextFactory {
    private static final String FACTORY = "connectionfactory.";
    private static final String PROPERTY = "property.connectionfactory.";
    private static final String QUEUE = "queue.";
    private static final String TOPIC = "topic.";

    /** Creates it; {@link javax.naming.InitialContext} does. */
    public BelayContextFactory() {}

    /**
     * Reads the directory.
     *
     * @throws ConfigurationException if a connection factory has an address or a setting that is none; the message names it
     */
    @Override
    public Context getInitialContext(@Nullable Hashtable<?, ?> environment) throws NamingException {
        Map<String, String> entries = new TreeMap<>();
        if (environment != null) {
            environment.forEach((key, value) -> {
                if (key instanceof String name && value instanceof String text) entries.put(name, text);
            });
        }
        Map<String, Object> bindings = new TreeMap<>();
        for (String name : new String[] {"ConnectionFactory", "QueueConnectionFactory", "TopicConnectionFactory"}) {
            bindings.put(name, factory(name, "", entries));
        }
        for (Map.Entry<String, String> each : entries.entrySet())
            bind(each.getKey(), each.getValue(), entries, bindings);
        return new BelayDirectory(bindings, environment);
    }

    private static void bind(String key, String value, Map<String, String> entries, Map<String, Object> bindings)
            throws NamingException {
        if (isOf(FACTORY, key)) {
            String name = key.substring(FACTORY.length());
            bindings.put(name, factory(name, value, entries));
        }
        if (isOf(QUEUE, key)) bindings.put(key.substring(QUEUE.length()), new BelayQueue(named(key, value)));
        if (isOf(TOPIC, key)) bindings.put(key.substring(TOPIC.length()), new BelayTopic(named(key, value)));
    }

    /** Prefixes are written in any case: {@code connectionFactory.x} is seen as often. */
    private static boolean isOf(String prefix, String key) {
        return key.length() > prefix.length() && key.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static String named(String key, String value) throws ConfigurationException {
        if (value.isBlank()) throw new ConfigurationException(key + ": the name of a destination is empty");
        return value.strip();
    }

    private static BelayConnectionFactory factory(String name, String addresses, Map<String, String> entries)
            throws ConfigurationException {
        String where = addresses.isBlank() ? entries.getOrDefault(Context.PROVIDER_URL, "") : addresses;
        String prefix = prefix(name);
        try {
            var factory = new BelayConnectionFactory();
            if (!where.isBlank()) factory.setAddress(where.strip());
            entries.forEach((key, value) -> {
                if (isOf(prefix, key) && !isOfLonger(name, key, entries))
                    factory.set(key.substring(prefix.length()), value);
            });
            return factory;
        } catch (IllegalArgumentException e) {
            ConfigurationException refusal = new ConfigurationException(FACTORY + name + ": " + e.getMessage());
            refusal.setRootCause(e);
            throw refusal;
        }
    }

    private static String prefix(String factory) {
        return PROPERTY + factory + ".";
    }

    /** Whether a property of a factory belongs to another, whose name goes on where that one's ends: names have dots too. */
    private static boolean isOfLonger(String name, String key, Map<String, String> entries) {
        return entries.keySet().stream()
                .filter(entry -> isOf(FACTORY, entry) && entry.length() > FACTORY.length() + name.length())
                .anyMatch(entry -> isOf(prefix(entry.substring(FACTORY.length())), key));
    }
}
