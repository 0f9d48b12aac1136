package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Clause;
import java.util.Collections;
import java.util.Hashtable;
import javax.naming.Binding;
import javax.naming.CompositeName;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameAlreadyBoundException;
import javax.naming.NameClassPair;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import org.junit.jupiter.api.Test;

/** Factories and destinations by name. */
@Clause({"JMS-5.1", "JMS-5.2", "JMS-5.3"})
class BelayContextFactoryTest {
    private final Hashtable<String, String> entries = new Hashtable<>();

    private Context directory() throws NamingException {
        entries.put(Context.INITIAL_CONTEXT_FACTORY, BelayContextFactory.class.getName());
        return new InitialContext(entries);
    }

    private static ConnectionSettings settings(Object factory) {
        return ((BelayConnectionFactory) factory).settings();
    }

    @Test
    void a_factory_a_queue_and_a_topic_are_found_under_their_names() throws NamingException {
        entries.put("connectionfactory.shop", "amqp://broker:5673?clientId=till-7");
        entries.put("property.connectionfactory.shop.username", "ann");
        entries.put("property.connectionfactory.shop.imqPingInterval", "7");
        entries.put("connectionFactory.jms/other", "mq://other");
        entries.put("queue.orders", "shop.orders");
        entries.put("topic.jms/prices", "shop/prices");

        Context directory = directory();

        ConnectionSettings shop = settings(directory.lookup("shop"));
        assertThat(shop.addresses().toString()).contains("broker:5673");
        assertThat(shop.text(Setting.CLIENT_ID)).isEqualTo("till-7");
        assertThat(shop.text(Setting.USERNAME)).isEqualTo("ann");
        assertThat(shop.number(Setting.PING_MS)).isEqualTo(7000);
        assertThat(settings(directory.lookup(new CompositeName("jms/other"))).text(Setting.USERNAME))
                .isEmpty();
        assertThat(directory.lookup("orders")).isEqualTo(new BelayQueue("shop.orders"));
        assertThat(directory.lookup("jms/prices")).isEqualTo(new BelayTopic("shop/prices"));
    }

    @Test
    void a_property_belongs_to_the_factory_with_the_longest_name_that_fits() throws NamingException {
        entries.put("connectionfactory.shop", "amqp://here");
        entries.put("connectionfactory.shop.eu", "amqp://there");
        entries.put("property.connectionfactory.shop.pingMs", "7000");
        entries.put("property.connectionfactory.shop.eu.pingMs", "8000");

        Context directory = directory();

        assertThat(settings(directory.lookup("shop")).number(Setting.PING_MS)).isEqualTo(7000);
        assertThat(settings(directory.lookup("shop.eu")).number(Setting.PING_MS))
                .isEqualTo(8000);
    }

    @Test
    void without_an_entry_there_are_three_factories_of_the_providers_address() throws NamingException {
        entries.put(Context.PROVIDER_URL, "amqp://here:1");
        entries.put("connectionfactory.mine", "");

        Context directory = directory();

        for (String name :
                new String[] {"ConnectionFactory", "QueueConnectionFactory", "TopicConnectionFactory", "mine"}) {
            assertThat(settings(directory.lookup(name)).addresses().toString()).contains("here:1");
        }
    }

    @Test
    void any_queue_or_topic_is_there_under_its_own_name() throws NamingException {
        assertThat(directory().lookup("dynamicQueues/a/b")).isEqualTo(new BelayQueue("a/b"));
        assertThat(directory().lookup("dynamicTopics/a")).isEqualTo(new BelayTopic("a"));
        assertThatThrownBy(() -> directory().lookup("dynamicTopics/")).isInstanceOf(NameNotFoundException.class);
    }

    @Test
    void an_unknown_name_is_answered_with_those_that_are_known() {
        assertThatThrownBy(() -> directory().lookup("shop"))
                .isInstanceOf(NameNotFoundException.class)
                .hasMessageContaining("ConnectionFactory, QueueConnectionFactory");
    }

    @Test
    void an_entry_that_cannot_be_read_is_named() {
        entries.put("connectionfactory.shop", "amqp://x?clientld=1");
        assertThatThrownBy(this::directory)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("connectionfactory.shop")
                .hasMessageContaining("clientId");
        entries.clear();
        entries.put("queue.orders", " ");
        assertThatThrownBy(this::directory)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("queue.orders");
    }

    @Test
    void more_can_be_bound_while_it_lives() throws NamingException {
        Context directory = directory();

        directory.bind("a", new BelayQueue("a"));
        directory.rebind(new CompositeName("b"), new BelayQueue("b"));
        directory.rename("b", "c");

        assertThat(directory.lookupLink("a")).isEqualTo(new BelayQueue("a"));
        assertThat(directory.lookup("c")).isEqualTo(new BelayQueue("b"));
        assertThatThrownBy(() -> directory.lookup("b")).isInstanceOf(NameNotFoundException.class);
        assertThatThrownBy(() -> directory.bind("a", "x")).isInstanceOf(NameAlreadyBoundException.class);
        directory.unbind("a");
        assertThatThrownBy(() -> directory.lookup("a")).isInstanceOf(NameNotFoundException.class);
    }

    @Test
    void it_can_be_listed_and_has_no_levels() throws NamingException {
        entries.put("queue.orders", "shop.orders");
        Context directory = directory();

        assertThat(Collections.list(directory.list("")))
                .extracting(NameClassPair::getName)
                .contains("orders");
        assertThat(Collections.list(directory.listBindings("")))
                .extracting(Binding::getObject)
                .contains(new BelayQueue("shop.orders"));
        assertThat(((Context) directory.lookup("")).lookup("orders")).isEqualTo(new BelayQueue("shop.orders"));
        assertThatThrownBy(() -> directory.list("x")).isInstanceOf(NameNotFoundException.class);
        assertThatThrownBy(() -> directory.createSubcontext("x")).isInstanceOf(OperationNotSupportedException.class);
        assertThatThrownBy(() -> directory.destroySubcontext("x")).isInstanceOf(OperationNotSupportedException.class);
        assertThat(((Context) directory.lookup("")).composeName("b", "a")).isEqualTo("a/b");
        assertThat(directory.getNameInNamespace()).isEmpty();
    }

    @Test
    void its_environment_can_be_added_to() throws NamingException {
        Context directory = directory();

        directory.addToEnvironment("x", "1");

        assertThat(directory.getEnvironment().get("x")).isEqualTo("1");
        assertThat(directory.removeFromEnvironment("x")).isEqualTo("1");
    }
}
