package io.belay.admin;

import io.belay.core.Message;
import io.belay.core.RetainedView;
import io.belay.core.TopicView;
import io.belay.node.Address;
import io.belay.node.QueueAnswer;
import io.belay.node.QueuePage;
import io.belay.node.QueueTaken;
import io.belay.node.message.MessageDraft;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Messages as the admin endpoint sees, takes and sends them. Any thread. */
public interface MessageSource {
    /** The longest message that may be sent, bytes. */
    int lengthMax();

    /** Looks at messages of a queue: {@code most} behind a sequence, or fewer if they are long. */
    CompletableFuture<QueuePage> browse(String queue, long after, int most);

    /** Takes messages from a queue, which go back if they are not settled soon. */
    CompletableFuture<QueueTaken> receive(String queue, int most, long waitMs);

    /** Says whether what was taken has arrived; false if that came too late. */
    CompletableFuture<Boolean> settle(long receipt, boolean isTaken);

    /** Sends a message. */
    CompletableFuture<QueueAnswer> send(Address to, MessageDraft draft, boolean mayCreate);

    /** Retained messages by topic: {@code most} of a prefix behind a name. */
    CompletableFuture<List<RetainedView>> retained(String prefix, String after, int most);

    /** The retained message of a topic. */
    CompletableFuture<Optional<Message>> retained(String topic);

    /** Clears the retained message of a topic; false if there was none. */
    CompletableFuture<Boolean> clearRetained(String topic);

    /** Topic filters that somebody listens to: {@code most} of a prefix behind a name. */
    CompletableFuture<List<TopicView>> topics(String prefix, String after, int most);
}
