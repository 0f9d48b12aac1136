package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.belay.net.BrokerAddress;
import io.belay.testkit.Seeds;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressListTest {
    private static List<String> texts(List<BrokerAddress> addresses) {
        return addresses.stream().map(BrokerAddress::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                        | mq://localhost:7676/jms",
                "one                                       | mq://one:7676/jms",
                "one,two                                   | mq://one:7676/jms mq://two:7676/jms",
                "one two                                   | mq://one:7676/jms mq://two:7676/jms",
                "' one , two,, 1012 '                      | mq://one:7676/jms mq://two:7676/jms mq://localhost:1012/jms",
                "mqtcp://a:1/jms,mqssl://b:2,http://c/t    | mqtcp://a:1/jms mqssl://b:2/ssljms http://c:80/t",
                "mq://a?isHostTrusted=true,b               | mq://a:7676/jms?isHostTrusted=true mq://b:7676/jms",
                "amqp://a                                  | amqp://a:5672",
                "failover:(amqp://a,amqps://b:1)           | amqp://a:5672 amqps://b:1",
                "failover:amqp://a,amqp://b                | amqp://a:5672 amqp://b:5672",
                "failover://(amqp://a,amqp://b)            | amqp://a:5672 amqp://b:5672",
                "FAILOVER:(amqp://a)                       | amqp://a:5672",
                "failover:(mq://a,amqpws://b/x)            | mq://a:7676/jms amqpws://b:80/x",
            })
    void lists_are_read_in_order(String text, String addresses) {
        assertThat(String.join(" ", texts(AddressList.parse(text).addresses()))).isEqualTo(addresses);
    }

    @Test
    void options_of_an_amqp_address_are_the_connections() {
        AddressList list = AddressList.parse("amqp://a?jms.username=x&amqp.saslMechanisms=PLAIN,ANONYMOUS,amqp://b");

        assertThat(list.options())
                .containsExactly(Map.entry("jms.username", "x"), Map.entry("amqp.saslMechanisms", "PLAIN,ANONYMOUS"));
        assertThat(texts(list.addresses())).containsExactly("amqp://a:5672", "amqp://b:5672");
        assertThat(list.isFailover()).isFalse();
    }

    @Test
    void a_failover_list_has_its_own_options_and_those_of_each_address() {
        AddressList list =
                AddressList.parse("failover:(amqp://a?transport.trustAll=true,amqp://b?transport.trustAll=true)"
                        + "?failover.reconnectDelay=5&failover.nested.amqp.idleTimeout=8&");

        assertThat(list.options())
                .containsEntry("transport.trustAll", "true")
                .containsEntry("failover.reconnectDelay", "5")
                .containsEntry("amqp.idleTimeout", "8")
                .hasSize(3);
        assertThat(list.isFailover()).isTrue();
    }

    @Test
    void user_and_password_may_stand_before_the_host_and_are_not_shown() {
        AddressList list = AddressList.parse("amqp://till%407:p%3Aw+d@a:5672");

        assertThat(list.options()).containsEntry("username", "till@7").containsEntry("password", "p:w+d");
        assertThat(list).hasToString("amqp://a:5672");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failover:(amqp://a                 | without \")\"",
                "failover:(amqp://a)x               | after \")\"",
                "amqp://a?jms.username              | is not name=value",
                "amqp://a?=x                        | is not name=value",
                "amqp://a?a=%zz                     | broken % sequence",
                "amqp://a?a=1,amqp://b?a=2          | given twice",
                "amqp://a,xx://b                    | unknown scheme",
                "mq://a?jms.username=x              | unknown option",
            })
    void what_is_no_list_is_refused_with_the_reason(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressList.parse(text))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @Seeds(20)
    void a_random_order_holds_each_address_once(long seed) {
        AddressList list = AddressList.parse("a b c d e f g");

        List<BrokerAddress> order = list.shuffled(new Random(seed));

        assertThat(order).containsExactlyInAnyOrderElementsOf(list.addresses());
        assertThat(list.shuffled(new Random(seed))).as("drawn once, the same").isEqualTo(order);
    }

    @Test
    void every_order_can_be_drawn() {
        AddressList list = AddressList.parse("a b c");
        Random random = new Random(7);

        assertThat(random.ints(200).mapToObj(any -> list.shuffled(random)).distinct())
                .hasSize(6);
    }
}
