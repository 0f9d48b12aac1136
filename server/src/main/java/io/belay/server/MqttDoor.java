package io.belay.server;

import io.belay.admin.EndedLine;
import io.belay.base.Break;
import io.belay.net.Line;
import io.belay.net.LineAcceptor;
import io.belay.net.LineHandler;
import io.belay.net.LineOptions;
import io.belay.node.limit.Turnstile;
import io.belay.node.mqtt.MqttGateway;
import io.belay.node.mqtt.MqttOptions;
import io.belay.server.login.LoginDesk;
import java.security.SecureRandom;

/** Gives each line that comes in for MQTT its gateway. */
final class MqttDoor implements LineAcceptor {
    private final LineOptions lineOptions;
    private final MqttOptions options;
    private final NodeThread node;
    private final BrokerClock clock;
    private final LoginDesk logins;
    private final Bounds bounds;
    /** Of this start of the program, so that an assigned client id never comes twice. */
    private final String start = Long.toUnsignedString(new SecureRandom().nextLong(), Character.MAX_RADIX);

    MqttDoor(
            LineOptions lineOptions,
            MqttOptions options,
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
        String assignedId = "belay-" + start + "-" + line.id();
        return driver.drive(new MqttGateway(
                line.id(),
                line.peer(),
                assignedId,
                options,
                logins.of(line, turnstile, driver::judged),
                driver,
                clock.nowMs()));
    }

    @Override
    public void stillborn(String peer, Break why) {
        node.ended().add(new EndedLine(clock.nowMs(), "", peer, false, why));
    }
}
