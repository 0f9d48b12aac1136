package io.belay.amqp.codec;

import static io.belay.amqp.codec.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Coordinator;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Described;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.ExpiryPolicy;
import io.belay.amqp.type.LifetimePolicy;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Performative.Begin;
import io.belay.amqp.type.Performative.Close;
import io.belay.amqp.type.Performative.Detach;
import io.belay.amqp.type.Performative.Flow;
import io.belay.amqp.type.Performative.Open;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SaslCode;
import io.belay.amqp.type.SaslFrame;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.TargetTerminus;
import io.belay.amqp.type.TerminusDurability;
import io.belay.amqp.type.UnsignedLong;
import io.belay.base.MalformedException;
import io.belay.testkit.Clause;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What frames say, field by field: defaults, what is mandatory, what may be written in two ways (§2.7, §3.5, §5.3). */
class PerformativesTest {
    @Test
    @Clause("AMQP-2.7.1")
    void an_open_that_says_only_who_speaks_has_the_defaults_of_the_standard() {
        Open open = (Open) read("00 53 10 c0 04 01 a1 01 'a'");

        assertThat(open)
                .isEqualTo(new Open(
                        "a", null, 4_294_967_295L, 65_535, 0, List.of(), List.of(), List.of(), List.of(), Map.of()));
        assertThat(written(open)).containsExactly(bytes("00 53 10 c0 04 01 a1 01 'a'"));
    }

    @Test
    @Clause("AMQP-2.7.1")
    void an_open_as_qpid_jms_sends_it_is_read() {
        Open open = (Open) read("""
                00 53 10 c0 4c 0a
                a1 04 'ID:1'                          # container-id
                a1 09 'localhost'                     # hostname
                70 00100000                           # max-frame-size
                60 7fff                               # channel-max
                70 00007530                           # idle-time-out
                40 40 40                              # locales, offered-capabilities
                e0 10 01 a3 0d 'SHARED-SUBS-X'        # desired-capabilities
                c1 16 02 a3 07 'product' a1 0a 'QpidJMS200'
                """);

        assertThat(open.maxFrameSize()).isEqualTo(1 << 20);
        assertThat(open.channelMax()).isEqualTo(32_767);
        assertThat(open.idleTimeoutMs()).isEqualTo(30_000);
        assertThat(open.desiredCapabilities()).containsExactly(Symbol.of("SHARED-SUBS-X"));
        assertThat(open.properties()).isEqualTo(Map.of(Symbol.of("product"), "QpidJMS200"));
    }

    @Test
    @Clause("AMQP-1.4")
    void several_symbols_may_come_as_one_as_an_array_or_as_null() {
        assertThat(capabilities("a3 01 'a'")).containsExactly(Symbol.of("a"));
        assertThat(capabilities("e0 06 02 a3 01 'a' 01 'b'")).containsExactly(Symbol.of("a"), Symbol.of("b"));
        assertThat(capabilities("f0 0000000a 00000001 b3 00000001 'a'")).containsExactly(Symbol.of("a"));
        assertThat(capabilities("e0 02 00 a3")).isEmpty();
        assertThat(capabilities("40")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a1 01 'a', a string",
        "e0 04 01 a1 01 'a', an array of strings",
        "c0 04 01 a3 01 'a', a list of symbols",
        "e0 05 01 00 40 a3 00, an array of described symbols"
    })
    @Clause("AMQP-1.4")
    void what_are_no_symbols_is_refused(String drawn, String what) {
        assertThat(catchThrowableOfType(MalformedException.class, () -> capabilities(drawn)))
                .as(what)
                .isNotNull();
    }

    @Test
    @Clause({"AMQP-2.7.3", "AMQP-3.5.3"})
    void an_attach_as_a_jms_subscriber_sends_it_is_read() {
        Attach attach = (Attach) read(subscriber());

        assertThat(attach.role()).isEqualTo(Role.RECEIVER);
        assertThat(attach.senderSettleMode()).isEqualTo(SenderSettleMode.UNSETTLED);
        assertThat(attach.receiverSettleMode()).isEqualTo(ReceiverSettleMode.FIRST);
        assertThat(attach.unsettled()).isNull();
        assertThat(attach.initialDeliveryCount()).isEqualTo(-1);
        Source source = known(attach.source());
        assertThat(source.durability()).isEqualTo(TerminusDurability.UNSETTLED_STATE);
        assertThat(source.expiryPolicy()).isEqualTo(ExpiryPolicy.NEVER);
        assertThat(source.filter())
                .isEqualTo(Map.of(
                        Symbol.of("jms-selector"), new Described(new UnsignedLong(0x0000468C_00000004L), "a=1")));
        assertThat(source.defaultOutcome()).isEqualTo(new DeliveryState.Modified(true, false, Map.of()));
        assertThat(source.outcomes()).containsExactly(Symbol.of("amqp:accepted:list"));
        assertThat(attach.target()).isEqualTo(Target.at(null));
    }

