package io.belay.sim;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.TransactionRequest;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one session, one after the other.
 *
 * <pre>
 *  NONE ── need ──▶ DECLARING ── Declared ──▶ OPEN ── enough was done ──▶ DISCHARGING ── outcome ──▶ NONE
 * </pre>
 */
final class AmqpTransacting {
    private enum Phase {
        NONE,
        DECLARING,
        OPEN,
        DISCHARGING
    }

    private static final long DECLARE = 0; // context; that of a discharge is its transaction's number
    private static final int REFUSALS_MAX = 100; // after which it does one thing in each, as it may do too much
    private static final long IDLE_US = 2_000_000; // after which one that has begun is brought to an end

    private final AmqpClientLine line;
    private final AmqpSender coordinator;
    private Phase phase = Phase.NONE;
    private @Nullable Binary id;
    private long number;
    private int deeds;
    private int refusals;
    private boolean isEnough;

    AmqpTransacting(AmqpClientLine line, AmqpSender coordinator) {
        this.line = line;
        this.coordinator = coordinator;
        coordinator.attachment(this);
        coordinator.attach(AmqpMessages.coordinator());
    }

    /** Whether something can be done in a transaction now. Asks for one if there is none. */
    boolean isOpen() {
        if (phase == Phase.NONE) declare();
        return phase == Phase.OPEN && !isEnough;
    }

    /** The number of the one that is open. */
    long number() {
        return number;
    }

    /** What is said of a delivery that belongs to it. */
    DeliveryState state(@Nullable DeliveryState outcome) {
        return new DeliveryState.TransactionalState(id, outcome);
    }

    /** Something was done in it. */
    void did() {
        deeds++;
        int most = refusals < REFUSALS_MAX ? line.habits().transactionLength() : 1;
        isEnough |= line.isCalm() || deeds >= most;
        if (deeds > 1) return;
        long mine = number;
        line.later(IDLE_US, () -> {
            if (number == mine) isEnough = true;
        });
    }

    /** Brings it to an end if enough was done; {@code unanswered} is how many sends of it are not answered yet. */
    void discharge(int unanswered) {
        boolean isDue = phase == Phase.OPEN
                && isEnough
                && (unanswered == 0 || line.habits().aheadMax() > 3);
        if (!isDue) return;
        line.flush(); // What was acknowledged is gathered until then, and must not come behind the discharge.
        if (!canSend()) return;
        boolean isCommit = line.isCalm() || !line.chance().percent(line.habits().rollbackPercent());
        phase = Phase.DISCHARGING;
        line.note(new Deed.Discharging(number, isCommit));
        line.calls().ask("discharge " + number, line.nowUs());
        say(new TransactionRequest.Discharge(id, !isCommit), number);
    }

    void told(AmqpEvent.Outcome outcome) {
        if (!outcome.settled()) coordinator.settle(outcome.deliveryId(), outcome.state());
        if (outcome.context() == DECLARE) declared(outcome.state());
        else discharged(outcome.state());
    }

    private void declare() {
        if (!canSend()) return;
        phase = Phase.DECLARING;
        number = line.nextThing();
        line.calls().ask("declare " + number, line.nowUs());
        say(new TransactionRequest.Declare(null), DECLARE);
    }

    private void declared(@Nullable DeliveryState state) {
        line.calls().answered("declare " + number);
        if (!(state instanceof DeliveryState.Declared declared)) {
            line.offended("a declare was answered with " + state);
            phase = Phase.NONE;
            return;
        }
        id = declared.transactionId();
        phase = Phase.OPEN;
        deeds = 0;
        isEnough = false;
        line.note(new Deed.Declared(number));
    }

    private void discharged(@Nullable DeliveryState state) {
        line.calls().answered("discharge " + number);
        phase = Phase.NONE;
        boolean isDone = state instanceof DeliveryState.Accepted;
        boolean isRefused = state instanceof DeliveryState.Rejected rejected
                && rejected.error() != null
                && (rejected.error().condition().equals(ErrorCondition.TRANSACTION_ROLLBACK)
                        || rejected.error().condition().equals(ErrorCondition.TRANSACTION_TIMEOUT));
        if (isRefused) refusals++;
        if (!isDone && !isRefused) line.offended("a discharge was answered with " + state);
        line.note(new Deed.Discharged(number, isDone ? Deed.Answer.YES : Deed.Answer.NO, String.valueOf(state)));
    }

    private boolean canSend() {
        return coordinator.isWritable() && coordinator.credit() > 0;
    }

    private void say(TransactionRequest request, long context) {
        ByteBuffer message = AmqpMessages.request(request);
        coordinator.send(line.nextTag(), false, null, 0, context, message);
    }
}
