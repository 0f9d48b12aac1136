package io.belay.node.amqp;

import io.belay.amqp.AmqpConnection;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.base.Break;
import io.belay.node.GatewayPort;
import io.belay.node.NodeOptions;
import io.belay.node.Request;
import org.jspecify.annotations.Nullable;

/** What the parts of one gateway share: the line, whom it serves, and the way to the node, on which nothing overtakes. */
final class AmqpLine {
    private static final long REPORT_BYTES =
            NodeOptions.LINE_BYTES_MIN / 4; // so that a line never waits for its own report

    final long number;
    final AmqpOptions options;
    final AmqpConnection connection;
    final GatewayPort port;
    final AmqpOutcomes outcomes;
    final AmqpBrake brake;
    final AmqpRights rights = new AmqpRights();
    final AmqpForgetting forgetting;
    String containerId = "";
    boolean isResumable; // its session outlives it, and knows its links by their names
    long nowMs;
    private long lastLink;
    private long deliveredBytes; // taken off the node's hands and not yet told to it as Sent
    private boolean left;
    private @Nullable Break how; // what ended the line; the first one stands

    AmqpLine(long number, AmqpOptions options, AmqpConnection connection, GatewayPort port) {
        this.number = number;
        this.options = options;
        this.connection = connection;
        this.port = port;
        this.outcomes = new AmqpOutcomes(number, this::pass);
        this.forgetting = new AmqpForgetting(number, this::pass);
        this.brake = new AmqpBrake(options.unansweredBytesMax(), connection, port);
    }

    /** Whether the node has been told that this line is gone, or has forgotten it. */
    boolean hasLeft() {
        return left;
    }

    long nextLink() {
        return ++lastLink;
    }

    /** Asks the node, after all that was said before. */
    void request(Request request) {
        outcomes.flush();
        pass(request);
    }

    /** The line is lost: what its consumers had they may have tried. */
    void leave(Break why) {
        leave(why, true);
    }

    /** The client said goodbye, and before it what it has tried. */
    void leaveInOrder(Break why) {
        leave(why, false);
    }

    private void leave(Break why, boolean isLost) {
        ends(why);
        forgetting.flush();
        request(new Request.Leave(number, why, brake.unanswered(), isLost, isLost ? -1 : 0));
        left = true;
    }

    /** The node has forgotten this line. */
    void forgotten(Break why) {
        ends(why);
        left = true;
    }

    /** What ends the line, if nothing did before. */
    void ends(Break why) {
        if (how == null) how = why;
    }

    /** What has ended the line; null if nothing is known of. */
    @Nullable
    Break how() {
        return how;
    }

    /** A delivery was taken off the node's hands: written, or given back. */
    void delivered(long cost) {
        deliveredBytes += cost;
    }

    /** Tells the node, if much was delivered since the last time. */
    void report() {
        if (deliveredBytes >= REPORT_BYTES && port.isWritable()) reportAll();
    }

    void reportAll() {
        if (deliveredBytes == 0) return;
        request(new Request.Sent(number, deliveredBytes));
        deliveredBytes = 0;
    }

    /** Tells a sender what became of its delivery, and settles unless it wants to settle first (§2.6.12). */
    static void answer(AmqpReceiver receiver, long deliveryId, DeliveryState state) {
        boolean settles = receiver.receiverSettleMode() == ReceiverSettleMode.FIRST;
        receiver.settle(deliveryId, deliveryId, state, settles);
    }

    private void pass(Request request) {
        if (!left) port.request(request);
    }
}
