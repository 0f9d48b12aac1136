package io.belay.sim;

import io.belay.base.Break;
import io.belay.node.Authenticator;
import io.belay.node.Gateway;
import io.belay.node.GatewayPort;
import io.belay.node.Reply;
import io.belay.node.Request;
import io.belay.node.amqp.AmqpGateway;
import io.belay.node.mqtt.MqttGateway;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server's end of a line: what a socket and its thread are to the real gateway. */
final class HostLine implements Line.End, GatewayPort {
    private static final long WRITABLE_BYTES = 16 << 10;

    private final Host host;
    private final long number;
    private final Mischief mischief;
    private final String session;
    private final Gateway gateway;
    private final CloseTap goodbyes;
    private @Nullable Line line;
    private boolean isOver;
    private long lastReplyUs;

    HostLine(Host host, int number, String client, Protocol protocol, Mischief mischief) {
        this.host = host;
        this.number = number;
        this.mischief = mischief;
        boolean isMqtt = protocol == Protocol.MQTT;
        session = isMqtt ? client : "amqp:" + client;
        String address = Line.address(number, client);
        gateway = isMqtt ? mqtt(address) : amqp(address);
        goodbyes = new CloseTap(isMqtt, isError -> host.farewell(number, isError));
    }

    private Gateway mqtt(String address) {
        String assigned = "assigned-" + number;
        return new MqttGateway(
                number, address, assigned, host.setup().mqtt(), Authenticator.ANONYMOUS, this, host.nowMs());
    }

    private Gateway amqp(String address) {
        return new AmqpGateway(number, address, host.setup().amqp(), Authenticator.ANONYMOUS, this, host.nowMs());
    }

    void open(Line opened) {
        line = opened;
        host.serve(this);
    }

    /** Hears nothing until then. */
    void deaf(long untilUs) {
        if (line != null) line.stallUp(untilUs);
    }

    long number() {
        return number;
    }

    /** The name of the session that its client wants. */
    String session() {
        return session;
    }

    @Override
    public void received(ByteBuffer bytes) {
        goodbyes.read(bytes.duplicate());
        run(() -> gateway.received(bytes, host.nowMs()));
    }

    @Override
    public void lost(Break how) {
        run(() -> {
            isOver = true;
            host.closed(this);
            gateway.lost(how);
        });
    }

    /** Ends the line from this side. */
    void end(Break how) {
        run(() -> gateway.end(how));
    }

    /** Hands answers over to this line's thread, behind those before. */
    void replied(List<Reply> replies, long delayUs) {
        long atUs = Math.max(lastReplyUs, host.agenda().nowUs() + delayUs);
        lastReplyUs = atUs;
        host.agenda()
                .in(
                        atUs - host.agenda().nowUs(),
                        () -> run(() -> {
                            for (Reply reply : replies) {
                                mischief.answered(reply).forEach(each -> gateway.replied(each, host.nowMs()));
                            }
                        }));
    }

    void tick() {
        run(() -> {
            gateway.tick(host.nowMs());
            if (isWritable()) gateway.drained();
        });
    }

    /** The process is gone. */
    void abandon(boolean told) {
        isOver = true;
        if (line != null) line.abandonByServer("the node died", told);
    }

    private void run(Runnable work) {
        if (isOver) return;
        host.guard(() -> {
            work.run();
            if (!isOver) gateway.flush();
        });
    }

    @Override
    public void request(Request request) {
        mischief.asked(request).forEach(host::request);
    }

    @Override
    public void send(ByteBuffer bytes) {
        if (line != null) line.sendFromServer(bytes);
    }

    @Override
    public boolean isWritable() {
        return line != null && line.unreadByClient() < WRITABLE_BYTES;
    }

    @Override
    public void pauseReading() {
        if (line != null) line.pauseServer(true);
    }

    @Override
    public void resumeReading() {
        if (line != null) line.pauseServer(false);
    }

    @Override
    public void close(Break why) {
        isOver = true;
        host.closed(this);
        if (line != null) line.closeByServer(why);
    }
}
