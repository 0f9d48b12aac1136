package io.belay.client;

import io.belay.amqp.type.ErrorCondition;
import io.belay.client.ClientFailure.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The channels of a session that have links. */
final class Channels {
    private final List<ClientChannel> channels = new ArrayList<>();
    private int channelMax = Integer.MAX_VALUE; // the highest number of one that the broker takes

    /** The broker says so when it lets us in. */
    void channelMax(int highest) {
        channelMax = highest;
    }

    /** Why the broker does not let a channel be there beside the others; null if it does, or it is there already. */
    @Nullable
    ClientFailure oneTooMany(ClientChannel channel) {
        if (channels.size() <= channelMax || channels.contains(channel)) return null;
        String words = "the broker allows " + (channelMax + 1L) + " sessions on a connection, as many are in use";
        return new ClientFailure(Known.NOT_DONE, ErrorCondition.RESOURCE_LIMIT_EXCEEDED, words);
    }

    void keep(ClientChannel channel) {
        if (!channels.contains(channel)) channels.add(channel);
    }

    void remove(ClientChannel channel) {
        channels.remove(channel);
    }

    int count() {
        return channels.size();
    }

    /** Does this with each that is there now; some may go meanwhile. */
    void each(Consumer<ClientChannel> action) {
        List.copyOf(channels).forEach(action);
    }

    boolean areAll(Predicate<ClientChannel> so) {
        return channels.stream().allMatch(so);
    }

    /** The links that are attached. */
    int attachedCount() {
        return channels.stream().mapToInt(ClientChannel::attachedCount).sum();
    }
}