    private static byte[] subscriber() {
        byte[] source = Wire.written(out -> TerminusEncoder.writeSource(
                new Source(
                        "t",
                        TerminusDurability.UNSETTLED_STATE,
                        ExpiryPolicy.NEVER,
                        0,
                        false,
                        Map.of(),
                        Symbol.of("copy"),
                        Map.of(Symbol.of("jms-selector"), new Described(new UnsignedLong(0x468C_00000004L), "a=1")),
                        new DeliveryState.Modified(true, false, Map.of()),
                        List.of(Symbol.of("amqp:accepted:list")),
                        List.of(Symbol.of("topic"))),
                out));
        byte[] head = bytes("a1 03 'sub' 43 41 50 00 50 00 # name, handle, role, settle modes");
        return Wire.written(out -> out.writeInt(0x005312C0)
                .writeByte(1 + head.length + source.length + 4)
                .writeByte(7)
                .writeRaw(head, 0, head.length)
                .writeRaw(source, 0, source.length)
                .writeInt(0x00532945));
    }

    @Test
    @Clause("AMQP-2.6.13")
    void deliveries_that_survived_come_with_their_tags_and_states() {
        Attach attach = (Attach) read("""
                00 53 12 c0 20 09
                a1 01 'l' 43 42 40 40 40 40
                c1 13 06                              # unsettled
                a0 01 01  00 53 24 45                 # accepted
                a0 01 02  40                          # no state yet
                a0 01 03  00 53 26 45
                41                                    # incomplete-unsettled
                """);

        Map<Binary, @Nullable DeliveryState> unsettled = known(attach.unsettled());
        assertThat(unsettled.keySet()).containsExactly(Binary.of((byte) 1), Binary.of((byte) 2), Binary.of((byte) 3));
        assertThat(unsettled.values()).containsExactly(DeliveryState.ACCEPTED, null, DeliveryState.RELEASED);
        assertThat(attach.incompleteUnsettled()).isTrue();
        assertThat(attach.source()).isNull();
        assertThat(attach.target()).isNull();
    }

    @Test
    @Clause("AMQP-2.6.13")
    void an_empty_map_of_what_survived_is_not_the_same_as_none() {
        Attach attach = (Attach) read("00 53 12 c0 0d 08 a1 01 'l' 43 42 40 40 40 40 c1 01 00");

        assertThat(attach.unsettled()).isEmpty();
        assertThat(read(written(attach))).isEqualTo(attach);
    }

    @Test
    @Clause("AMQP-4.5.1")
    void a_target_may_be_the_coordinator_of_transactions() {
        assertThat(target("00 53 30 c0 04 01 a3 01 'x'")).isEqualTo(new Coordinator(List.of(Symbol.of("x"))));
        assertThat(target("00 a3 15 'amqp:coordinator:list' 45")).isEqualTo(new Coordinator(List.of()));
        assertThat(target("00 53 29 45")).isEqualTo(Target.at(null));
    }

    @Test
    @Clause("AMQP-2.7.3")
    void a_message_size_beyond_a_long_is_as_good_as_none() {
        assertThat(maxMessageSize("80 7fffffffffffffff")).isEqualTo(Long.MAX_VALUE);
        assertThat(maxMessageSize("80 8000000000000000")).isEqualTo(Long.MAX_VALUE);
        assertThat(maxMessageSize("44")).isZero();
        assertThat(maxMessageSize("40")).isZero();
    }

