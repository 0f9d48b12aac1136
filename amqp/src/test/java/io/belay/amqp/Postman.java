package io.belay.amqp;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative.Attach;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One who sends numbered letters over a link that may break at any byte, and keeps each until it is settled. */
final class Postman {
    private final int letters;
    private final int length;
    private final Map<Binary, String> outbox = new LinkedHashMap<>(); // sent and not settled
    private final ArrayDeque<Resumption.Step> steps = new ArrayDeque<>();
    private int next;
    LinkMemory memory = LinkMemory.NONE;

    @Nullable
    AmqpSender sender;

    boolean isIncomplete; // not all could be told; come back once more

    Postman(int letters, int length) {
        this.letters = letters;
        this.length = length;
    }

    boolean isDone() {
        return next == letters && outbox.isEmpty() && steps.isEmpty() && !isIncomplete;
    }

    static String letter(int number, int length) {
        return number + "-".repeat(Math.max(0, length - 3));
    }

    /** The line is gone, or the link detached. */
    void cut() {
        AmqpSender gone = sender;
        if (gone != null) memory = gone.memory();
        sender = null;
        steps.clear();
    }

    /** Both have attached; the receiver remembers {@code theirs}. */
    void attached(AmqpSender sender, Attach theirs, boolean isOursIncomplete) {
        this.sender = sender;
        isIncomplete = theirs.incompleteUnsettled() || isOursIncomplete;
        steps.addAll(Resumption.ofSender(memory, theirs.unsettled(), isIncomplete));
        memory = LinkMemory.NONE;
        pump();
    }

    void heard(AmqpEvent event) {
        if (event instanceof AmqpEvent.Outcome outcome
                && outcome.state() != null
                && outcome.state().isTerminal()) {
            outcome.sender().settle(outcome.deliveryId(), outcome.state());
            outbox.remove(outcome.tag());
        }
        pump();
    }

    private void pump() {
        AmqpSender to = sender;
        if (to == null) return;
        while (to.isWritable() && to.credit() > 0 && !steps.isEmpty()) resume(to, steps.remove());
        while (to.isWritable() && to.credit() > 0 && steps.isEmpty() && next < letters && !isIncomplete) {
            Binary tag = Frames.tag(next);
            outbox.put(tag, letter(next++, length));
            to.send(tag, false, null, 0, 0, payload(tag));
        }
    }

    private void resume(AmqpSender to, Resumption.Step step) {
        boolean isWhole = step instanceof Resumption.Step.SendAnew || step instanceof Resumption.Step.SendRest;
        to.resume(step, 0, 0, isWhole ? rest(step) : ByteBuffer.allocate(0));
        if (!isWhole) outbox.remove(step.tag());
    }

    private ByteBuffer rest(Resumption.Step step) {
        return payload(step.tag());
    }

    private ByteBuffer payload(Binary tag) {
        return ByteBuffer.wrap(Frames.bytes(outbox.get(tag)));
    }

    boolean isResuming() {
        return !steps.isEmpty();
    }

    static boolean isTerminal(@Nullable DeliveryState state) {
        return state != null && state.isTerminal();
    }
}
