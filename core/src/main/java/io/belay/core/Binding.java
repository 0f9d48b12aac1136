package io.belay.core;

/**
 * What of the topics goes into a queue: every published message that the filter matches, that the selector selects and
 * that is not the client's own, if that is asked.
 *
 * @param filter of topics, as in a {@link Subscription}
 * @param selector in the words of {@link Filters}, checked by whoever creates the queue; "" selects all
 * @param noLocal whether messages stay away that {@code clientId} publishes
 * @param clientId of the client whose own messages are meant; "" if it does not matter
 * @param shared whether several may consume at a time; then it is not to be had by who wants it alone, nor the reverse
 */
public record Binding(String filter, String selector, boolean noLocal, String clientId, boolean shared) {
    /** One that is not shared. */
    public Binding(String filter, String selector, boolean noLocal, String clientId) {
        this(filter, selector, noLocal, clientId, false);
    }
}
