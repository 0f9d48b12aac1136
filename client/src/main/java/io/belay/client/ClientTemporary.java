package io.belay.client;

import io.belay.amqp.LinkMemory;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Target;

/** A temporary queue or topic: it lives as long as the session, with what is in it, unless it is deleted. */
public final class ClientTemporary extends ClientLink {
    private final ClientAddress.Kind kind;
    private String address = "";

    ClientTemporary(ClientChannel channel, ClientAddress.Kind kind, long deadlineMs, Answer answer) {
        super(channel, channel.session.names.fresh("t"), true, deadlineMs, answer);
        this.kind = kind;
    }

    /**
     * Its address, as others can send to it; its name is empty until it is made. If the session was lost it may have become
     * another one.
     */
    public ClientAddress address() {
        return new ClientAddress(address, kind);
    }

    /** Deletes it with what is in it. Refused if somebody consumes from it. */
    public void delete(long deadlineMs, Answer answer) {
        closeLink(deadlineMs, answer);
    }

    @Override
    Attach attach() {
        return Termini.temporary(session, name, kind, address.isEmpty() ? null : address);
    }

    @Override
    LinkMemory memory() {
        return LinkMemory.NONE;
    }

    @Override
    void goOn(Attach theirs) {
        String told = theirs.target() instanceof Target target ? target.address() : null;
        if (told != null) address = told;
    }

    @Override
    boolean isDone() {
        return true;
    }

    @Override
    boolean isFarewellRefused(ClientFailure why) {
        return true;
    }

    @Override
    void failed(ClientFailure why) {}
}
