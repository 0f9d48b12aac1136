package io.belay.client;

/** One message on its way: kept, with its bytes, until nothing more can happen to it. */
public final class ClientSend {
    ClientSend() {}

    /**
     * Gives it up if it has never left on any line.
     *
     * @return whether that is so; then it is answered with {@link ClientFailure.Known#NOT_DONE}. Otherwise nothing happens
     */
    public boolean cancel() {
        return false;
    }
}
