package io.belay.jms;

import io.belay.net.BrokerAddress;
import io.belay.net.Dialer;
import io.belay.net.EventLoops;
import io.belay.net.Line;
import io.belay.net.LineAcceptor;
import io.belay.net.LineOptions;
import java.util.concurrent.CompletableFuture;

/** Opens plain TCP lines. */
final class PlainDial implements Dial {
    private final LineOptions options;

    PlainDial(LineOptions options) {
        this.options = options;
    }

    @Override
    public CompletableFuture<Line> open(EventLoops loops, String address, LineAcceptor acceptor) {
        BrokerAddress where = BrokerAddress.parse(address);
        return Dialer.open(loops, where.host(), where.port(), options, acceptor);
    }
}
