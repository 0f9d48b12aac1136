package io.belay.core;

import io.belay.core.Command.Unsubscribe.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@link NaiveBroker} remembers. */
final class NaiveWorld {
    private NaiveWorld() {}

    static final class Entry {
        final Message message;
        final Guarantee guarantee;
        final boolean retain;
        final List<Integer> ids;

        @Nullable
        Crowd from;

        long sequence; // 0 until it is started
        boolean received;
        boolean sent; // on the line of now

        Entry(Message message, Guarantee guarantee, boolean retain, List<Integer> ids) {
            this.message = message;
            this.guarantee = guarantee;
            this.retain = retain;
            this.ids = ids;
        }
    }

    static final class Client {
        final long number;
        final String name;
        final List<Entry> entries = new ArrayList<>(); // not settled, in order
        final Set<Integer> tags = new LinkedHashSet<>();
        final Set<String> linkTags = new LinkedHashSet<>();
        final Map<Topic, Subscription> subscriptions = new LinkedHashMap<>();
        long epoch;
        boolean attached;
        long expiryS;
        int window;

        @Nullable
        Will will;

        long endsAt = Long.MAX_VALUE;
        long willAt = Long.MAX_VALUE;
        long nextSequence = 1;

        Client(long number, String name) {
            this.number = number;
            this.name = name;
        }

        long inFlight() {
            return entries.stream()
                    .filter(entry -> entry.received || entry.sent)
                    .count();
        }

        boolean hasRoom() {
            boolean idle = entries.stream().allMatch(entry -> entry.received || entry.sent);
            return attached && idle && inFlight() < window;
        }
    }

    static final class Crowd {
        final long number;
        final Topic topic;
        final List<Client> turns = new ArrayList<>();
        final List<Entry> waiting = new ArrayList<>();

        Crowd(long number, Topic topic) {
            this.number = number;
            this.topic = topic;
        }
    }
}
