package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Clause;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import javax.naming.spi.NamingManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a factory is told, without connecting. */
@Clause("JMS-5.3")
class BelayConnectionFactoryTest {
    @Test
    void it_is_a_bean() {
        var factory = new BelayConnectionFactory();
        factory.setAddress("amqp://broker:1");
        factory.setUsername("ann");
        factory.setPassword("secret");
        factory.setClientID("till-7");
        factory.setTrustedClasses("com.shop");
        factory.setSessionExpiryS(7);
        factory.setPingMs(100);

        ConnectionSettings settings = factory.settings();

        assertThat(settings.addresses().toString()).contains("broker:1");
        assertThat(settings.text(Setting.USERNAME)).isEqualTo("ann");
        assertThat(settings.text(Setting.PASSWORD)).isEqualTo("secret");
        assertThat(settings.text(Setting.CLIENT_ID)).isEqualTo("till-7");
        assertThat(settings.text(Setting.TRUSTED_CLASSES)).isEqualTo("com.shop");
        assertThat(settings.number(Setting.SESSION_EXPIRY_S)).isEqualTo(7);
        assertThat(settings.number(Setting.PING_MS)).isEqualTo(100);
        assertThat(factory.toString()).contains("till-7").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"amqp://ann:secret@b", "amqp://b?jms.username=ann&jms.password=secret"})
    @Clause("JMS-6.1.1")
    void who_connects_as_somebody_else_does_not_bring_the_password_of_the_factory(String address) throws JMSException {
        var factory = new BelayConnectionFactory(address);
        factory.set("imqDefaultPassword", "secret");

        ConnectionSettings bob = factory.as("bob", null);
        ConnectionSettings nobody = factory.as(null, null);

        assertThat(bob.text(Setting.USERNAME)).isEqualTo("bob");
        assertThat(bob.text(Setting.PASSWORD)).isEmpty();
        assertThat(nobody.text(Setting.USERNAME)).isEmpty();
        assertThat(nobody.text(Setting.PASSWORD)).isEmpty();
    }

    @Test
    void it_can_be_written_and_read_and_kept_in_a_directory() throws Exception {
        var factory = new BelayConnectionFactory("amqp://broker:1?clientId=till-7");
        factory.set("imqReconnectAttempts", "3");
        var bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(factory);

        Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        Object found = NamingManager.getObjectInstance(factory.getReference(), null, null, null);

        assertThat(((BelayConnectionFactory) read).settings()).isEqualTo(factory.settings());
        assertThat(((BelayConnectionFactory) found).settings()).isEqualTo(factory.settings());
    }

    @Test
    void what_it_does_not_know_is_refused_with_what_is_near() {
        var factory = new BelayConnectionFactory();

        assertThatThrownBy(() -> factory.set("clientld", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("clientId");
        assertThatThrownBy(() -> new BelayConnectionFactory("ftp://x")).isInstanceOf(IllegalArgumentException.class);
        assertThat(factory.settings()).isEqualTo(ConnectionSettings.DEFAULT);
    }

    @Test
    void without_a_broker_a_connection_fails_with_the_address_that_was_tried() {
        var factory = new BelayConnectionFactory("amqp://127.0.0.1:1");

        assertThatThrownBy(factory::createConnection)
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("127.0.0.1:1");
        assertThatThrownBy(factory::createContext)
                .isInstanceOf(JMSRuntimeException.class)
                .hasMessageContaining("127.0.0.1:1");
    }

    @Test
    @Clause("JMS-6.2")
    void a_context_has_a_mode_of_those_that_there_are() {
        var factory = new BelayConnectionFactory("amqp://127.0.0.1:1");

        assertThatThrownBy(() -> factory.createContext(77))
                .isInstanceOf(JMSRuntimeException.class)
                .hasMessageContaining("77");
    }
}
