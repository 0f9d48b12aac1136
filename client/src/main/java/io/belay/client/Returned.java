package io.belay.client;

/** What was restored on one return, counted. */
final class Returned {
    int resent;
    int confirmed;
    int reacknowledged;
    int replayed;
    int voided;

    ClientEvent.Resumed event(String address, int links) {
        return new ClientEvent.Resumed(address, links, resent, confirmed, reacknowledged, replayed, voided);
    }
}
