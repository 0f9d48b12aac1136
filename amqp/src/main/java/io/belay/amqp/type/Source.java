package io.belay.amqp.type;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the messages of a link come from (§3.5.3). Maps and lists are empty when absent.
 *
 * @param address of the node
 * @param durability what survives
 * @param expiryPolicy when the countdown begins
 * @param timeoutS seconds from then until it is gone, 0 to 4294967295
 * @param dynamic asks the peer to make a node
 * @param dynamicNodeProperties of the node that is to be made
 * @param distributionMode {@code move}, {@code copy} or another word
 * @param filter name to filter; a filter is a {@link Described}, kept as it came
 * @param defaultOutcome what becomes of a delivery that was settled without one
 * @param outcomes those that the source can take, by their descriptors' names
 * @param capabilities extensions
 */
public record Source(
        @Nullable String address,
        TerminusDurability durability,
        ExpiryPolicy expiryPolicy,
        long timeoutS,
        boolean dynamic,
        Map<Symbol, @Nullable Object> dynamicNodeProperties,
        @Nullable Symbol distributionMode,
        Map<Symbol, @Nullable Object> filter,
        @Nullable DeliveryState defaultOutcome,
        List<Symbol> outcomes,
        List<Symbol> capabilities) {

    /** A source at {@code address} with nothing else set. */
    public static Source at(@Nullable String address) {
        return new Source(
                address,
                TerminusDurability.NONE,
                ExpiryPolicy.SESSION_END,
                0,
                false,
                Collections.emptyMap(),
                null,
                Collections.emptyMap(),
                null,
                List.of(),
                List.of());
    }
}
