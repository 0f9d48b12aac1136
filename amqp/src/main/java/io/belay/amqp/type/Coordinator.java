package io.belay.amqp.type;

import java.util.List;

/**
 * The end of a link that begins and ends transactions (§4.5.1).
 *
 * @param capabilities such as {@code amqp:local-transactions}, empty when absent
 */
public record Coordinator(List<Symbol> capabilities) implements TargetTerminus {}
