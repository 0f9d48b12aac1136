package io.belay.net;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The first word of a client of TLS, written by hand as old and careless programs do, and what is answered to it.
 *
 * @param version highest that it speaks, 0x0300 for SSL 3 to 0x0303 for TLS 1.2
 * @param isNew whether it says that it speaks TLS 1.3 too
 * @param suites that it takes
 * @param compressions that it takes
 */
record ClientHello(int version, boolean isNew, int[] suites, int... compressions) {
    private static final int HANDSHAKE = 22;
    private static final int ALERT = 21;

    /** What is answered: {@code alert 70}, {@code end}, or version, suite, compression and the end of the random number. */
    String answer(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) Recorder.PATIENCE_S * 1_000);
            socket.getOutputStream().write(bytes());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int type = in.read();
            if (type < 0) return "end";
            in.readUnsignedShort();
            byte[] record = new byte[in.readUnsignedShort()];
            in.readFully(record);
            if (type == ALERT) return "alert " + record[1];
            return type == HANDSHAKE ? hello(ByteBuffer.wrap(record)) : "something of type " + type;
        }
    }

    private static String hello(ByteBuffer in) {
        in.position(4); // type and length of the message
        int version = in.getShort() & 0xFFFF;
        byte[] random = new byte[32];
        in.get(random);
        in.position(in.position() + 1 + in.get(in.position())); // session id
        int suite = in.getShort() & 0xFFFF;
        String end = new String(random, 24, 7, StandardCharsets.US_ASCII).equals("DOWNGRD")
                ? " downgraded " + random[31]
                : "";
        return "%04x %04x %d%s".formatted(version, suite, in.get(), end);
    }

    private byte[] bytes() {
        ByteBuffer body = ByteBuffer.allocate(1_000);
        body.putShort((short) version).put(new byte[32]).put((byte) 0); // random number; no session to resume
        body.putShort((short) (2 * suites.length));
        for (int suite : suites) body.putShort((short) suite);
        body.put((byte) compressions.length);
        for (int compression : compressions) body.put((byte) compression);
        byte[] extensions = extensions();
        body.putShort((short) extensions.length).put(extensions);
        byte[] message = Arrays.copyOf(body.array(), body.position());
        return ByteBuffer.allocate(9 + message.length)
                .put((byte) HANDSHAKE)
                .putShort((short) 0x0301)
                .putShort((short) (4 + message.length))
                .put((byte) 1) // ClientHello
                .put((byte) 0)
                .putShort((short) message.length)
                .put(message)
                .array();
    }

    private byte[] extensions() {
        String groups = "000a 0004 0002 0017"; // secp256r1
        String points = "000b 0002 0100";
        String signatures = "000d 0012 0010 0403 0503 0603 0804 0805 0806 0401 0201"; // the last with SHA-1
        String secure = "ff01 0001 00"; // renegotiation (RFC 5746), for the first time
        String versions = isNew ? "002b 0005 04 0304 0303" : "";
        return HexFormat.of().parseHex((groups + points + signatures + secure + versions).replace(" ", ""));
    }
}
