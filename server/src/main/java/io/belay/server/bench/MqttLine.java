package io.belay.server.bench;

import io.belay.base.ByteWriter;
import io.belay.mqtt.MqttDecoder;
import io.belay.mqtt.MqttEncoder;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One MQTT 5.0 client: QoS 1, each message once the last is back. Its session ends with its line. */
final class MqttLine implements BenchLine {
    private static final int PACKET_ID_MAX = 65_535;

    private final Socket socket = new Socket();
    private final MqttDecoder decoder = new MqttDecoder(false, MqttDecoder.PACKET_LENGTH_MAX);
    private final ByteWriter out = new ByteWriter(1 << 10);
    private ByteBuffer in = ByteBuffer.allocate(64 << 10).limit(0);
    private String topic = "";

    /** @throws IOException if the broker is not there */
    MqttLine(InetSocketAddress broker) throws IOException {
        decoder.version(Version.MQTT_5);
        BenchLine.dial(socket, broker);
    }

    @Override
    public void open(String name, Login login) throws IOException {
        topic = name;
        send(new Packet.Connect(
                Version.MQTT_5,
                name.replace('/', '-'),
                true,
                0,
                null,
                login.user(),
                login.password(),
                Properties.NONE));
        if (!(read() instanceof Packet.Connack connack)) throw unexpected("an answer to CONNECT");
        if (connack.reason().isError()) throw new IOException("the broker refuses the connection: " + connack.reason());
        send(new Packet.Subscribe(1, List.of(new Packet.Filter(topic, 1, false, false, 0)), Properties.NONE));
        if (!(read() instanceof Packet.Suback suback)) throw unexpected("an answer to SUBSCRIBE");
        ReasonCode reason = suback.reasons().get(0);
        if (reason.isError()) throw new IOException("the broker refuses the subscription: " + reason);
    }

    @Override
    public void load(BooleanSupplier isOver, int length, Bench.Times times) throws IOException {
        byte[] content = content(length);
        for (int id = 1; !isOver.getAsBoolean(); id = id % PACKET_ID_MAX + 1) roundTrip(id, content, times);
    }

    /** Sends one message at QoS 1 and waits until it is acknowledged and has come back. */
    private void roundTrip(int packetId, byte[] content, Bench.Times times) throws IOException {
        long beganNanos = System.nanoTime();
        send(new Packet.Publish(topic, 1, false, false, packetId, 0, -1, new int[0], content));
        for (int left = 2; left > 0; left--) {
            Packet packet = read();
            long nanos = System.nanoTime() - beganNanos;
            if (packet instanceof Packet.Puback puback) {
                if (puback.reason().isError())
                    throw new IOException("the broker refuses a message: " + puback.reason());
                times.acknowledged().add(nanos);
            } else if (packet instanceof Packet.Publish publish) {
                times.received().add(nanos);
                send(new Packet.Puback(publish.packetId(), ReasonCode.SUCCESS, Properties.NONE));
            } else throw unexpected("PUBACK or PUBLISH");
        }
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            send(new Packet.Disconnect(ReasonCode.SUCCESS, Properties.NONE));
        }
    }

    /** A payload of so many bytes, without properties. */
    private static byte[] content(int length) {
        byte[] content = new byte[1 + length]; // the first says that there are no properties
        System.arraycopy(BenchLine.payload(length), 0, content, 1, length);
        return content;
    }

    private void send(Packet packet) throws IOException {
        out.clear();
        MqttEncoder.encode(packet, Version.MQTT_5, out);
        socket.getOutputStream().write(out.toArray());
    }

    private Packet read() throws IOException {
        for (Packet packet = decoder.decode(in); ; packet = decoder.decode(in)) {
            if (packet instanceof Packet.Disconnect end)
                throw new IOException("the broker ends the line: " + end.reason());
            if (packet != null) return packet;
            fill();
        }
    }

    private void fill() throws IOException {
        ByteBuffer room = in.remaining() == in.capacity() ? ByteBuffer.allocate(2 * in.capacity()) : in;
        if (room == in) in.compact();
        else room.put(in);
        int count = socket.getInputStream().read(room.array(), room.position(), room.remaining());
        if (count < 0) throw new EOFException("the broker closed the line");
        in = room.position(room.position() + count).flip();
    }

    private static IOException unexpected(String expected) {
        return new IOException("expected " + expected + "; found another packet");
    }
}
