package io.belay.sim;

/**
 * What a message of a program has beside its number.
 *
 * @param priority 0 to 9, the higher the sooner
 * @param group of messages that one consumer gets as long as it is there; empty for none
 * @param length bytes that follow the number, 0 or more
 * @param answers the number of the question that it answers, 0 for none
 * @param ttlMs how long it is to last, 0 for ever
 */
public record Label(int priority, String group, int length, long answers, long ttlMs) {
    /** As most messages are. */
    public static final Label NONE = new Label(4, "", 0, 0);

    /** Of a message that lasts. */
    public Label(int priority, String group, int length, long answers) {
        this(priority, group, length, answers, 0);
    }

    /** Whether it may expire: then it is owed to nobody. */
    public boolean expires() {
        return ttlMs > 0;
    }

    /** Of a message that answers a question. */
    static Label answering(long question) {
        return new Label(NONE.priority, "", 0, question);
    }
}
