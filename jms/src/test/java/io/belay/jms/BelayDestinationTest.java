package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Clause;
import jakarta.jms.IllegalStateException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import javax.naming.Reference;
import javax.naming.spi.NamingManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names of queues and topics. */
class BelayDestinationTest {
    static List<BelayDestination> all() {
        return List.of(
                new BelayQueue("x"), new BelayTopic("x"), new BelayTemporaryQueue("x"), new BelayTemporaryTopic("x"));
    }

    @Test
    void it_is_the_same_place_whatever_one_knows_of_its_life() {
        assertThat(new BelayQueue("x"))
                .isEqualTo(new BelayTemporaryQueue("x"))
                .hasSameHashCodeAs(new BelayTemporaryQueue("x"));
        assertThat(new BelayTopic("x")).isEqualTo(new BelayTemporaryTopic("x"));
        assertThat(new BelayQueue("x")).isNotEqualTo(new BelayTopic("x")).isNotEqualTo(new BelayQueue("y"));
        assertThat(new BelayQueue("x")).hasToString("x");
    }

    @Test
    void a_place_has_a_name() {
        assertThatThrownBy(() -> new BelayQueue("")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("all")
    @Clause("JMS-5.2")
    void it_can_be_written_and_read(BelayDestination destination) throws Exception {
        var bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(destination);

        Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        assertThat(read).isEqualTo(destination).hasSameClassAs(destination);
    }

    @ParameterizedTest
    @MethodSource("all")
    @Clause("JMS-5.1")
    void a_directory_can_keep_it(BelayDestination destination) throws Exception {
        Reference reference = destination.getReference();

        Object found = NamingManager.getObjectInstance(reference, null, null, null);

        assertThat(found).isEqualTo(destination).hasSameClassAs(destination);
        assertThat(new ObjectMaker().getObjectInstance("something else", null, null, null))
                .isNull();
        assertThat(new ObjectMaker().getObjectInstance(new Reference("java.lang.String"), null, null, null))
                .isNull();
    }

    @Test
    void only_its_maker_deletes_a_temporary_one() throws Exception {
        assertThatThrownBy(new BelayTemporaryQueue("x")::delete).isInstanceOf(IllegalStateException.class);
        BelayDestination[] deleted = new BelayDestination[1];
        var own = new BelayTemporaryTopic("x", one -> deleted[0] = one);

        own.delete();

        assertThat(deleted[0]).isSameAs(own);
    }
}
