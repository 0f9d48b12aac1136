package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that lead to several addresses; all of 127.0.0.0/8 is this machine, and only at 127.0.0.1 somebody listens. */
class NamesTest {
    private Harbour harbour;

    @BeforeEach
    void listen() throws Exception {
        harbour = Harbour.open();
    }

    @AfterEach
    void stop() {
        harbour.close();
    }

    private Line dial(String... addresses) throws Exception {
        Names.Book book = host -> {
            InetAddress[] all = new InetAddress[addresses.length];
            for (int i = 0; i < all.length; i++) all[i] = InetAddress.getByName(addresses[i]);
            return all;
        };
        return dial(book);
    }

    private Line dial(Names.Book book) throws Exception {
        BrokerAddress address = BrokerAddress.parse("amqp://broker.example:" + harbour.listener.port());
        return new BrokerDialer(harbour.loops, book, DialOptions.DEFAULT)
                .dial(address, Recorder::new)
                .get(Recorder.PATIENCE_S, TimeUnit.SECONDS);
    }

    @Test
    void each_address_of_a_name_is_tried_until_one_accepts() throws Exception {
        Line line = dial("127.0.0.2", "127.0.0.3", "127.0.0.1", "127.0.0.4");

        assertThat(line.peer()).isEqualTo("127.0.0.1:" + harbour.listener.port());
        harbour.arrival();
        assertThat(harbour.arrivals).as("a second line").isEmpty();
    }

    @Test
    void if_none_accepts_the_reason_of_each_is_told_in_order() {
        assertThatThrownBy(() -> dial("127.0.0.3", "127.0.0.2"))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("127.0.0.3: connection refused; 127.0.0.2: connection refused");
    }

    @ParameterizedTest
    @CsvSource({"14, true", "15, true", "16, false"})
    void so_many_addresses_are_tried_and_no_more(int deaf, boolean isReached) throws Exception {
        assertThat(Names.ADDRESSES_MAX).isEqualTo(16);
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < deaf; i++) addresses.add("127.0.1." + (i + 1));
        addresses.add("127.0.0.1");
        String[] all = addresses.toArray(new String[0]);

        if (isReached) assertThat(dial(all).id()).isPositive();
        else assertThatThrownBy(() -> dial(all)).hasMessageContaining("127.0.1.16: connection refused");
    }

    @Test
    void a_name_that_nobody_knows_is_told_as_such() {
        assertThatThrownBy(() -> dial((Names.Book) host -> {
                    throw new UnknownHostException(host);
                }))
                .hasMessageContaining("unknown host broker.example");
    }
}
