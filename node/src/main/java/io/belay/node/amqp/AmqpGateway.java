package io.belay.node.amqp;

import io.belay.amqp.AmqpConnection;
import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpLink;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.base.Break;
import io.belay.base.ByteWriter;
import io.belay.base.Cause;
import io.belay.node.Authenticator;
import io.belay.node.Gateway;
import io.belay.node.GatewayPort;
import io.belay.node.Reply;
import io.belay.node.Unfinished;
import io.belay.node.limit.Answers;
import io.belay.node.limit.Limit;
import java.nio.ByteBuffer;

/**
 * One AMQP line: the client's words to requests, the node's replies to words. Checks and limits here what one line can
 * know.
 */
public final class AmqpGateway implements Gateway {
    private static final int AHEAD_MIN = 32; // messages under way

    private final AmqpConnection connection;
    private final AmqpLine line;
    private final AmqpAdmission admission;
    private final AmqpTransactions transactions;
    private final AmqpProducers producers;
    private final AmqpDeliveries deliveries;
    private final AmqpConsumers consumers;
    private final Unfinished unfinished;
    private final Answers answers = new Answers();
    private int heard; // messages, and opinions of messages
    private boolean isAhead; // as of the last of them
    private boolean ticks; // what fails now fails because of the time

    /**
     * A line that was just accepted.
     *
     * @param line its number, never used twice
     * @param from where the client comes from, for people
     * @param nowMs broker time
     */
    public AmqpGateway(
            long line, String from, AmqpOptions options, Authenticator authenticator, GatewayPort port, long nowMs) {
        this.connection = AmqpConnection.server(options.line(), nowMs);
        this.line = new AmqpLine(line, options, connection, port);
        this.line.nowMs = nowMs;
        this.unfinished = new Unfinished(port);
        this.admission = new AmqpAdmission(this.line, from, authenticator);
        this.transactions = new AmqpTransactions(this.line);
        this.producers = new AmqpProducers(this.line, transactions);
        this.deliveries = new AmqpDeliveries(this.line);
        this.consumers = new AmqpConsumers(this.line, deliveries);
    }

    @Override
    public void received(ByteBuffer bytes, long nowMs) {
        line.nowMs = nowMs;
        connection.receive(bytes, nowMs, this::handle);
        if (unfinished.isTooMuch(connection.heldLength()))
            end(Unfinished.excess(connection.heldLength() + " of frames and messages"));
        checkBrake();
    }

    @Override
    public void replied(Reply reply, long nowMs) {
        line.nowMs = nowMs;
        if (line.hasLeft()) return;
        if (reply instanceof Reply.Delivery delivery) deliver(delivery);
        else if (reply instanceof Reply.Sent sent) producers.sent(sent);
        else if (reply instanceof Reply.Drained drained) drained(drained);
        else if (reply instanceof Reply.Disposed disposed) disposed(disposed);
        else if (reply instanceof Reply.Committed committed) transactions.committed(committed);
        else if (reply instanceof Reply.Throttled throttled) producers.throttled(throttled);
        else if (reply instanceof Reply.TargetOpened opened) targetOpened(opened);
        else if (reply instanceof Reply.SourceOpened opened) consumers.sourceOpened(opened);
        else if (reply instanceof Reply.SourceClosed closed) consumers.sourceClosed(closed);
        else if (reply instanceof Reply.TagsFound found) tagsFound(found);
        else if (reply instanceof Reply.SubscriptionFound found) consumers.subscriptionFound(found);
        else if (reply instanceof Reply.LinkEnded ended) ended(ended);
        else if (reply instanceof Reply.Opened opened) opened(opened);
        else if (reply instanceof Reply.Judged judged) admission.heed(judged.verdict());
        else if (reply instanceof Reply.Closed closed) closed(closed);
        else throw new AssertionError("no branch for " + reply); // The others answer what only MQTT asks.
        checkBrake();
    }

    @Override
    public void tick(long nowMs) {
        line.nowMs = nowMs;
        ticks = true;
        connection.tick(nowMs, this::handle);
        ticks = false;
        transactions.tick();
        producers.tick();
        consumers.tick();
        answers.look(consumers.owe(), nowMs);
        admission.tick();
        if (!line.hasLeft() && admission.isOpen()) checkRights();
    }

    /** Whoever is no user any more goes; what is not allowed any more ends. */
    private void checkRights() {
        if (line.rights.rights().isGone()) {
            String why = line.rights.rights().farewell();
            line.leave(new Break(Cause.LOGIN, why));
            connection.close(new AmqpError(ErrorCondition.UNAUTHORIZED_ACCESS, why));
        } else if (line.rights.rights().hasChanged()) {
            producers.rightsChanged();
            consumers.rightsChanged();
        }
    }

