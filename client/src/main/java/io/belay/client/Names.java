package io.belay.client;

import java.util.Map;
import java.util.TreeMap;

/** The names of links that are in use: no two of one direction have the same. */
final class Names {
    private final Map<String, ClientLink> senders = new TreeMap<>();
    private final Map<String, ClientLink> receivers = new TreeMap<>();
    private long last;

    /** A name that was never used: short, for it is said at each return. */
    String fresh(String prefix) {
        return prefix + ++last;
    }

    /**
     * The name of a consumer's link: a subscription is known by what stands before the first {@code |} of it (reference D.5).
     */
    String of(ConsumerSpec spec) {
        String subscription = spec.subscription();
        if (subscription == null) return fresh("c");
        if (!spec.isShared()) return subscription;
        String kind = (spec.isGlobal() ? "global" : "")
                + (spec.isDurable() ? "" : spec.isGlobal() ? "-volatile" : "volatile");
        return fresh(subscription + "|" + kind);
    }

    /** Takes the link's name; false if another has it, which is closing: it is to be tried again then. */
    boolean take(ClientLink link) {
        Map<String, ClientLink> taken = link.sends ? senders : receivers;
        ClientLink other = taken.putIfAbsent(link.name, link);
        return other == null || other == link;
    }

    /** Gives the name back, and lets who waits for it attach. */
    void give(ClientLink link) {
        Map<String, ClientLink> taken = link.sends ? senders : receivers;
        if (taken.remove(link.name, link)) link.channel.session.channels.each(ClientChannel::attachAll);
    }

    /** How many consumers will be attached again. */
    int returning() {
        int count = 0;
        for (ClientLink link : receivers.values()) if (link instanceof ClientConsumer && link.isReturning()) count++;
        return count;
    }

    /** Whether a receiver has that name and is not closing. */
    boolean isReceiving(String name) {
        ClientLink link = receivers.get(name);
        return link != null && !link.isClosing();
    }
}
