package io.belay.client;

/** Whom a {@link ClientConsumer} tells. Called on the session's thread; may call the session, as an {@link Answer} may. */
public interface ConsumerListener {
    /** A message has come and is this consumer's until its outcome is told. */
    void message(ClientDelivery delivery);

    /**
     * A message that was told is no longer this consumer's: somebody else may have it. What is said of it from now on has no
     * effect; one that was not looked at yet is to be dropped.
     */
    void voided(ClientDelivery delivery);

    /** The broker ended this consumer; what it held is void without further words. */
    void ended(ClientFailure failure);
}
