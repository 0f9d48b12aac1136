package io.belay.client;

/** How much of what was taken to be sent is not settled, and whether more may be. */
final class Room {
    private final int countMax;
    private final long lengthMax;
    private final ClientListener listener;
    private int count;
    private long length; // bytes
    private boolean wasFull; // and the listener does not know yet that it is over

    Room(ClientOptions options, ClientListener listener) {
        countMax = options.unsettledCountMax();
        lengthMax = options.unsettledLengthMax();
        this.listener = listener;
    }

    boolean isFree() {
        boolean isFree = count < countMax && length < lengthMax;
        wasFull |= !isFree;
        return isFree;
    }

    int count() {
        return count;
    }

    void take(ClientSend send) {
        count++;
        length += send.length();
        send.takesRoom = true;
        isFree();
    }

    void give(ClientSend send) {
        if (!send.takesRoom) return;
        send.takesRoom = false;
        count--;
        length -= send.length();
    }

    /** To be called when nothing is half done. */
    void tell() {
        if (!wasFull || count >= countMax || length >= lengthMax) return;
        wasFull = false;
        listener.writable();
    }
}