    @Test
    @Clause("AMQP-2.7.4")
    void a_flow_of_the_session_alone_names_no_link() {
        Flow flow = (Flow) read("00 53 13 c0 07 04 40 52 09 43 52 08");

        assertThat(flow).isEqualTo(new Flow(-1, 9, 0, 8, -1, -1, -1, -1, false, false, Map.of()));
        assertThat(written(flow)).containsExactly(bytes("00 53 13 c0 07 04 40 52 09 43 52 08"));
    }

    @Test
    @Clause("AMQP-2.7.2")
    void a_begin_that_answers_names_the_channel_of_the_peer() {
        assertThat(read("00 53 11 c0 07 04 60 ffff 43 43 43"))
                .isEqualTo(new Begin(65_535, 0, 0, 0, 4_294_967_295L, List.of(), List.of(), Map.of()));
    }

    @Test
    @Clause("AMQP-2.8.14")
    void an_error_says_what_why_and_more() {
        Close close = (Close) read("""
                00 53 18 c0 3b 01
                00 53 1d c0 35 03
                a3 12 'amqp:invalid-field'
                a1 03 'why'
                c1 19 02 a3 0d 'invalid-field' a3 07 'host-id'
                """);

        assertThat(close.error())
                .isEqualTo(new AmqpError(
                        ErrorCondition.INVALID_FIELD, "why", Map.of(Symbol.of("invalid-field"), Symbol.of("host-id"))));
        assertThat(read("00 53 16 c0 03 02 43 41")).isEqualTo(new Detach(0, true, null));
    }

    @ParameterizedTest
    @CsvSource({
        "00 53 10 45, an open without container-id",
        "00 53 10 c0 02 01 40, an open with a container-id of null",
        "00 53 10 c0 04 01 a3 01 61, an open with a symbol for container-id",
        "00 53 11 c0 04 03 40 43 43, a begin without outgoing-window",
        "00 53 11 c0 05 04 40 40 43 43, a begin with a next-outgoing-id of null",
        "00 53 12 c0 06 03 40 43 41 40 40, an attach without name",
        "00 53 12 c0 05 02 a1 01 61 40, an attach without handle",
        "00 53 12 c0 05 02 a1 01 61 43, an attach without role",
        "00 53 12 c0 08 04 a1 01 61 43 41 50 03, an attach with a snd-settle-mode of 3",
        "00 53 12 c0 09 05 a1 01 61 43 41 40 50 02, an attach with a rcv-settle-mode of 2",
        "00 53 12 c0 0b 06 a1 01 61 43 41 40 40 00 53 29 45, an attach with a target for source",
        "00 53 12 c0 0c 07 a1 01 61 43 41 40 40 40 00 53 28 45, an attach with a source for target",
        "00 53 12 c0 10 06 a1 01 61 43 41 40 40 00 53 28 c0 03 01 54 01, a source with a number for address",
        "00 53 12 c0 11 06 a1 01 61 43 41 40 40 00 53 28 c0 04 02 40 52 03, a source with a durability of 3",
        "00 53 12 c0 14 06 a1 01 61 43 41 40 40 00 53 28 c0 07 03 40 43 a3 02 6162, a source that expires at no time",
        "00 53 13 c0 04 03 40 43 43, a flow without outgoing-window",
        "00 53 13 c0 05 04 43 40 43 43, a flow with an incoming-window of null",
        "00 53 16 45, a detach without handle",
        "00 53 17 c0 02 01 41, an end with true for an error",
        "00 53 17 c0 05 01 00 53 1d 45, an end with an error without condition",
        "00 53 17 c0 03 02 40 40, an end with a second field",
        "00 53 10 40, an open of null",
        "00 53 10 c1 01 00, an open that is a map"
    })
    void what_lacks_something_mandatory_or_has_something_strange_is_refused(String drawn, String what) {
        MalformedException refused = catchThrowableOfType(MalformedException.class, () -> read(drawn));

        assertThat(refused).as(what).isNotNull();
        assertThat(refused.getMessage()).doesNotContain("bytes more"); // The test's own bytes are whole.
    }

