package io.belay.amqp.codec;

import static io.belay.amqp.codec.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Performative.Disposition;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.Symbol;
import io.belay.base.MalformedException;
import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What travels for each message: written in one form, read in all that are legal. */
class DeliveryFormsTest {
    private static final Binary TAG = Binary.of((byte) 1, (byte) 2);

    @Test
    @Clause("AMQP-2.7.5")
    void a_usual_transfer_is_written_in_these_bytes() {
        Transfer transfer = new Transfer(7, 300, TAG, 0, false, true, null, null, false, false, false);

        assertThat(Wire.written(out -> FrameEncoder.write(5, transfer, out))).containsExactly(bytes("""
                0000001c 02 00 0005   # size, data offset, type, channel
                00 53 14              # transfer
                c0 0f 06
                52 07                 # handle
                70 0000012c           # delivery-id
                a0 02 01 02           # delivery-tag
                43                    # message-format
                42 41                 # settled, more
                """));
    }

    @Test
    @Clause("AMQP-2.7.6")
    void a_disposition_of_one_delivery_is_written_in_these_bytes() {
        var disposition = new Disposition(Role.RECEIVER, 0, 0, true, DeliveryState.ACCEPTED, false);

        assertThat(Wire.written(out -> FrameEncoder.write(0, disposition, out))).containsExactly(bytes("""
                00000017 02 00 0000
                00 53 15              # disposition
                c0 0a 06
                41                    # role: receiver
                43 40                 # first, last absent
                41                    # settled
                00 53 24 45           # accepted
                42                    # batchable
                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 53 14 c0 09 06 52 07 43 a0 00 40 42 41",
                "00 80 0000000000000014 c0 09 06 52 07 43 a0 00 40 42 41",
                "00 a3 12 'amqp:transfer:list' c0 09 06 52 07 43 a0 00 40 42 41",
                "00 b3 00000012 'amqp:transfer:list' c0 09 06 52 07 43 a0 00 40 42 41",
                "00 53 14 d0 0000000c 00000006 52 07 43 a0 00 40 42 41",
                "00 53 14 c0 0c 06 70 00000007 43 a0 00 40 42 41",
                "00 53 14 c0 0d 06 70 00000007 52 00 a0 00 40 42 41",
                "00 53 14 c0 10 06 70 00000007 70 00000000 a0 00 40 42 41",
                "00 53 14 c0 0c 06 52 07 43 b0 00000000 40 42 41",
                "00 53 14 c0 0b 06 52 07 43 a0 00 40 56 00 56 01",
                "00 53 14 c0 09 06 52 07 43 a0 00 40 40 41",
                "00 53 14 c0 0e 0b 52 07 43 a0 00 40 42 41 40 40 40 40 40",
                "00 53 14 c0 0e 0b 52 07 43 a0 00 40 42 41 40 40 42 42 42"
            })
    @Clause("AMQP-2.7.5")
    void a_transfer_may_be_written_in_any_of_these_ways(String drawn) {
        assertThat(read(drawn))
                .isEqualTo(new Transfer(7, 0, Binary.of(), -1, false, true, null, null, false, false, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 53 15 c0 0a 05 41 52 03 40 41 00 53 24 45",
                "00 80 0000000000000015 c0 0a 05 41 52 03 40 41 00 53 24 45",
                "00 a3 15 'amqp:disposition:list' c0 0a 05 41 52 03 40 41 00 53 24 45",
                "00 53 15 d0 0000000d 00000005 41 52 03 40 41 00 53 24 45",
                "00 53 15 c0 0b 05 41 52 03 52 03 41 00 53 24 45",
                "00 53 15 c0 0e 05 41 52 03 70 00000003 41 00 53 24 45",
                "00 53 15 c0 0c 05 56 01 52 03 40 56 01 00 53 24 45",
                "00 53 15 c0 0b 06 41 52 03 40 41 00 53 24 45 40",
                "00 53 15 c0 0b 06 41 52 03 40 41 00 53 24 45 42",
                "00 53 15 c0 0c 05 41 52 03 40 41 00 53 24 c0 01 00",
                "00 53 15 c0 12 05 41 52 03 40 41 00 53 24 d0 00000004 00000000",
                "00 53 15 c0 11 05 41 52 03 40 41 00 80 0000000000000024 45",
                "00 53 15 c0 1c 05 41 52 03 40 41 00 a3 12 'amqp:accepted:list' 45"
            })
    @Clause("AMQP-2.7.6")
    void a_disposition_may_be_written_in_any_of_these_ways(String drawn) {
        assertThat(read(drawn)).isEqualTo(new Disposition(Role.RECEIVER, 3, 3, true, DeliveryState.ACCEPTED, false));
    }

    @Test
    void what_is_unusual_in_a_transfer_is_read_as_well() {
        assertThat(read("00 53 14 c0 10 0b 43 40 40 40 40 40 50 01 00 53 26 45 41 41 41"))
                .isEqualTo(new Transfer(
                        0,
                        -1,
                        null,
                        -1,
                        false,
                        false,
                        ReceiverSettleMode.SECOND,
                        DeliveryState.RELEASED,
                        true,
                        true,
                        true));
    }

    @Test
    void a_delivery_tag_has_at_most_32_bytes() {
        assertThat(read(tagged(31))).isInstanceOf(Transfer.class);
        assertThat(read(tagged(32))).isInstanceOf(Transfer.class);
        MalformedException refused = catchThrowableOfType(MalformedException.class, () -> read(tagged(33)));
        assertThat(refused.reason()).isEqualTo(Fault.INVALID_FIELD.ordinal());
    }

    @ParameterizedTest
    @CsvSource({
        "00 53 14 45, a transfer without handle",
        "00 53 14 c0 02 01 40, a transfer with a handle of null",
        "00 53 14 c0 0d 0c 43 40 40 40 40 40 40 40 40 40 40 40, a transfer with a twelfth field",
        "00 53 14 c0 08 07 43 40 40 40 40 40 50, a transfer cut in its settle mode",
        "00 53 14 c0 09 07 43 40 40 40 40 40 50 02, a transfer with a settle mode of 2",
        "00 53 14 c0 03 01 43 40, a transfer with more than it counts",
        "00 53 14 c0 03 01 60 0001, a transfer with a short handle",
        "00 53 15 45, a disposition without role",
        "00 53 15 c0 03 02 40 43, a disposition with a role of null",
        "00 53 15 c0 02 01 41, a disposition without first",
        "00 53 15 c0 03 02 41 40, a disposition with a first of null",
        "00 53 15 c0 08 07 41 43 40 40 40 40 40, a disposition with a seventh field",
        "00 53 15 c0 0a 05 41 43 40 41 00 53 24 c0 01 01, an accepted that ends too soon",
        "00 53 15 c0 0a 05 41 43 40 41 00 53 70 45 40, a state that is a section",
        "00 53 15 c0 08 05 41 43 40 41 54 01, a state that nothing describes",
        "00 53 15 c0 17 05 41 43 40 41 00 53 34 c0 0d 02 a0 00 00 53 34 c0 05 01 a0 00, a transaction in a transaction"
    })
    void what_no_peer_may_say_of_a_delivery_is_refused(String drawn, String what) {
        MalformedException refused = catchThrowableOfType(MalformedException.class, () -> read(drawn));

        assertThat(refused).as(what).isNotNull();
    }

    @Test
    @Clause("AMQP-3.4")
    void each_state_is_read_with_what_it_says() {
        assertThat(state("00 53 23 c0 04 02 52 02 44")).isEqualTo(new DeliveryState.Received(2, 0));
        assertThat(state("00 53 25 45")).isEqualTo(new DeliveryState.Rejected(null));
        assertThat(state("00 53 25 c0 13 01 00 53 1d c0 0d 01 a3 0a 'amqp:stole'"))
                .isEqualTo(new DeliveryState.Rejected(new AmqpError(Symbol.of("amqp:stole"), null)));
        assertThat(state("00 53 26 45")).isSameAs(DeliveryState.RELEASED);
        assertThat(state("00 53 27 c0 02 01 41")).isEqualTo(new DeliveryState.Modified(true, false, Map.of()));
        assertThat(state("00 53 33 c0 05 01 a0 02 01 02")).isEqualTo(new DeliveryState.Declared(TAG));
        assertThat(state("00 53 34 c0 09 02 a0 02 01 02 00 53 24 45"))
                .isEqualTo(new DeliveryState.TransactionalState(TAG, DeliveryState.ACCEPTED));
        assertThat(state("00 a3 03 'own' 41")).isInstanceOf(DeliveryState.UnknownState.class);
    }

    @Test
    @Clause("AMQP-3.4")
    void what_ends_a_delivery_is_told_from_what_does_not() {
        assertThat(DeliveryState.ACCEPTED.isTerminal()).isTrue();
        assertThat(new DeliveryState.Rejected(new AmqpError(ErrorCondition.NOT_FOUND, null)).isTerminal())
                .isTrue();
        assertThat(new DeliveryState.Received(0, 0).isTerminal()).isFalse();
        assertThat(new DeliveryState.TransactionalState(TAG, null).isTerminal()).isFalse();
        assertThat(new DeliveryState.TransactionalState(TAG, DeliveryState.RELEASED).isTerminal())
                .isTrue();
    }

    @ParameterizedTest
    @Seeds(100)
    void a_frame_that_is_cut_anywhere_is_refused(long seed) {
        byte[] body = Wire.written(out -> PerformativeEncoder.write(new RandomTypes(seed).performative(), out));

        for (int length = 1; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            MalformedException refused = catchThrowableOfType(
                    MalformedException.class, () -> Wire.decoder(1 << 20).decode(Wire.frame(0, 0, cut)));
            assertThat(refused).isNotNull();
            assertThat(refused.offset()).isBetween(8L, 8L + length);
        }
    }

    private static DeliveryState state(String drawn) {
        byte[] state = bytes(drawn);
        byte[] body = Wire.written(out -> out.writeInt(0x005315C0)
                .writeByte(5 + state.length)
                .writeByte(5)
                .writeInt(0x41434041)
                .writeRaw(state, 0, state.length));
        DeliveryState read = ((Disposition) read(body)).state();
        if (read == null) throw new AssertionError("no state");
        return read;
    }

    private static String tagged(int length) {
        return "00 53 14 c0 %02x 03 43 43 a0 %02x %s".formatted(length + 5, length, "07".repeat(length));
    }

    private static Performative read(String drawn) {
        return read(bytes(drawn));
    }

    private static Performative read(byte[] body) {
        Frame frame = Wire.decoder(512).decode(Wire.frame(0, 0, body));
        if (!(frame instanceof Frame.Amqp amqp)) throw new AssertionError("no frame of AMQP");
        return amqp.performative();
    }
}
