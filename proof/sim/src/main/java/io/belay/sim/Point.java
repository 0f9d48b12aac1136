package io.belay.sim;

/** Where on its way a packet was seen. */
public enum Point {
    /** The client handed it to the line. */
    CLIENT_SENT("->  "),
    /** The server was given its last byte. */
    SERVER_GOT(" ->|"),
    /** The server handed it to the line. */
    SERVER_SENT("|<- "),
    /** The client was given its last byte. */
    CLIENT_GOT("<-  ");

    private final String arrow;

    Point(String arrow) {
        this.arrow = arrow;
    }

    /** A picture of it for the reader of a history, four characters. */
    public String arrow() {
        return arrow;
    }
}
