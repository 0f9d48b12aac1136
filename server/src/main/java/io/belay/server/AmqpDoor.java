package io.belay.server;

import io.belay.admin.EndedLine;
import io.belay.base.Break;
import io.belay.net.Line;
import io.belay.net.LineAcceptor;
import io.belay.net.LineHandler;
import io.belay.net.LineOptions;
import io.belay.node.amqp.AmqpGateway;
import io.belay.node.amqp.AmqpOptions;
import io.belay.node.limit.Turnstile;
import io.belay.server.login.LoginDesk;

/** Gives each line that comes in for AMQP its gateway. */
final class AmqpDoor implements LineAcceptor {
    private final LineOptions lineOptions;
    private final AmqpOptions options;
    private final NodeThread node;
    private final BrokerClock clock;
    private final LoginDesk logins;
    private final Bounds bounds;

    AmqpDoor(
            LineOptions lineOptions,
            AmqpOptions options,
            NodeThread node,
            BrokerClock clock,
            LoginDesk logins,
            Bounds bounds) {
        this.lineOptions = lineOptions;
        this.options = options;
        this.node = node;
        this.clock = clock;
        this.logins = logins;
        this.bounds = bounds;
    }

    @Override
    public LineHandler accept(Line line) {
        Turnstile turnstile = bounds.count(line);
        LineDriver driver = new LineDriver(
                line, lineOptions, node, clock, bounds.counts(), bounds.budget(), bounds.slow(), turnstile::close);
        return driver.drive(new AmqpGateway(
                line.id(), line.peer(), options, logins.of(line, turnstile, driver::judged), driver, clock.nowMs()));
    }

    @Override
    public void stillborn(String peer, Break why) {
        node.ended().add(new EndedLine(clock.nowMs(), "", peer, false, why));
    }
}
