package io.belay.sim.check;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.sim.Event;
import io.belay.sim.Protocol;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is known of how a line ended at the server, whatever the server says of it. */
final class Ending {
    static final int NEVER = Publication.NEVER;
    private static final long AMQP_SILENCE_US = 500_000; // the shortest that a client may have agreed to

    /** Something was done to it at a moment. */
    record Provocation(int index, Break how) {}

    final int line;
    final String client;
    final Protocol protocol;
    final int opened;
    final List<Provocation> provocations = new ArrayList<>();
    int farewell = NEVER; // when the server got the client's goodbye
    boolean isUnhappy; // that goodbye speaks of an error
    int ended = NEVER; // at the server

    @Nullable
    Break how; // as the network told; null if the server ended it by itself or died

    long silenceMaxUs; // that the server may bear, 0 if it bears any
    long silentUs; // the longest time in which nothing came

    Ending(Event.Opened opened, int index) {
        line = opened.line();
        client = opened.client();
        protocol = opened.protocol();
        this.opened = index;
        if (protocol == Protocol.AMQP) silenceMaxUs = AMQP_SILENCE_US;
    }

    /** The name of the session that its client wants. */
    String session() {
        return protocol == Protocol.MQTT ? client : "amqp:" + client;
    }

    void ended(int index, Event.Ended end) {
        if (ended != NEVER) return;
        ended = index;
        silentUs = end.silentUs();
        boolean isTold = !end.isOwn() && end.how().cause() != Cause.CRASH;
        how = isTold ? end.how() : null;
    }

    /** Whether the server heard from the network that it ended so. */
    boolean wasTold(Cause cause, String words, int at) {
        Break told = how;
        boolean isSo = told != null && told.cause() == cause && told.words().equals(words);
        return isSo && ended < at && farewell > ended;
    }

    /** Whether nothing came for as long as the server may bear, by a clock that is so exact. */
    boolean wasSilent(long roundingUs) {
        return silenceMaxUs > 0 && silentUs >= silenceMaxUs - roundingUs;
    }

    /** Whether something was done to it that must be told so. */
    boolean wasProvoked(Cause cause, String words, int at) {
        return provocations.stream()
                .anyMatch(each -> each.index < at && each.how.cause() == cause && isSaid(each.how.words(), words));
    }

    /** Words are as they were given, or end in bytes: the first that were wrong, or some of them. */
    private static boolean isSaid(String given, String words) {
        int shown = words.lastIndexOf(" on: ");
        if (shown < 0) return words.equals(given);
        String bytes = words.substring(shown + " on: ".length());
        for (int from = 0; from < given.length() && !bytes.isEmpty(); from += 3) {
            String rest = given.substring(from);
            if (rest.startsWith(bytes) || bytes.startsWith(rest)) return true;
        }
        return false;
    }

    @Override
    public String toString() {
        return "line " + line + " of " + client;
    }
}
