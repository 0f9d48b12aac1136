package io.belay.node.amqp;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.core.DeadLetter;
import io.belay.node.Request;
import io.belay.node.Request.Disposition;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the client says of its deliveries, on its way to the node: neighbours of one link and one opinion go as one
 * request. Whoever asks the node for anything else calls {@link #flush} first, so that nothing is overtaken.
 */
final class AmqpOutcomes {
    private static final int GATHERED_MAX = 1_024;

    /** Deliveries that we settle once the node has done what the client said of them. */
    private record Settling(ConsumerLink link, long[] sequences, long[] deliveryIds, DeliveryState state) {}

    private final long line;
    private final Consumer<Request> node;
    private final Map<Long, Settling> settling = new LinkedHashMap<>(0); // by token
    private long[] sequences = new long[16];
    private long[] deliveryIds = new long[16]; // of those that we are to settle
    private int count;
    private @Nullable ConsumerLink link; // of what is gathered
    private DeliveryState state = DeliveryState.ACCEPTED; // likewise
    private boolean isSettled; // likewise
    private boolean canWait; // the client does not wait for an answer to any of it
    private long lastToken;

    AmqpOutcomes(long line, Consumer<Request> node) {
        this.line = line;
        this.node = node;
    }

    /** The client, or we for it, has settled a delivery. */
    void settled(ConsumerLink of, long sequence, DeliveryState outcome) {
        add(of, sequence, -1, outcome, true, true);
    }

    /** The client has decided on an earlier line, and waits for us to confirm that. */
    void decided(ConsumerLink of, long sequence, DeliveryState outcome) {
        add(of, sequence, -1, outcome, false, false);
    }

    /** The client has an opinion, and we are to settle (receiver-settle-mode second). */
    void unsettled(ConsumerLink of, long sequence, long deliveryId, DeliveryState outcome, boolean canWait) {
        add(of, sequence, deliveryId, outcome, false, canWait);
    }

    /** Sends what is gathered. */
    void flush() {
        ConsumerLink of = link;
        if (count == 0 || of == null) return;
        long token = 0;
        if (!isSettled) {
            token = ++lastToken;
            settling.put(
                    token, new Settling(of, Arrays.copyOf(sequences, count), Arrays.copyOf(deliveryIds, count), state));
        }
        long[] gathered = Arrays.copyOf(sequences, count);
        count = 0;
        link = null;
        node.accept(new Request.Dispose(line, of.number, gathered, disposition(state), why(state), token, canWait, 0));
    }

    /** The node has done it. */
    void disposed(long token) {
        Settling done = settling.remove(token);
        if (done == null) return;
        for (int index = 0; index < done.sequences().length; index++) {
            long deliveryId = done.deliveryIds()[index];
            if (deliveryId < 0) done.link().confirmed(done.sequences()[index]);
            else done.link().settle(deliveryId, done.state());
        }
    }

    /** What the node calls an outcome. */
    static Disposition disposition(DeliveryState outcome) {
        if (outcome instanceof DeliveryState.Accepted) return Disposition.ACCEPTED;
        if (outcome instanceof DeliveryState.Rejected) return Disposition.REJECTED;
        if (outcome instanceof DeliveryState.Modified modified) {
            if (modified.undeliverableHere()) return Disposition.REJECTED;
            return modified.deliveryFailed() ? Disposition.FAILED : Disposition.RELEASED;
        }
        return Disposition.RELEASED;
    }

    /** As much of an outcome as is needed once its transaction commits; what clients say may be long. */
    static DeliveryState brief(DeliveryState outcome) {
        if (outcome instanceof DeliveryState.Modified modified) return unannotated(modified);
        if (outcome instanceof DeliveryState.UnknownState) return DeliveryState.RELEASED; // as disposition() has it
        if (!(outcome instanceof DeliveryState.Rejected rejected) || rejected.error() == null) return outcome;
        return new DeliveryState.Rejected(new AmqpError(rejected.error().condition(), why(outcome)));
    }

    /** As much of a state as is acted on later: its condition, too, may be long. */
    static @Nullable DeliveryState kept(@Nullable DeliveryState state) {
        if (state == null || state instanceof DeliveryState.UnknownState) return null;
        if (state instanceof DeliveryState.TransactionalState of) {
            return new DeliveryState.TransactionalState(Binary.of(), kept(of.outcome()));
        }
        return shortOf(state);
    }

    private static DeliveryState shortOf(DeliveryState state) {
        DeliveryState brief = brief(state);
        if (wordsLength(brief) <= 2 * DeadLetter.REASON_MAX) return brief;
        return new DeliveryState.Rejected(new AmqpError(ErrorCondition.INTERNAL_ERROR, why(state)));
    }

    /** Characters that a client has chosen and that are kept with a brief outcome: most have none. */
    static int wordsLength(DeliveryState outcome) {
        if (!(outcome instanceof DeliveryState.Rejected rejected) || rejected.error() == null) return 0;
        return rejected.error().condition().text().length() + why(outcome).length();
    }

    /** What is done of an outcome: annotations are not merged. */
    private static DeliveryState unannotated(DeliveryState.Modified modified) {
        if (modified.messageAnnotations().isEmpty()) return modified;
        return new DeliveryState.Modified(
                modified.deliveryFailed(), modified.undeliverableHere(), Collections.emptyMap());
    }

    private static String cut(String words) {
        return words.length() <= DeadLetter.REASON_MAX ? words : words.substring(0, DeadLetter.REASON_MAX);
    }

    /** What the client says for people, cut to what a dead letter keeps; empty if nothing. */
    static String why(DeliveryState outcome) {
        if (outcome instanceof DeliveryState.Modified modified && modified.undeliverableHere()) {
            return "undeliverable here";
        }
        if (!(outcome instanceof DeliveryState.Rejected rejected)) return "";
        if (rejected.error() == null) return "rejected";
        String words = rejected.error().description();
        return cut(words == null ? rejected.error().condition().text() : words);
    }

    private void add(
            ConsumerLink of, long sequence, long deliveryId, DeliveryState told, boolean settled, boolean mayWait) {
        DeliveryState outcome = shortOf(told);
        boolean isEqual = of == link && settled == isSettled && outcome.equals(state);
        if (!isEqual || count == GATHERED_MAX) flush();
        if (count == sequences.length) {
            sequences = Arrays.copyOf(sequences, 2 * count);
            deliveryIds = Arrays.copyOf(deliveryIds, 2 * count);
        }
        canWait = mayWait && (canWait || count == 0);
        link = of;
        state = outcome;
        isSettled = settled;
        sequences[count] = sequence;
        deliveryIds[count++] = deliveryId;
    }
}
