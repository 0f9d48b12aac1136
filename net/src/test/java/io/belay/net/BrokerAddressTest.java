package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerAddressTest {
    /** Table 16-3 of the Sun MQ 3.7 guide, row by row; then what its parser takes besides. */
    @ParameterizedTest
    @CsvSource({
        "'',                                mq://localhost:7676/jms",
        "myBkrHost,                         mq://myBkrHost:7676/jms",
        "1012,                              mq://localhost:1012/jms",
        ":1012,                             mq://localhost:1012/jms",
        "mq://localHost:7676/ssljms,        mq://localHost:7676/ssljms",
        "mq://myBkrHost:7676/ssljms,        mq://myBkrHost:7676/ssljms",
        "mq://myBkrHost:1012/ssljms,        mq://myBkrHost:1012/ssljms",
        "mqtcp://localhost:1032/jms,        mqtcp://localhost:1032/jms",
        "mqssl://myBkrHost:1034/ssljms,     mqssl://myBkrHost:1034/ssljms",
        "http://websrvr1:8085/imq/tunnel,   http://websrvr1:8085/imq/tunnel",
        "https://websrvr2:8090/imq/tunnel,  https://websrvr2:8090/imq/tunnel",
        "mqws://websrvr1:7670/wsjms,        mqws://websrvr1:7670/wsjms",
        "mqwss://websrvr2:7671/wssjms,      mqwss://websrvr2:7671/wssjms",
        "myBkrHost:1012,                    mq://myBkrHost:1012/jms",
        "myBkrHost/ssljms,                  mq://myBkrHost:7676/ssljms",
        "/ssljms,                           mq://localhost:7676/ssljms",
        "host:/jms,                         mq://host:7676/jms",
        "MQ://host,                         mq://host:7676/jms",
        "MqSsl://host:1/ssljms,             mqssl://host:1/ssljms",
        "mq+ssl://host,                     mq+ssl://host:7676/jms",
        "mq://,                             mq://localhost:7676/jms",
        "mqtcp://host:1,                    mqtcp://host:1/jms",
        "mqws://host,                       mqws://host:7670/wsjms",
        "mqwss://host,                      mqwss://host:7671/wssjms",
        "' host ',                          mq://host:7676/jms",
        "[::1],                             mq://[::1]:7676/jms",
        "mq://[fe80::1%eth0]:1012/jms,      mq://[fe80::1%eth0]:1012/jms",
        "http://web/t?ServerName=h:imq,     http://web:80/t?ServerName=h:imq",
        "https://web,                       https://web:443",
        "mq://h?isHostTrusted=true,         mq://h:7676/jms?isHostTrusted=true",
        "mqssl://h:1/ssljms?isHostTrusted=false, mqssl://h:1/ssljms",
        "amqp://h,                          amqp://h:5672",
        "amqps://h,                         amqps://h:5671",
        "amqp+ws://h/amqp,                  amqpws://h:80/amqp",
        "amqpws://h:8161,                   amqpws://h:8161",
        "amqp+wss://h,                      amqpwss://h:443",
        "amqpwss://[::1]:8443/x,            amqpwss://[::1]:8443/x",
        "mq://h:1/jms,                      mq://h:1/jms",
        "mq://h:65535/jms,                  mq://h:65535/jms",
    })
    void every_form_means_what_the_tables_say(String written, String means) {
        assertThat(BrokerAddress.parse(written)).hasToString(means);
        assertThat(BrokerAddress.parse(means)).isEqualTo(BrokerAddress.parse(written));
    }

    @ParameterizedTest
    @CsvSource({
        "://host,                     nothing stands before",
        "tcp://host:61616,            unknown scheme \"tcp\"",
        "host:0,                      is no port",
        "host:65536,                  is no port",
        "host:-1,                     is no port",
        "host:seven,                  is no port",
        "70000,                       is no port",
        "1:2:3,                       stands in brackets",
        "[::1,                        without \"]\"",
        "[::1]x,                      after \"]\"",
        "[localhost],                 is no IPv6 address",
        "mqtcp://host,                needs host:port",
        "mqssl://host/ssljms,         needs host:port",
        "mqtcp://host:1/ssljms,       serves /jms only",
        "mq://a b,                    is no host",
        "mq://user@host,              is no host",
        "mq://h?isHostTrusted,        is not name=value",
        "mq://h?=true,                is not name=value",
        "mq://h?isHostTrusted=yes,    is true or false",
        "mq://h?trusted=true,         'unknown option \"trusted\", known is isHostTrusted'",
        "amqp://h?isHostTrusted=true, unknown option",
        "'http://h/a b',              no URL may hold",
    })
    void what_is_no_address_is_refused_with_the_reason(String written, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrokerAddress.parse(written))
                .withMessageStartingWith("address \"" + written + "\": ")
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mq", "amqp", "amqpws", "https"})
    void whatever_is_read_or_refused_nothing_else_happens(String scheme) {
        String alphabet = ":/?&=[]%.@ ,\u0000ä1a";
        for (int i = 0; i < 4_000; i++) {
            StringBuilder text = new StringBuilder(scheme).append("://");
            for (int rest = i * 7_919; rest > 0; rest /= alphabet.length())
                text.append(alphabet.charAt(rest % alphabet.length()));
            try {
                BrokerAddress address = BrokerAddress.parse(text.toString());
                assertThat(BrokerAddress.parse(address.toString())).isEqualTo(address);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageStartingWith("address ");
            }
        }
    }

    @Test
    void the_default_is_what_an_empty_address_means() {
        assertThat(BrokerAddress.parse(" ")).isEqualTo(BrokerAddress.DEFAULT);
    }
}
