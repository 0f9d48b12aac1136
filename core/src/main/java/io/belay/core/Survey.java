package io.belay.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks over the whole broker, for people: what it costs grows with what there is. */
final class Survey {
    private final State state;

    Survey(State state) {
        this.state = state;
    }

    Totals totals() {
        return new Totals(
                state.sessions.count(),
                state.attached,
                state.subscriptions.count(),
                state.retained.count(),
                state.messages.count());
    }

    @Nullable
    RetainedView retained(String topic) {
        Retained.Entry entry = state.retained.at(topic);
        return entry == null ? null : view(entry);
    }

    List<RetainedView> retained(String prefix, String after, int most) {
        Pages<Retained.Entry> pages = new Pages<>(prefix, after, most);
        state.retained.forEach(entry -> pages.add(entry.topic(), entry, (one, other) -> one));
        return pages.found().stream().map(this::view).toList();
    }

    private RetainedView view(Retained.Entry entry) {
        long number = entry.number();
        return new RetainedView(
                entry.topic(),
                number,
                entry.guarantee(),
                state.messages.length(number),
                state.messages.expiresAtMs(number));
    }

    List<TopicView> topics(String prefix, String after, int most) {
        Pages<TopicView> pages = new Pages<>(prefix, after, most);
        for (Session session : state.sessions.all())
            for (Subscription each : session.subscriptions.values()) add(each.filter(), each.isShared(), pages);
        for (Queue queue : state.queues.all()) {
            Binding binding = queue.spec.binding();
            if (binding != null) pages.add(binding.filter(), new TopicView(binding.filter(), 0, 0, 1), Survey::sum);
        }
        return pages.found();
    }

    private static void add(String filter, boolean isShared, Pages<TopicView> pages) {
        pages.add(filter, new TopicView(filter, isShared ? 0 : 1, isShared ? 1 : 0, 0), Survey::sum);
    }

    private static TopicView sum(TopicView one, TopicView other) {
        return new TopicView(
                one.filter(),
                one.subscriptions() + other.subscriptions(),
                one.members() + other.members(),
                one.queues() + other.queues());
    }

    Outstanding outstanding() {
        long backlog = 0;
        long unsettled = 0;
        long oldest = Long.MAX_VALUE;
        for (Queue queue : state.queues.all()) backlog += queue.count();
        for (Session session : state.sessions.all()) {
            backlog += session.backlog.count();
            unsettled += session.window.unsettled();
            oldest = Math.min(oldest, firstOf(session.backlog));
        }
        for (Group group : state.subscriptions.groups()) oldest = Math.min(oldest, firstOf(group.backlog));
        return new Outstanding(state.queues.count(), backlog, unsettled, oldest == Long.MAX_VALUE ? 0 : oldest);
    }

    private static long firstOf(Backlog backlog) {
        return backlog.isEmpty() ? Long.MAX_VALUE : backlog.firstNumber();
    }
}
