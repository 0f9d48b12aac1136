package io.belay.mqtt;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Turns a peer's bytes into packets, one line's worth. */
public final class MqttDecoder {
    private @Nullable Version version;

    /**
     * Starts a decoder.
     *
     * @param fromClient whether the bytes come from a client; what only a server may send is refused then, and the reverse
     * @param packetLengthMax the longest packet to accept, bytes with its header, 2 to 268,435,460
     */
    public MqttDecoder(boolean fromClient, int packetLengthMax) {}

    /** The version in use, null before it is known. */
    public @Nullable Version version() {
        return version;
    }

    /** Tells a client's decoder which version its CONNECT asked for; a server's decoder finds out by itself. */
    public void version(Version version) {
        this.version = version;
    }

    /**
     * Reads one whole packet and moves past it.
     *
     * @param in bytes from a peer, trusted for nothing
     * @return the packet, or null if more bytes are needed, which leaves the position where it was
     * @throws io.belay.base.MalformedException with an MQTT 5.0 reason code, if the packet breaks the protocol
     */
    public @Nullable Packet decode(ByteBuffer in) {
        throw new UnsupportedOperationException();
    }
}
