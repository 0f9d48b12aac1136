package io.belay.amqp;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** What is kept of the state of a delivery for as long as that is not settled: a peer may make it as long as a frame. */
final class KeptState {
    /** Characters of a condition, and as many of a description. */
    static final int WORDS_MAX = 400;

    /** Bytes of the name of a transaction, which nobody needs to make longer than a tag. */
    static final int TRANSACTION_LENGTH_MAX = 32;

    private KeptState() {}

    /** {@code state} with few words and no maps; null for one that we do not know. */
    static @Nullable DeliveryState of(@Nullable DeliveryState state) {
        if (state instanceof DeliveryState.UnknownState) return null;
        if (state instanceof DeliveryState.Declared declared) {
            return new DeliveryState.Declared(brief(declared.transactionId()));
        }
        if (!(state instanceof DeliveryState.TransactionalState of)) return brief(state);
        return new DeliveryState.TransactionalState(brief(of.transactionId()), brief(of.outcome()));
    }

    private static Binary brief(Binary transaction) {
        return transaction.length() <= TRANSACTION_LENGTH_MAX ? transaction : Binary.of();
    }

    private static @Nullable DeliveryState brief(@Nullable DeliveryState state) {
        if (state instanceof DeliveryState.UnknownState) return DeliveryState.RELEASED; // An outcome, whatever it is.
        if (state instanceof DeliveryState.Rejected rejected && rejected.error() != null) {
            AmqpError error = brief(rejected.error());
            return error == rejected.error() ? state : new DeliveryState.Rejected(error);
        }
        if (!(state instanceof DeliveryState.Modified modified)) return state;
        if (modified.messageAnnotations().isEmpty()) return state;
        return new DeliveryState.Modified(
                modified.deliveryFailed(), modified.undeliverableHere(), Collections.emptyMap());
    }

    private static AmqpError brief(AmqpError error) {
        String words = cut(error.description());
        boolean isOdd = error.condition().text().length() > WORDS_MAX;
        boolean isBrief = words == error.description() && !isOdd && error.info().isEmpty();
        if (isBrief) return error;
        return new AmqpError(isOdd ? ErrorCondition.INTERNAL_ERROR : error.condition(), words);
    }

    private static @Nullable String cut(@Nullable String words) {
        return words == null || words.length() <= WORDS_MAX ? words : words.substring(0, WORDS_MAX);
    }
}
