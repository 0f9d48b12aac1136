package io.belay.amqp.codec;

import io.belay.base.ByteWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Bytes as tests write them: hexadecimal digits with any spaces, {@code 'text'} for ASCII, and {@code #} up to the line's end. */
final class Wire {
    private Wire() {}

    static byte[] bytes(String drawn) {
        ByteWriter out = new ByteWriter(64);
        for (String line : drawn.split("\n", -1)) {
            String[] parts = line.replaceAll("#.*", "").split("'", -1);
            for (int index = 0; index < parts.length; index++) {
                byte[] part = index % 2 == 1
                        ? parts[index].getBytes(StandardCharsets.US_ASCII)
                        : HexFormat.of().parseHex(parts[index].replaceAll("\\s", ""));
                out.writeRaw(part, 0, part.length);
            }
        }
        return out.toArray();
    }

    static AmqpReader reader(String drawn) {
        return new AmqpReader(ByteBuffer.wrap(bytes(drawn)));
    }

    static byte[] written(Consumer<ByteWriter> writing) {
        ByteWriter out = new ByteWriter(64);
        writing.accept(out);
        return out.toArray();
    }

    /** A frame around a body: size, data offset 2, type, channel. */
    static ByteBuffer frame(int type, int channel, byte[] body) {
        return ByteBuffer.wrap(written(out -> out.writeInt(8 + body.length)
                .writeByte(2)
                .writeByte(type)
                .writeShort(channel)
                .writeRaw(body, 0, body.length)));
    }

    /** A decoder that has read the protocol header. */
    static FrameDecoder decoder(int frameSizeMax) {
        FrameDecoder decoder = new FrameDecoder(frameSizeMax);
        decoder.decode(ByteBuffer.wrap(bytes("'AMQP' 00 01 00 00")));
        return decoder;
    }
}
