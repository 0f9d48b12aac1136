package io.belay.jms;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An event of a connection in the Flight Recorder: {@code io.belay.jms.Connection}. */
@Name("io.belay.jms.Connection")
@Label("Messaging connection")
@Category("Belay")
@Description(
        "What happened to a connection: connected, interrupted, attempt failed, resumed, session or destination lost, failed, closed")
@StackTrace(false)
final class FlightRecord extends Event {
    @Label("Connection")
    private final String connection;

    @Label("Kind")
    private final String kind;

    @Label("Address")
    private final String address;

    @Label("Words")
    private final String words;

    private FlightRecord(String connection, ConnectionEvent event) {
        this.connection = connection;
        kind = event.getClass().getSimpleName();
        address = event.address();
        words = event.text();
    }

    /** Records an event, if anybody records. */
    static void of(String connection, ConnectionEvent event) {
        new FlightRecord(connection, event).commit();
    }

    @Override
    public String toString() {
        return connection + " " + kind + " " + address + ": " + words;
    }
}
