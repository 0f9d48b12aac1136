package io.belay.server;

import io.belay.net.Line;
import io.belay.net.LineAcceptor;
import io.belay.net.LineHandler;
import io.belay.net.LineOptions;
import io.belay.node.Authenticator;
import io.belay.node.mqtt.MqttGateway;
import io.belay.node.mqtt.MqttOptions;
import java.security.SecureRandom;

/** Gives each line that comes in for MQTT its gateway. */
final class MqttDoor implements LineAcceptor {
    private final LineOptions lineOptions;
    private final MqttOptions options;
    private final NodeThread node;
    private final BrokerClock clock;
    /** Of this start of the program, so that an assigned client id never comes twice. */
    private final String start = Long.toUnsignedString(new SecureRandom().nextLong(), Character.MAX_RADIX);

    MqttDoor(LineOptions lineOptions, MqttOptions options, NodeThread node, BrokerClock clock) {
        this.lineOptions = lineOptions;
        this.options = options;
        this.node = node;
        this.clock = clock;
    }

    @Override
    public LineHandler accept(Line line) {
        LineDriver driver = new LineDriver(line, lineOptions, node, clock);
        String assignedId = "belay-" + start + "-" + line.id();
        return driver.drive(new MqttGateway(
                line.id(), line.peer(), assignedId, options, Authenticator.ANONYMOUS, driver, clock.nowMs()));
    }
}
