package io.belay.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.codec.Frame.ProtocolHeader;
import io.belay.amqp.sasl.SaslMechanism;
import io.belay.base.Break;
import io.belay.base.Cause;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of a peer's fault, for those who ask why its line ended. */
class EvidenceTest {
    private final TestEnd end = TestEnd.server(TestEnd.SMALL);

    private void hears(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        end.connection.receive(ByteBuffer.wrap(bytes), 0, event -> {});
    }

    private Break how() {
        assertThat(end.connection.ended()).isInstanceOf(AmqpEvent.Failed.class);
        return ((AmqpEvent.Failed) end.connection.ended()).how();
    }

    @Test
    void what_is_no_frame_is_kept_from_the_wrong_byte_on() {
        end.hears(ProtocolHeader.AMQP);

        hears("00 00 00 08 01 00 00 00"); // a data offset of 4 bytes

        assertThat(how().cause()).isSameAs(Cause.PROTOCOL);
        assertThat(how().words()).endsWith("at byte 4; bytes from 4 on: 01 00 00 00");
    }

    @Test
    void a_frame_that_came_in_pieces_is_kept_as_well() {
        end.hears(ProtocolHeader.AMQP);

        for (String piece : "00 00 00 08 01 00 00 00".split(" ")) hears(piece);

        assertThat(how().words()).endsWith("bytes from 4 on: 01 00 00 00");
    }

    @Test
    void a_frame_at_the_wrong_time_is_kept_from_its_first_byte_on() {
        end.hears(ProtocolHeader.AMQP);

        hears("00 00 00 0c 02 00 00 00 00 53 18 45"); // close before open

        assertThat(how().words())
                .isEqualTo("expected open, not close; bytes from 0 on: 00 00 00 0c 02 00 00 00 00 53 18 45");
    }

    @Test
    void another_protocol_is_known_by_its_first_bytes() {
        hears("47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a 0d 0a");

        assertThat(how().words()).endsWith("bytes from 0 on: 47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a");
    }

    @Test
    void what_may_be_a_password_is_not_kept() {
        end.connection.saslMechanisms(List.of(SaslMechanism.PLAIN.symbol()), true);
        end.hears(ProtocolHeader.SASL);

        hears("00 00 00 14 02 01 00 00 00 53 41 d0 73 65 63 72 65 74 21 21"); // sasl-init, malformed

        assertThat(how().words()).endsWith("bytes from 0 on: 00 00 00 14 02 01 00 00");
    }

    @Test
    void silence_is_called_silence() {
        end.connection.tick(Long.MAX_VALUE / 2, event -> {});

        assertThat(how().cause()).isSameAs(Cause.SILENT);
        assertThat(how().words()).doesNotContain("bytes from");
    }
}
