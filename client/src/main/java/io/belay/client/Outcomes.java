package io.belay.client;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.client.ClientFailure.Known;
import org.jspecify.annotations.Nullable;

/** What the broker's word on a message of ours means. */
final class Outcomes {
    private Outcomes() {}

    /** Null if it is accepted. */
    static @Nullable ClientFailure failure(@Nullable DeliveryState state) {
        if (state instanceof DeliveryState.Accepted) return null;
        if (state instanceof DeliveryState.Rejected rejected) return refused(rejected.error());
        boolean isBack = state instanceof DeliveryState.Released || state instanceof DeliveryState.Modified;
        if (isBack) return new ClientFailure(Known.NOT_DONE, ClientFailure.NOT_TAKEN, "the broker did not take it");
        String words = "the broker settled it without an outcome";
        return new ClientFailure(Known.UNKNOWN, ErrorCondition.ILLEGAL_STATE, words);
    }

    private static ClientFailure refused(@Nullable AmqpError error) {
        if (error != null) return ClientFailure.refused(error);
        return new ClientFailure(Known.NOT_DONE, ClientFailure.NOT_TAKEN, "the broker rejected it");
    }
}
