package io.belay.server;

import io.belay.net.Line;
import io.belay.net.LineAcceptor;
import io.belay.net.LineHandler;
import io.belay.net.LineOptions;
import io.belay.node.Authenticator;
import io.belay.node.amqp.AmqpGateway;
import io.belay.node.amqp.AmqpOptions;

/** Gives each line that comes in for AMQP its gateway. */
final class AmqpDoor implements LineAcceptor {
    private final LineOptions lineOptions;
    private final AmqpOptions options;
    private final NodeThread node;
    private final BrokerClock clock;

    AmqpDoor(LineOptions lineOptions, AmqpOptions options, NodeThread node, BrokerClock clock) {
        this.lineOptions = lineOptions;
        this.options = options;
        this.node = node;
        this.clock = clock;
    }

    @Override
    public LineHandler accept(Line line) {
        LineDriver driver = new LineDriver(line, lineOptions, node, clock);
        return driver.drive(
                new AmqpGateway(line.id(), line.peer(), options, Authenticator.ANONYMOUS, driver, clock.nowMs()));
    }
}