    @Override
    public void flush() {
        deliveries.refresh();
        line.outcomes.flush();
        line.forgetting.flush();
        do {
            ByteWriter out = connection.out();
            if (out.length() == 0) break;
            line.port.send(out.view());
            connection.drained();
        } while (line.port.isWritable() && deliveries.pump());
        deliveries.refresh();
        line.outcomes.flush();
        line.report();
        if (connection.isClosed()) close();
    }

    @Override
    public void drained() {
        deliveries.pump();
        line.reportAll();
    }

    @Override
    public void paused() {
        connection.pause();
    }

    @Override
    public void resumed(long nowMs) {
        line.nowMs = nowMs;
        connection.resume(nowMs, this::handle);
    }

    @Override
    public long unansweredSinceMs() {
        return answers.sinceMs();
    }

    @Override
    public void lost(Break why) {
        line.leave(why);
    }

    @Override
    public void end(Break why) {
        if (connection.isClosed() || line.hasLeft()) return;
        line.leave(why);
        connection.close(AmqpErrors.ended(why));
    }

    @Override
    public String client() {
        return admission.client();
    }

    @Override
    public boolean isAhead() {
        return isAhead;
    }

    @Override
    public int heard() {
        int since = heard;
        heard = 0;
        return since;
    }

    private void handle(AmqpEvent event) {
        if (event instanceof AmqpEvent.Outcome || event instanceof AmqpEvent.Delivery) heard++;
        if (event instanceof AmqpEvent.Delivery) isAhead = line.brake.unanswered() >= AHEAD_MIN;
        if (event instanceof AmqpEvent.Outcome outcome) outcome(outcome);
        else if (event instanceof AmqpEvent.Delivery delivery) producers.delivered(delivery);
        else if (event instanceof AmqpEvent.Credit credit) deliveries.credit(credit);
        else if (event instanceof AmqpEvent.Writable writable) deliveries.writable(writable.session());
        else if (event instanceof AmqpEvent.Attached attached) attached(attached);
        else if (event instanceof AmqpEvent.Detached detached) detached(detached.link(), detached.closed());
        else if (event instanceof AmqpEvent.Settled settled) settled(settled);
        else if (event instanceof AmqpEvent.Resumed resumed) producers.resumed(resumed);
        else if (event instanceof AmqpEvent.LinkFailed failed) failed(failed);
        else if (event instanceof AmqpEvent.Begun begun) begun.session().begin();
        else if (event instanceof AmqpEvent.Ended ended) ended(ended);
        else if (event instanceof AmqpEvent.SessionFailed failed) failed(failed);
        else if (event instanceof AmqpEvent.SaslStarted started) admission.started(started);
        else if (event instanceof AmqpEvent.SaslAnswered answered) admission.answered(answered);
        else if (event instanceof AmqpEvent.Opened opened) admission.opening(opened.open());
        else if (event instanceof AmqpEvent.Closed closed) closed(closed);
        else if (event instanceof AmqpEvent.Failed failed) failed(failed);
        else if (!isOfNoConcern(event)) throw new AssertionError("no branch for " + event);
    }

    private void closed(AmqpEvent.Closed closed) {
        AmqpError error = closed.error();
        if (error == null) line.leaveInOrder(new Break(Cause.GOODBYE, "Close"));
        else line.leave(new Break(Cause.CLIENT_ERROR, "Close " + error));
    }

    /** What only clients hear. */
    private static boolean isOfNoConcern(AmqpEvent event) {
        return event instanceof AmqpEvent.Drained;
    }

    private void settled(AmqpEvent.Settled settled) {
        if (!transactions.settled(settled)) producers.settled(settled);
    }

    private void failed(AmqpEvent.Failed failed) {
        Limit late = admission.isOpen() ? Limit.AMQP_IDLE : Limit.AMQP_OPEN;
        Limit limit = AmqpErrors.limit(failed.condition(), ticks ? late : Limit.AMQP_RESOURCES);
        if (limit != null) line.port.reached(limit);
        line.leave(failed.how());
    }

    private void failed(AmqpEvent.SessionFailed failed) {
        Limit limit = AmqpErrors.limit(failed.error().condition(), Limit.AMQP_RESOURCES);
        if (limit != null) line.port.reached(limit);
        sessionEnded(failed.session());
    }

