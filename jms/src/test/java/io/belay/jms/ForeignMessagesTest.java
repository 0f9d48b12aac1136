package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** Messages of other providers, which are known by their interfaces only: here ours behind a proxy. */
@Clause("JMS-3.12")
class ForeignMessagesTest {
    @SuppressWarnings("unchecked") // The proxy has the interface that was asked for.
    private static <M extends Message> M foreign(Class<M> type, M behind) {
        return (M) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            try {
                return method.invoke(behind, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    @Test
    void a_text_with_all_that_its_sender_said() throws JMSException {
        TextMessage message = foreign(TextMessage.class, new BelayTextMessage());
        message.setText("t");
        message.setJMSCorrelationID("c");
        message.setJMSType("type");
        message.setJMSReplyTo(new BelayTopic("r"));
        message.setStringProperty("p", "v");
        message.setStringProperty("JMSXGroupID", "g");
        message.setStringProperty("JMS_other_x", "theirs");

        TextMessage arrived = Mail.through(message);

        assertThat(arrived.getText()).isEqualTo("t");
        assertThat(arrived.getJMSCorrelationID()).isEqualTo("c");
        assertThat(arrived.getJMSType()).isEqualTo("type");
        assertThat(arrived.getJMSReplyTo()).isEqualTo(new BelayTopic("r"));
        assertThat(arrived.getStringProperty("p")).isEqualTo("v");
        assertThat(arrived.getStringProperty("JMSXGroupID")).isEqualTo("g");
        assertThat(arrived.propertyExists("JMS_other_x")).isFalse();
        assertThat(message.getJMSMessageID()).isEqualTo("ID:belay-1"); // It is stamped itself.
        assertThat(message.getJMSDestination()).isEqualTo(Mail.QUEUE);
    }

    @Test
    void a_property_whose_name_only_its_provider_allows() throws JMSException {
        BelayTextMessage theirs = new BelayTextMessage();
        theirs.fields().takeAnyName();
        theirs.setStringProperty("content-type", "text/plain");

        Message arrived = Mail.through(foreign(TextMessage.class, theirs));

        assertThat(arrived.getStringProperty("content-type")).isEqualTo("text/plain");
    }

    @Test
    void each_other_kind() throws JMSException {
        BytesMessage bytes = foreign(BytesMessage.class, new BelayBytesMessage());
        bytes.writeBytes(new byte[20_000]);
        MapMessage map = foreign(MapMessage.class, new BelayMapMessage());
        map.setBytes("b", new byte[] {1});
        StreamMessage stream = foreign(StreamMessage.class, new BelayStreamMessage());
        stream.writeString(null);
        stream.writeLong(7);
        ObjectMessage object = foreign(ObjectMessage.class, new BelayObjectMessage());
        object.setObject(7);

        BytesMessage arrivedBytes = Mail.arrived(Mail.sent(bytes));
        MapMessage arrivedMap = Mail.arrived(Mail.sent(map));
        StreamMessage arrivedStream = Mail.arrived(Mail.sent(stream));
        ObjectMessage arrivedObject = Mail.arrived(Mail.sent(object));

        assertThat(arrivedBytes.getBodyLength()).isEqualTo(20_000);
        assertThat(arrivedMap.getBytes("b")).containsExactly(1);
        assertThat(arrivedStream.readString()).isNull();
        assertThat(arrivedStream.readLong()).isEqualTo(7);
        assertThat(arrivedObject.getObject()).isEqualTo(7);
        assertThat(Mail.<Message>arrived(Mail.sent(foreign(Message.class, new BelayMessage()))))
                .hasSameClassAs(new BelayMessage());
    }

    @Test
    void a_received_one_is_sent_on_as_it_is() throws JMSException {
        var bytes = new BelayBytesMessage();
        bytes.writeInt(7);
        BytesMessage received = foreign(BytesMessage.class, Mail.through(bytes));
        received.readByte();

        BytesMessage arrived = Mail.arrived(Mail.sent(received));

        assertThat(arrived.readInt()).isEqualTo(7);
    }
}
