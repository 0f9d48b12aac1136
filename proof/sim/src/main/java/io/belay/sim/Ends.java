package io.belay.sim;

import io.belay.base.Break;
import io.belay.base.Cause;
import java.util.List;

/** The causes for which lines are made to end, and with what. */
final class Ends {
    /** What a network, or what stands before it, may tell of a line that is cut. */
    private static final List<Cause> OF_CUTS =
            List.of(Cause.RESET, Cause.WRITE_FAILED, Cause.READ_FAILED, Cause.PEER_CLOSED, Cause.TLS, Cause.BUG);

    private Ends() {}

    /** How a line is cut: each in its own way. */
    static Break cut(Line line) {
        return new Break(OF_CUTS.get(line.number() % OF_CUTS.size()), "the line was cut");
    }

    /** With what the server ends a line for a cause that is not the line's. */
    static Break order(Cause cause) {
        return cause == Cause.LIMIT ? Break.limit("linesMax", "one too many") : new Break(cause, "it had to go");
    }

    /** What no client may say: a packet or frame that does not exist, or one that is longer than any may be. */
    static byte[] noise(Protocol protocol, boolean isHuge) {
        if (protocol == Protocol.MQTT) return isHuge ? new byte[] {0x30, -1, -1, -1, 0x7F} : new byte[] {0, 0};
        return isHuge ? new byte[] {0x7F, -1, -1, -1, 2, 0, 0, 0} : new byte[] {0, 0, 0, 8, 1, 0, 0, 0};
    }

    /** What a server must say of it; its words end in these bytes, or some of them. */
    static Break offence(Protocol protocol, byte[] noise, boolean isHuge) {
        boolean isLimit = isHuge && protocol == Protocol.MQTT; // Of AMQP frames both ends have agreed on the length.
        return new Break(isLimit ? Cause.LIMIT : Cause.PROTOCOL, Break.hex(noise, 0));
    }
}
