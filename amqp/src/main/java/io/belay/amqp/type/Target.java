package io.belay.amqp.type;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the messages of a link go (§3.5.4). Maps and lists are empty when absent.
 *
 * @param address of the node; null with {@code dynamic} unset means a link for messages that name their address
 *     themselves
 * @param durability what survives
 * @param expiryPolicy when the countdown begins
 * @param timeoutS seconds from then until it is gone, 0 to 4294967295
 * @param dynamic asks the peer to make a node
 * @param dynamicNodeProperties of the node that is to be made
 * @param capabilities extensions
 */
public record Target(
        @Nullable String address,
        TerminusDurability durability,
        ExpiryPolicy expiryPolicy,
        long timeoutS,
        boolean dynamic,
        Map<Symbol, @Nullable Object> dynamicNodeProperties,
        List<Symbol> capabilities)
        implements TargetTerminus {

    /** A target at {@code address} with nothing else set. */
    public static Target at(@Nullable String address) {
        return new Target(
                address,
                TerminusDurability.NONE,
                ExpiryPolicy.SESSION_END,
                0,
                false,
                Collections.emptyMap(),
                List.of());
    }
}
