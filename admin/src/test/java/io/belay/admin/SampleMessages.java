package io.belay.admin;

import io.belay.core.DeadLetter;
import io.belay.core.Entry;
import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.core.Refusal;
import io.belay.core.RetainedView;
import io.belay.core.TopicView;
import io.belay.node.Address;
import io.belay.node.QueueAnswer;
import io.belay.node.QueueItem;
import io.belay.node.QueuePage;
import io.belay.node.QueueTaken;
import io.belay.node.message.MessageDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A queue, {@code orders}, with what is put into it, and one retained message. */
final class SampleMessages implements MessageSource {
    static final int LENGTH_MAX = 1_000;

    final List<String> asked = new ArrayList<>();
    final List<Message> sent = new ArrayList<>();
    String body = "hello";

    private QueueItem item() {
        Message message = draft(body).message("orders", Samples.NOW_MS);
        DeadLetter dead = new DeadLetter("work", "2 deliveries failed", Samples.NOW_MS);
        return new QueueItem(new Entry(7, 12, 4, 0, 1, 0), QueueItem.State.READY, dead, message);
    }

    static MessageDraft draft(String text) {
        return new MessageDraft(
                text,
                new byte[0],
                Guarantee.EXACTLY_ONCE,
                4,
                0,
                false,
                "text/plain",
                null,
                null,
                null,
                null,
                Map.of("colour", "red"));
    }

    private static final Refusal NONE = new Refusal(Refusal.Reason.NO_QUEUE, "there is none");

    @Override
    public int lengthMax() {
        return LENGTH_MAX;
    }

    @Override
    public CompletableFuture<QueuePage> browse(String queue, long after, int most) {
        asked.add("browse " + queue + " after " + after + ", " + most);
        boolean isThere = queue.equals("orders");
        List<QueueItem> items = isThere ? List.of(item()) : List.of();
        return CompletableFuture.completedFuture(new QueuePage(items, 7, isThere ? null : NONE, null));
    }

    @Override
    public CompletableFuture<QueueTaken> receive(String queue, int most, long waitMs) {
        asked.add("receive " + queue + " " + most + ", " + waitMs);
        return CompletableFuture.completedFuture(new QueueTaken(-5, List.of(item()), null, null));
    }

    @Override
    public CompletableFuture<Boolean> settle(long receipt, boolean isTaken) {
        asked.add("settle " + receipt + " " + isTaken);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<QueueAnswer> send(Address to, MessageDraft draft, boolean mayCreate) {
        asked.add("send " + to + " " + mayCreate);
        sent.add(draft.message(to.name(), Samples.NOW_MS));
        return CompletableFuture.completedFuture(new QueueAnswer.Done(true, 1));
    }

    @Override
    public CompletableFuture<List<RetainedView>> retained(String prefix, String after, int most) {
        asked.add("retained " + prefix + " after " + after + ", " + most);
        return CompletableFuture.completedFuture(
                List.of(new RetainedView("a/b", 3, Guarantee.AT_LEAST_ONCE, 8, Long.MAX_VALUE)));
    }

    @Override
    public CompletableFuture<Optional<Message>> retained(String topic) {
        boolean isThere = topic.equals("a/b");
        return CompletableFuture.completedFuture(
                isThere ? Optional.of(draft("<b>").message(topic, Samples.NOW_MS)) : Optional.empty());
    }

    @Override
    public CompletableFuture<Boolean> clearRetained(String topic) {
        asked.add("clear " + topic);
        return CompletableFuture.completedFuture(topic.equals("a/b"));
    }

    @Override
    public CompletableFuture<List<TopicView>> topics(String prefix, String after, int most) {
        return CompletableFuture.completedFuture(List.of(new TopicView("news/#", 2, 1, 3)));
    }
}
