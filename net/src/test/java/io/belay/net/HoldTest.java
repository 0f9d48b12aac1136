package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldTest {
    private final List<String> heard = new ArrayList<>();
    private boolean pausesAtEach;
    private final EmbeddedChannel channel = new EmbeddedChannel(new Hold(), new ChannelInboundHandlerAdapter() {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            String number = Integer.toString(((ByteBuf) message).readByte());
            ((ByteBuf) message).release();
            if (pausesAtEach) context.channel().config().setAutoRead(false);
            heard.add(number);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            heard.add("end");
        }
    });

    private static ByteBuf piece(int number) {
        return Unpooled.wrappedBuffer(new byte[] {(byte) number});
    }

    @Test
    void while_paused_only_one_more_piece_comes() {
        pausesAtEach = true;

        channel.writeInbound(piece(1), piece(2), piece(3));
        assertThat(heard).containsExactly("1");

        channel.config().setAutoRead(true);
        channel.runPendingTasks();
        assertThat(heard).containsExactly("1", "2");
    }

    @Test
    void what_was_held_comes_in_order_and_before_the_end() {
        channel.config().setAutoRead(false);
        channel.writeInbound(piece(1), piece(2));
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        assertThat(heard).isEmpty();

        channel.config().setAutoRead(true);
        channel.writeInbound(piece(3));
        channel.runPendingTasks();

        assertThat(heard).containsExactly("1", "2", "end", "3");
    }

    @Test
    void an_end_alone_is_not_held() {
        channel.config().setAutoRead(false);

        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);

        assertThat(heard).containsExactly("end");
    }

    @Test
    void what_is_held_at_the_end_is_given_back() {
        ByteBuf piece = piece(1);
        channel.config().setAutoRead(false);
        channel.writeInbound(piece);

        channel.close();

        assertThat(piece.refCnt()).isZero();
    }
}