    private void failed(AmqpEvent.LinkFailed failed) {
        Limit limit = AmqpErrors.limit(failed.error().condition(), Limit.AMQP_RESOURCES);
        if (limit != null) line.port.reached(limit);
        boolean isStolen = failed.error().condition().equals(ErrorCondition.LINK_STOLEN);
        if (isStolen && failed.link() instanceof AmqpSender sender) consumers.stolen(sender);
        else if (isStolen && failed.link() instanceof AmqpReceiver receiver)
            producers.detached(receiver, !line.isResumable);
        else detached(failed.link(), true);
    }

    private void attached(AmqpEvent.Attached attached) {
        AmqpLink link = attached.link();
        if (link instanceof AmqpSender sender) consumers.attached(sender, attached.attach());
        else if (link instanceof AmqpReceiver receiver) producers.attached(receiver, attached.attach());
    }

    private void detached(AmqpLink link, boolean closed) {
        if (link instanceof AmqpSender sender) consumers.detached(sender, closed);
        else if (link instanceof AmqpReceiver receiver) producers.detached(receiver, closed);
    }

    private void ended(AmqpEvent.Ended ended) {
        sessionEnded(ended.session());
        ended.session().end(null);
    }

    private void sessionEnded(AmqpSession session) {
        transactions.sessionEnded(session);
        producers.sessionEnded(session);
        consumers.sessionEnded(session);
    }

    private void tagsFound(Reply.TagsFound found) {
        if (!transactions.tagsFound(found)) producers.tagsFound(found);
    }

    /** What the client decided before it came back may be confirmed now. */
    private void disposed(Reply.Disposed disposed) {
        line.outcomes.disposed(disposed.token());
        deliveries.pump();
    }

    private void ended(Reply.LinkEnded ended) {
        producers.ended(ended);
        consumers.ended(ended);
    }

    private void targetOpened(Reply.TargetOpened opened) {
        boolean isKnown = producers.targetOpened(opened) || consumers.targetOpened(opened);
        if (!isKnown && opened.refusal() == null) return; // Its session has ended meanwhile, and what it made with it.
    }

    /** The client's opinion of a delivery, maybe inside a transaction; what it settles without one has the default. */
    private void outcome(AmqpEvent.Outcome outcome) {
        if (!(outcome.sender().attachment() instanceof ConsumerLink link)) return;
        boolean wasAnswered = link.isAnswered(outcome.deliveryId());
        if (wasAnswered && outcome.settled()) link.forgetAnswered(outcome.deliveryId());
        DeliveryState state = outcome.state();
        boolean isOver = outcome.settled() || state != null && state.isTerminal();
        if (wasAnswered || !isOver) return;
        if (outcome.context() == 0) {
            if (!outcome.settled()) outcome.sender().settle(outcome.deliveryId(), state);
            return;
        }
        link.unsettled--;
        isAhead = link.unsettled >= AHEAD_MIN;
        answers.answered(line.nowMs);
        if (!outcome.settled()) link.answered(outcome.deliveryId());
        long toSettle = outcome.settled() ? -1 : outcome.deliveryId();
        if (state instanceof DeliveryState.TransactionalState transactional && transactional.outcome() != null) {
            Transaction.Ack ack =
                    new Transaction.Ack(link, outcome.context(), toSettle, AmqpOutcomes.brief(transactional.outcome()));
            transactions.enlist(transactional.transactionId(), ack);
        } else {
            DeliveryState decided = state == null || !state.isTerminal() ? link.defaultOutcome() : state;
            if (toSettle < 0) line.outcomes.settled(link, outcome.context(), decided);
            else line.outcomes.unsettled(link, outcome.context(), toSettle, decided, outcome.canWait());
        }
        consumers.forgetIfOver(link);
    }

    private void deliver(Reply.Delivery delivery) {
        ConsumerLink link = consumers.link(delivery.link());
        if (link == null || link.isGone) deliveries.giveBack(delivery);
        else deliveries.deliver(delivery, link);
    }

    private void drained(Reply.Drained drained) {
        ConsumerLink link = consumers.link(drained.link());
        if (link != null && !link.isGone) deliveries.drained(drained, link);
    }

    private void opened(Reply.Opened opened) {
        admission.opened(opened);
        connection.resume(line.nowMs, this::handle);
    }

    private void closed(Reply.Closed closed) {
        line.forgotten(closed.how());
        if (admission.isOpen()) connection.close(AmqpErrors.closed(closed));
        else admission.refused(closed);
    }

    private void checkBrake() {
        if (line.brake.check()) connection.resume(line.nowMs, this::handle);
    }

    private void close() {
        Break known = line.how();
        if (known == null && connection.ended() instanceof AmqpEvent.Failed failed) known = failed.how();
        Break why = known == null ? new Break(Cause.UNKNOWN, "the line ended") : known;
        line.leave(why);
        line.port.close(why);
    }
}