    @ParameterizedTest
    @CsvSource({
        "00 53 40 45, mechanisms without any",
        "00 53 40 c0 02 01 40, mechanisms of null",
        "00 53 41 45, an init without mechanism",
        "00 53 42 45, a challenge without challenge",
        "00 53 43 45, a response without response",
        "00 53 44 45, an outcome without code",
        "00 53 44 c0 03 01 50 05, an outcome with a code of 5",
        "00 53 41 c0 06 04 a3 00 40 40 40, an init with a fourth field"
    })
    @Clause("AMQP-5.3.3")
    void what_no_peer_may_say_of_authentication_is_refused(String drawn, String what) {
        MalformedException refused = catchThrowableOfType(
                MalformedException.class, () -> Wire.decoder(512).decode(Wire.frame(1, 0, bytes(drawn))));

        assertThat(refused).as(what).isNotNull();
        assertThat(refused.getMessage()).doesNotContain("bytes more");
    }

    @Test
    @Clause("AMQP-5.3.3")
    void the_frames_of_authentication_are_read_and_keep_secrets_to_themselves() {
        Frame init = Wire.decoder(512).decode(Wire.frame(1, 0, bytes("""
                00 53 41 c0 12 02
                a3 05 'PLAIN'
                a0 08 00 'me' 00 'pass'
                """)));

        assertThat(init)
                .isEqualTo(new Frame.Sasl(
                        new SaslFrame.SaslInit(Symbol.of("PLAIN"), Binary.of(bytes("00 'me' 00 'pass'")), null)));
        assertThat(init.toString()).contains("PLAIN").doesNotContain("70617373").doesNotContain("pass");
        assertThat(new SaslFrame.SaslResponse(Binary.of(bytes("'pass'"))).toString())
                .isEqualTo("SaslResponse[]");
        assertThat(Wire.written(out -> FrameEncoder.write(new SaslFrame.SaslOutcome(SaslCode.AUTH, null), out)))
                .containsExactly(bytes("00000010 02 01 0000 00 53 44 c0 03 01 50 01"));
    }

    @Test
    @Clause("AMQP-3.5.10")
    void a_lifetime_is_known_by_number_and_by_name() {
        for (LifetimePolicy policy : LifetimePolicy.values()) {
            assertThat(LifetimePolicy.of(policy.described())).isEqualTo(policy);
        }
        assertThat(LifetimePolicy.of(new Described(Symbol.of("amqp:delete-on-close:list"), List.of())))
                .isEqualTo(LifetimePolicy.DELETE_ON_CLOSE);
        assertThat(LifetimePolicy.of(new Described(new UnsignedLong(0x2A), List.of())))
                .isNull();
        assertThat(LifetimePolicy.of("amqp:delete-on-close:list")).isNull();
    }

    private static List<Symbol> capabilities(String drawn) {
        byte[] symbols = bytes(drawn);
        byte[] body = Wire.written(out -> out.writeInt(0x005310C0)
                .writeByte(1 + 9 + symbols.length)
                .writeByte(9)
                .writeRaw(bytes("a1 00 40 40 40 40 40 40 40"), 0, 9)
                .writeRaw(symbols, 0, symbols.length));
        return ((Open) read(body)).desiredCapabilities();
    }

    private static @Nullable TargetTerminus target(String drawn) {
        byte[] target = bytes(drawn);
        byte[] body = Wire.written(out -> out.writeInt(0x005312C0)
                .writeByte(1 + 7 + target.length)
                .writeByte(7)
                .writeRaw(bytes("a1 00 43 42 40 40 40"), 0, 7)
                .writeRaw(target, 0, target.length));
        return ((Attach) read(body)).target();
    }

    private static long maxMessageSize(String drawn) {
        byte[] size = bytes(drawn);
        byte[] body = Wire.written(out -> out.writeInt(0x005312C0)
                .writeByte(1 + 11 + size.length)
                .writeByte(11)
                .writeRaw(bytes("a1 00 43 42 40 40 40 40 40 40 40"), 0, 11)
                .writeRaw(size, 0, size.length));
        return ((Attach) read(body)).maxMessageSize();
    }

    private static Performative read(String drawn) {
        return read(bytes(drawn));
    }

    private static Performative read(byte[] body) {
        Frame frame = Wire.decoder(512).decode(Wire.frame(0, 0, body));
        if (!(frame instanceof Frame.Amqp amqp)) throw new AssertionError("no frame of AMQP");
        return amqp.performative();
    }

    private static byte[] written(Performative performative) {
        return Wire.written(out -> PerformativeEncoder.write(performative, out));
    }

    private static <T> T known(@Nullable T value) {
        if (value == null) throw new AssertionError("nothing there");
        return value;
    }
}
