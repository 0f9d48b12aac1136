package io.belay.core;

/**
 * What people may know of a retained message.
 *
 * @param topic that it stands for
 * @param number by which its body can be read
 * @param guarantee that its publisher asked for
 * @param length as {@link Message#length} counts, bytes
 * @param expiresAtMs broker time, milliseconds since 1970; {@link Long#MAX_VALUE} never
 */
public record RetainedView(String topic, long number, Guarantee guarantee, int length, long expiresAtMs) {}
