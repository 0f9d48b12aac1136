package io.belay.client;

/** A temporary queue or topic: it lives as long as the session, with what is in it, unless it is deleted. */
public final class ClientTemporary {
    ClientTemporary() {}

    /** Its address, as others can send to it. If the session was lost it may have become another one. */
    public ClientAddress address() {
        throw new AssertionError();
    }

    /** Deletes it with what is in it. Refused if somebody consumes from it. */
    public void delete(long deadlineMs, Answer answer) {}
}
