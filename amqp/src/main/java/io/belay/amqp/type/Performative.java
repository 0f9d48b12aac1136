package io.belay.amqp.type;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a frame says (AMQP 1.0 §2.7). A uint is a {@code long} from 0 to 4294967295, a ushort an {@code int} from 0 to
 * 65535; −1 stands for one that is absent and has no default. What has a default is never absent. Maps and lists are
 * empty when absent unless they may be null.
 */
public sealed interface Performative {
    /** The largest uint: no limit where a uint is a limit. */
    long UINT_MAX = 0xFFFF_FFFFL;

    /** The largest ushort: no limit where a ushort is a limit. */
    int USHORT_MAX = 0xFFFF;

    /**
     * Opens a connection (§2.7.1).
     *
     * @param containerId who speaks
     * @param hostname the virtual host that is wanted
     * @param maxFrameSize the largest frame that may be sent to the speaker, bytes; {@link #UINT_MAX} when absent
     * @param channelMax the highest channel that may be used; {@link #USHORT_MAX} when absent
     * @param idleTimeoutMs the peer must send within this time; 0, also when absent, is without bound
     * @param outgoingLocales in which it can speak, most wanted first
     * @param incomingLocales in which it wants to be spoken to
     * @param offeredCapabilities extensions that it can do
     * @param desiredCapabilities extensions that it would like
     * @param properties of the connection
     */
    record Open(
            String containerId,
            @Nullable String hostname,
            long maxFrameSize,
            int channelMax,
            long idleTimeoutMs,
            List<Symbol> outgoingLocales,
            List<Symbol> incomingLocales,
            List<Symbol> offeredCapabilities,
            List<Symbol> desiredCapabilities,
            Map<Symbol, @Nullable Object> properties)
            implements Performative {}

    /**
     * Begins a session (§2.7.2).
     *
     * @param remoteChannel the peer's channel if this is an answer, −1 when absent
     * @param nextOutgoingId the transfer-id of the first transfer to come
     * @param incomingWindow transfers that it can take
     * @param outgoingWindow transfers that it can send
     * @param handleMax the highest handle that may be used; {@link #UINT_MAX} when absent
     * @param offeredCapabilities extensions that it can do
     * @param desiredCapabilities extensions that it would like
     * @param properties of the session
     */
    record Begin(
            int remoteChannel,
            long nextOutgoingId,
            long incomingWindow,
            long outgoingWindow,
            long handleMax,
            List<Symbol> offeredCapabilities,
            List<Symbol> desiredCapabilities,
            Map<Symbol, @Nullable Object> properties)
            implements Performative {}

    /**
     * Attaches a link (§2.7.3).
     *
     * @param name of the link
     * @param handle its number as long as it is attached
     * @param role of the speaker
     * @param senderSettleMode {@link SenderSettleMode#MIXED} when absent
     * @param receiverSettleMode {@link ReceiverSettleMode#FIRST} when absent
     * @param source null also when the link is refused
     * @param target null also when the link is refused
     * @param unsettled tag to state (null: no state yet) of deliveries that survived; null when nothing is said of them
     * @param incompleteUnsettled there are more than {@code unsettled} tells
     * @param initialDeliveryCount −1 when absent, as with a receiver
     * @param maxMessageSize bytes, 0 without bound; what is beyond {@code long} comes as its largest
     * @param offeredCapabilities extensions that it can do
     * @param desiredCapabilities extensions that it would like
     * @param properties of the link
     */
    record Attach(
            String name,
            long handle,
            Role role,
            SenderSettleMode senderSettleMode,
            ReceiverSettleMode receiverSettleMode,
            @Nullable Source source,
            @Nullable TargetTerminus target,
            @Nullable Map<Binary, @Nullable DeliveryState> unsettled,
            boolean incompleteUnsettled,
            long initialDeliveryCount,
            long maxMessageSize,
            List<Symbol> offeredCapabilities,
            List<Symbol> desiredCapabilities,
            Map<Symbol, @Nullable Object> properties)
            implements Performative {}

    /**
     * Moves windows and credit (§2.7.4).
     *
     * @param nextIncomingId the transfer-id that it expects next, −1 when absent: it has not seen the peer's begin
     * @param incomingWindow transfers that it can take
     * @param nextOutgoingId the transfer-id that it sends next
     * @param outgoingWindow transfers that it can send
     * @param handle of the link, −1 when the flow is of the session alone; then the next five say nothing
     * @param deliveryCount of the link's sender, −1 when absent
     * @param linkCredit messages that may be sent beyond {@code deliveryCount}, −1 when absent
     * @param available messages that wait at the sender, −1 when absent
     * @param drain use the credit up
     * @param echo the peer should answer with its own flow
     * @param properties of the link
     */
    record Flow(
            long nextIncomingId,
            long incomingWindow,
            long nextOutgoingId,
            long outgoingWindow,
            long handle,
            long deliveryCount,
            long linkCredit,
            long available,
            boolean drain,
            boolean echo,
            Map<Symbol, @Nullable Object> properties)
            implements Performative {}

    /**
     * Carries a message or a part of one, which travels beside it (§2.7.5).
     *
     * @param handle of the link
     * @param deliveryId −1 when absent, as it may be in all transfers of a delivery but the first
     * @param deliveryTag at most 32 bytes; null when absent, as it may be in all transfers but the first
     * @param messageFormat −1 when absent, as it may be in all transfers but the first
     * @param settled nothing more will be said of it; in a delivery of several transfers one is enough
     * @param more transfers of the same delivery follow
     * @param receiverSettleMode for this delivery; null: that of the link
     * @param state at the sender
     * @param resume the delivery began on an earlier attachment
     * @param aborted what came of the delivery is to be thrown away
     * @param batchable the answer may wait for others
     */
    record Transfer(
            long handle,
            long deliveryId,
            @Nullable Binary deliveryTag,
            long messageFormat,
            boolean settled,
            boolean more,
            @Nullable ReceiverSettleMode receiverSettleMode,
            @Nullable DeliveryState state,
            boolean resume,
            boolean aborted,
            boolean batchable)
            implements Performative {}

    /**
     * Tells the state of deliveries (§2.7.6).
     *
     * @param role of the speaker on the links of these deliveries
     * @param first delivery-id
     * @param last delivery-id, {@code first} when absent; a serial number, so it may be the smaller one
     * @param settled nothing more will be said of them
     * @param state of all of them
     * @param batchable the answer may wait for others
     */
    record Disposition(
            Role role,
            long first,
            long last,
            boolean settled,
            @Nullable DeliveryState state,
            boolean batchable) implements Performative {}

    /**
     * Detaches a link (§2.7.7).
     *
     * @param handle of the link
     * @param closed the link is over; otherwise it is suspended
     * @param error why
     */
    record Detach(long handle, boolean closed, @Nullable AmqpError error) implements Performative {}

    /**
     * Ends a session (§2.7.8).
     *
     * @param error why
     */
    record End(@Nullable AmqpError error) implements Performative {}

    /**
     * Closes a connection (§2.7.9).
     *
     * @param error why
     */
    record Close(@Nullable AmqpError error) implements Performative {}
}
