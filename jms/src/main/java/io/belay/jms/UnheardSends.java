package io.belay.jms;

import io.belay.base.Many;
import io.belay.client.ClientFailure;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sends that failed and that nobody waited for. A cut may take thousands of them at a time: what fails for the same reason at about
 * the same time is told as one. On the loop.
 */
final class UnheardSends {
    /** Messages that a report names; it counts them all. */
    static final int NAMED_MAX = 10;

    /** How long a report waits for more. */
    static final int GATHER_MS = 100;

    /** Why a send failed: what is known of it, and the condition. */
    private record Reason(ClientFailure.Known known, String condition) {}

    /** Those that failed for one reason. */
    private static final class Gathered {
        final ClientFailure first;
        final List<String> named = new ArrayList<>();
        int count;

        Gathered(ClientFailure first) {
            this.first = first;
        }

        void add(String send) {
            count++;
            if (named.size() < NAMED_MAX) named.add(send);
        }

        JMSException report() {
            String names = String.join(", ", named);
            String more = count > named.size() ? " and " + (count - named.size()) + " more" : "";
            return Refusals.exception(Many.of(count, "message") + " that nobody waited for: " + names + more, first);
        }
    }

    private final Consumer<JMSException> teller;
    private final Consumer<Runnable> later;
    private final Map<Reason, Gathered> gathered = new LinkedHashMap<>();

    /**
     * None so far.
     *
     * @param teller hears of each report
     * @param later runs a task on the loop, {@link #GATHER_MS} from now
     */
    UnheardSends(Consumer<JMSException> teller, Consumer<Runnable> later) {
        this.teller = teller;
        this.later = later;
    }

    /**
     * One has failed.
     *
     * @param send which one, for people
     */
    void failed(String send, ClientFailure failure) {
        if (gathered.isEmpty()) later.accept(this::tell);
        Reason reason = new Reason(failure.known(), failure.condition().text());
        gathered.computeIfAbsent(reason, any -> new Gathered(failure)).add(send);
    }

    /** Tells what there is to tell. */
    void tell() {
        List<Gathered> all = List.copyOf(gathered.values());
        gathered.clear();
        for (Gathered each : all) teller.accept(each.report());
    }
}
