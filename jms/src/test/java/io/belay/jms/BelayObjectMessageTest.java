package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Clause;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.ObjectMessage;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Java objects: closed by default, opened by an allow-list. */
class BelayObjectMessageTest {
    private static final String HERE = BelayObjectMessageTest.class.getPackageName();

    record Order(String id, List<String> lines) implements Serializable {}

    record Chain(Chain next) implements Serializable {}

    private static ObjectMessage through(Serializable object, String allowed) throws JMSException {
        var message = new BelayObjectMessage();
        message.setObject(object);
        ByteBuffer bytes = Mail.sent(message);
        return (ObjectMessage)
                MessageCodec.decode(bytes, Mail.QUEUE, Addresses.PLAIN, 0, ObjectPolicy.of(allowed), Mail.NOW_MS);
    }

    static List<Serializable> harmless() {
        return List.of(
                "text", 7, 7L, true, 'x', 1.5, new int[] {1}, new byte[0], new String[][] {{"a"}}, new Integer[] {1});
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void text_numbers_and_arrays_of_them_need_no_leave(Serializable object) throws JMSException {
        assertThat(through(object, "").getObject()).isEqualTo(object);
    }

    @Test
    void any_other_class_needs_leave_also_in_an_array() {
        assertThatThrownBy(() -> through(new ArrayList<>(), "").getObject()).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> through(new Order[0], "").getObject())
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("trustedClasses");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.belay.jms, java.util",
                "io.belay.,java",
                "*",
                "io.belay.jms.BelayObjectMessageTest,java.util.ArrayList"
            })
    void a_package_lets_in_what_is_below_it_and_a_class_what_is_inside_it(String allowed) throws JMSException {
        var order = new Order("7", new ArrayList<>(List.of("a")));

        assertThat(through(order, allowed).getObject()).isEqualTo(order);
        assertThat(through(new Order[] {order}, allowed).getObject()).isEqualTo(new Order[] {order});
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.belay.jm", "io.belay.jms.BelayObject", "java.util", "io.belay.jms.Other"})
    void a_name_that_only_begins_alike_lets_nothing_in(String allowed) {
        assertThatThrownBy(() -> through(new Order("7", List.of()), allowed).getObject())
                .isInstanceOf(MessageFormatException.class);
    }

    @Test
    void what_is_inside_needs_leave_too() {
        assertThatThrownBy(
                        () -> through(new Order("7", new ArrayList<>()), HERE).getObject())
                .isInstanceOf(MessageFormatException.class);
    }

    @Test
    void a_proxy_never_comes_to_life() {
        InvocationHandler handler = (InvocationHandler & Serializable) (proxy, method, arguments) -> null;
        var proxy = (Serializable)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Serializable.class}, handler);

        assertThatThrownBy(() -> through(proxy, "*").getObject()).isInstanceOf(MessageFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {ObjectPolicy.DEPTH_MAX - 1, ObjectPolicy.DEPTH_MAX, ObjectPolicy.DEPTH_MAX + 1})
    void objects_inside_objects_have_a_limit(int depth) throws JMSException {
        Chain chain = null;
        for (int level = 0; level < depth; level++) chain = new Chain(chain);
        ObjectMessage arrived = through(chain, "*");

        if (depth <= ObjectPolicy.DEPTH_MAX) assertThat(arrived.getObject()).isInstanceOf(Chain.class);
        else assertThatThrownBy(arrived::getObject).isInstanceOf(MessageFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void an_array_is_no_longer_than_its_message_can_hold(int beyond) throws JMSException {
        byte[] form = {
            (byte) 0xac,
            (byte) 0xed,
            0,
            5,
            0x75,
            0x72,
            0,
            2,
            '[',
            'B',
            (byte) 0xac,
            (byte) 0xf3,
            0x17,
            (byte) 0xf8,
            0x06,
            0x08,
            0x54,
            (byte) 0xe0,
            2,
            0,
            0,
            0x78,
            0x70,
            0,
            0,
            0,
            0
        };
        int length = (int) ObjectPolicy.arrayLengthMax(form.length) + beyond;
        ByteBuffer.wrap(form).putInt(form.length - 4, length);

        // The elements are missing either way; what matters is whether room was made for them.
        assertThatThrownBy(() -> ObjectReader.read(ByteBuffer.wrap(form), ObjectPolicy.CLOSED))
                .isInstanceOf(beyond > 0 ? java.io.InvalidClassException.class : java.io.EOFException.class);
    }

    @Test
    @Clause({"JMS-3.10", "JMS-3.11.2"})
    void it_is_a_copy_of_the_object_as_it_was_when_it_was_set() throws JMSException {
        var message = new BelayObjectMessage();
        var list = new ArrayList<>(List.of("a"));
        message.setObject(list);
        list.add("b");

        assertThat(message.getObject()).isEqualTo(List.of("a"));
        ObjectMessage arrived = Mail.through(message);
        assertThatThrownBy(() -> arrived.setObject("x")).isInstanceOf(MessageNotWriteableException.class);
        arrived.clearBody();
        assertThat(arrived.getObject()).isNull();
    }

    @Test
    @Clause("JMS-3.7")
    void the_body_is_what_the_object_is() throws JMSException {
        ObjectMessage arrived = through(7, "");

        assertThat(arrived.isBodyAssignableTo(Number.class)).isTrue();
        assertThat(arrived.isBodyAssignableTo(String.class)).isFalse();
        assertThat(arrived.getBody(Integer.class)).isEqualTo(7);
        assertThat(through(null, "").getBody(String.class)).isNull();
    }

    @Test
    void an_object_that_cannot_be_written_is_refused_when_it_is_set() {
        var message = new BelayObjectMessage();
        Serializable holder = new ArrayList<>(List.of(new Object()));

        assertThatThrownBy(() -> message.setObject(holder)).isInstanceOf(MessageFormatException.class);
    }
}
