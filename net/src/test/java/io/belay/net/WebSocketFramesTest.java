package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Seeds;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 chapter 5, byte for byte. */
class WebSocketFramesTest {
    private final List<Object> events = new ArrayList<>();

    private EmbeddedChannel end(boolean isClient) {
        return new EmbeddedChannel(new WebSocketFrames(isClient), new ChannelInboundHandlerAdapter() {
            @Override
            public void userEventTriggered(ChannelHandlerContext context, Object event) {
                events.add(event);
            }
        });
    }

    private static ByteBuf hex(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
    }

    private static byte[] drain(Queue<Object> messages) {
        ByteBuf all = Unpooled.buffer();
        for (Object each = messages.poll(); each != null; each = messages.poll()) {
            all.writeBytes((ByteBuf) each);
            ((ByteBuf) each).release();
        }
        return ByteBufUtil.getBytes(all);
    }

    private static String hex(byte[] bytes) {
        return ByteBufUtil.hexDump(bytes);
    }

    @Test
    void a_masked_frame_of_the_rfc_is_read() {
        EmbeddedChannel server = end(false);

        server.writeInbound(hex("82 85 37fa213d 7f9f4d5158")); // RFC 6455 5.7, but binary

        assertThat(new String(drain(server.inboundMessages()), StandardCharsets.US_ASCII))
                .isEqualTo("Hello");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 200_000})
    void each_form_of_length_is_written_and_read(int length) {
        EmbeddedChannel server = end(false);
        EmbeddedChannel client = end(true);
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);

        client.writeOutbound(Unpooled.copiedBuffer(bytes));
        server.writeInbound(Unpooled.wrappedBuffer(drain(client.outboundMessages())));
        assertThat(drain(server.inboundMessages())).isEqualTo(bytes);

        server.writeOutbound(Unpooled.copiedBuffer(bytes));
        client.writeInbound(Unpooled.wrappedBuffer(drain(server.outboundMessages())));
        assertThat(drain(client.inboundMessages())).isEqualTo(bytes);
    }

    @ParameterizedTest
    @Seeds(30)
    void frames_cut_anywhere_are_the_same_stream(long seed) {
        Random random = new Random(seed);
        boolean toServer = random.nextBoolean();
        EmbeddedChannel from = end(toServer);
        EmbeddedChannel to = end(!toServer);
        ByteBuf sent = Unpooled.buffer();
        for (int i = 0; i < 20; i++) {
            byte[] chunk = new byte[random.nextInt(random.nextBoolean() ? 10 : 70_000)];
            random.nextBytes(chunk);
            sent.writeBytes(chunk);
            from.writeOutbound(Unpooled.copiedBuffer(chunk));
        }

        ByteBuf wire = Unpooled.wrappedBuffer(drain(from.outboundMessages()));
        while (wire.isReadable())
            to.writeInbound(wire.readBytes(
                    Math.min(wire.readableBytes(), 1 + random.nextInt(random.nextBoolean() ? 5 : 9_000))));

        assertThat(drain(to.inboundMessages())).isEqualTo(ByteBufUtil.getBytes(sent));
    }

    @Test
    void a_message_of_several_frames_goes_on_with_a_ping_between() {
        EmbeddedChannel server = end(false);

        server.writeInbound(hex("02 81 00000000 61" + "89 81 00000000 70" + "00 81 00000000 62" + "80 81 00000000 63"));

        assertThat(drain(server.inboundMessages())).containsExactly('a', 'b', 'c');
        assertThat(hex(drain(server.outboundMessages()))).isEqualTo("8a0170");
    }

    @Test
    void a_frame_of_any_length_holds_nothing_back() {
        EmbeddedChannel server = end(false);

        server.writeInbound(hex("82 ff 7fffffffffffffff 00000000 010203"));

        assertThat(drain(server.inboundMessages())).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "false, c2 80 00000000,             bits of an extension",
        "false, a2 80 00000000,             bits of an extension",
        "false, 92 80 00000000,             bits of an extension",
        "false, 83 80 00000000,             unknown kind 3",
        "false, 87 80 00000000,             unknown kind 7",
        "false, 8b 80 00000000,             unknown kind 11",
        "false, 82 00,                      is not masked",
        "true,  82 80 00000000,             is masked",
        "false, 09 80 00000000,             a control frame",
        "false, 89 fe 007e 00000000,        a control frame",
        "false, 80 80 00000000,             nothing has begun",
        "false, 02 80 00000000 82 80 00000000, within another",
        "false, 82 fe 007d 00000000,        shortest form",
        "false, 82 ff 000000000000ffff 00000000, shortest form",
        "false, 82 ff 8000000000000000 00000000, shortest form",
        "false, 88 81 00000000 03,          half a status code",
    })
    void nonsense_ends_it_with_1002(boolean isClient, String frames, String reason) {
        EmbeddedChannel end = end(isClient);

        assertThatThrownBy(() -> end.writeInbound(hex(frames)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("WebSocket: ")
                .hasMessageContaining(reason);

        byte[] said = drain(end.outboundMessages());
        assertThat(said[0]).isEqualTo((byte) 0x88);
        if (!isClient) assertThat((said[2] & 0xFF) << 8 | said[3] & 0xFF).isEqualTo(1_002);
        end.writeInbound(hex("82 81 00000000 01"));
        assertThat(drain(end.inboundMessages())).as("nothing more is read").isEmpty();
    }

    @Test
    void text_is_refused_with_1003() {
        EmbeddedChannel server = end(false);

        assertThatThrownBy(() -> server.writeInbound(hex("81 81 00000000 61"))).hasMessageContaining("text frames");

        byte[] said = drain(server.outboundMessages());
        assertThat((said[2] & 0xFF) << 8 | said[3] & 0xFF).isEqualTo(1_003);
    }

    @Test
    void a_close_ends_the_input_and_ours_follows_once() {
        EmbeddedChannel server = end(false);

        server.writeInbound(hex("82 81 00000000 01" + "88 82 00000000 03e8" + "82 81 00000000 02"));

        assertThat(drain(server.inboundMessages())).containsExactly(1);
        assertThat(events).containsExactly(ChannelInputShutdownEvent.INSTANCE);
        List<String> said = new ArrayList<>();
        server.pipeline().get(WebSocketFrames.class).say(() -> said.add("first"));
        server.pipeline().get(WebSocketFrames.class).say(() -> said.add("second"));
        assertThat(hex(drain(server.outboundMessages()))).isEqualTo("880203e8");
        assertThat(said).containsExactly("first", "second");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 124, 125})
    void a_ping_is_answered_with_its_own_words(int length) {
        EmbeddedChannel server = end(false);
        ByteBuf ping = Unpooled.buffer()
                .writeByte(0x89)
                .writeByte(0x80 | length)
                .writeInt(0)
                .writeBytes(new byte[length]);

        server.writeInbound(ping);

        byte[] pong = drain(server.outboundMessages());
        assertThat(pong).hasSize(2 + length).startsWith((byte) 0x8A, (byte) length);
    }

    @Test
    void pings_do_not_pile_up_answers_for_a_peer_that_does_not_read() {
        List<ChannelPromise> stuck = new ArrayList<>();
        EmbeddedChannel server = new EmbeddedChannel(
                new ChannelOutboundHandlerAdapter() {
                    @Override
                    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                        ((ByteBuf) message).release();
                        stuck.add(promise);
                    }
                },
                new WebSocketFrames(false));

        for (int i = 0; i < 1_000; i++) server.writeInbound(hex("89 81 00000000 61"));

        assertThat(stuck).as("head and payload of one").hasSize(2);
        stuck.get(1).setSuccess();
        assertThat(stuck).as("and of the newest, once that is out").hasSize(4);
    }

    @Test
    void pongs_mean_nothing() {
        EmbeddedChannel server = end(false);

        server.writeInbound(hex("8a 81 00000000 61" + "82 81 00000000 01"));

        assertThat(drain(server.inboundMessages())).containsExactly(1);
        assertThat(server.outboundMessages()).isEmpty();
    }
}
