package io.belay.client;

import io.belay.amqp.LinkMemory;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Target;
import io.belay.client.ClientFailure.Known;

/**
 * A temporary queue or topic: it lives as long as the session, with what is in it, unless it is deleted. Where the broker keeps no
 * sessions it lives as long as the line, and is gone after that ({@link ClientEvent.DestinationLost}).
 */
public final class ClientTemporary extends ClientLink {
    private final ClientAddress.Kind kind;
    private String address = "";

    ClientTemporary(ClientChannel channel, ClientAddress.Kind kind, long deadlineMs, Answer answer) {
        super(channel, channel.session.names.fresh("t"), true, deadlineMs, answer);
        this.kind = kind;
    }

    /** Its address, as others can send to it; its name is empty until it is made. */
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
        if (told == null) return;
        boolean isAnother = !address.isEmpty() && !address.equals(told);
        if (isAnother) lose("the broker made another one in its place");
        else address = told;
    }

    /** The broker keeps no sessions, so what was there went with the line. */
    void lineLost() {
        if (!address.isEmpty()) lose("it went with its line, for this broker keeps no sessions");
    }

    private void lose(String why) {
        end(new ClientFailure(Known.NOT_DONE, ClientFailure.DESTINATION_LOST, why));
    }

    @Override
    boolean isDone() {
        return true;
    }

    @Override
    boolean isFarewellRefused(ClientFailure why) {
        return true;
    }

    /** Nobody else knows of it, and who waits at it would wait for ever. */
    @Override
    void failed(ClientFailure why) {
        if (!address.isEmpty() && !isClosing()) session.lost(address(), why.words());
    }
}
