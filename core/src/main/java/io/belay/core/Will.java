package io.belay.core;

/**
 * What a session wants published when its line is lost.
 *
 * @param message to publish; its expiry counts from the moment it is published
 * @param delayMs between the loss of the line and the will, 0 or more
 * @param expiryMs life of the message once it is due, 0 or more; −1 for ever
 */
public record Will(Message message, long delayMs, long expiryMs) {}
