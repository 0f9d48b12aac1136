package io.belay.node;

import io.belay.core.Message;
import io.belay.log.DiskReport;
import io.belay.log.Log;
import io.belay.log.Span;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads bodies back from the log for lines whose deliveries lack them, many at a time and neighbours together, so that a backlog flows. */
final class Loader {
    private static final int BODIES_MAX = 512; // of one line at a time

    /** Bodies on their way from the disk to one line: those of the records of the span. */
    private record Load(NodeLine line, Span span, List<Sends.Send> sends) {}

    /** One message that somebody wants to look at. */
    private record Fetch(long number, Span span, java.util.function.Consumer<@Nullable Outgoing> taker) {}

    private final Log log;
    private final NodeOptions options;
    private final LinkedHashSet<NodeLine> queue = new LinkedHashSet<>(); // lines that lack something, in turn
    private long bytesUnderWay;
    private final Map<Long, Load> underWay = new LinkedHashMap<>();
    private final Map<Long, Fetch> fetches = new LinkedHashMap<>(); // by request, as underWay
    private long fetchBytes;
    private long lastRequest;

    Loader(Log log, NodeOptions options) {
        this.log = log;
        this.options = options;
    }

    /** A line lacks something, and has room for it: its turn comes when less is under way, and after those before it. */
    void queue(NodeLine line) {
        queue.add(line);
    }

    /** Orders what {@code line} lacks, as far as one load goes. */
    void load(NodeLine line, Bodies bodies) {
        long taken = 0; // in memory counts as well: what waits for a slow line must not keep more than its share
        List<Sends.Send> gone = new ArrayList<>();
        Iterator<Sends.Send> waiting = line.sends.waiting().iterator();
        Load load = null;
        for (int count = 0; waiting.hasNext() && count < BODIES_MAX && taken < options.lineBytesMax(); ) {
            Sends.Send send = waiting.next();
            long number = send.parcel.number();
            if (number == 0) continue;
            if (send.body == null) send.body = bodies.find(number);
            if (send.body != null) {
                taken += send.body.cost();
            } else if (log.placeOf(number) < 0) {
                gone.add(send);
            } else {
                load = add(load, line, send);
                taken += log.lengthOf(number);
                count++;
            }
        }
        if (load != null) order(load);
        for (Sends.Send send : gone) {
            line.sends.giveUp(send);
            send.parcel.givenUp();
        }
    }

    /** Reads a message that is in the log, to be looked at; false if {@code bytesMax} are being read already. */
    boolean fetch(long number, long bytesMax, java.util.function.Consumer<@Nullable Outgoing> taker) {
        if (fetchBytes >= bytesMax) return false;
        long request = ++lastRequest;
        Span span = log.span(number);
        fetches.put(request, new Fetch(number, span, taker));
        fetchBytes += span.length();
        log.read(request, span);
        return true;
    }

    /** Passes on what was fetched; false if the read is of another kind. */
    boolean fetched(DiskReport.ReadDone done, Bodies bodies) {
        Fetch fetch = fetches.remove(done.request());
        if (fetch == null) return false;
        fetchBytes -= fetch.span().length();
        boolean isNeeded = log.placeOf(fetch.number()) >= 0;
        Message message = isNeeded ? Records.readMessage(log.bodyOf(done, fetch.span(), 0)) : null;
        Outgoing body = message == null ? null : new Outgoing(message);
        if (body != null) bodies.add(fetch.number(), body);
        fetch.taker().accept(body);
        return true;
    }

    /** Fills in what a read has brought; the line that waited for it. */
    NodeLine done(DiskReport.ReadDone done, Bodies bodies) {
        Load load = take(done.request());
        int index = 0;
        for (Sends.Send send : load.sends()) {
            long number = send.parcel.number();
            Message message = Records.readMessage(log.bodyOf(done, load.span(), index++));
            if (message == null) throw new IllegalStateException("no message in the record of " + send.parcel);
            send.body = new Outgoing(message);
            if (log.placeOf(number) >= 0) bodies.add(number, send.body);
        }
        return load.line();
    }

    /** The line whose turn has come, null if there is none. */
    @Nullable
    NodeLine turn() {
        if (queue.isEmpty() || bytesUnderWay >= options.loadBytesMax()) return null;
        NodeLine next = queue.iterator().next();
        queue.remove(next);
        return next;
    }

    /** Adds to what is about to be read, or orders that and begins anew. */
    private Load add(@Nullable Load load, NodeLine line, Sends.Send send) {
        long number = send.parcel.number();
        boolean isNear = load != null && log.extend(load.span(), number);
        if (load != null && !isNear) order(load);
        Load its = isNear ? load : new Load(line, log.span(number), new ArrayList<>());
        its.sends().add(send);
        return its;
    }

    private void order(Load load) {
        long request = ++lastRequest;
        underWay.put(request, load);
        bytesUnderWay += load.span().length();
        load.line().loads++;
        log.read(request, load.span());
    }

    private Load take(long request) {
        Load load = Objects.requireNonNull(underWay.remove(request), "a read that was ordered");
        load.line().loads--;
        bytesUnderWay -= load.span().length();
        return load;
    }
}
