package io.belay.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All sessions, and what is still known of the last that ended. */
final class Sessions {
    /** Of how many ended clients the timeline is kept. */
    static final int ENDED_MAX = 1000;

    private final Messages messages;
    private final Map<Long, Session> byNumber = new LinkedHashMap<>(); // oldest first
    private final Map<String, Session> byClientId = new LinkedHashMap<>();
    private final Map<String, Integer> byOwner = new LinkedHashMap<>(); // how many; none with 0
    private final Map<String, Timeline> ended = new LinkedHashMap<>(); // first to end first

    private long lastNumber;

    Sessions(Messages messages) {
        this.messages = messages;
    }

    @Nullable
    Session at(long number) {
        return byNumber.get(number);
    }

    @Nullable
    Session of(String clientId) {
        return byClientId.get(clientId);
    }

    /** The client of this session; null if there is none. */
    @Nullable
    String clientId(long number) {
        Session session = byNumber.get(number);
        return session == null ? null : session.clientId;
    }

    int count() {
        return byNumber.size();
    }

    /** How many an owner has. */
    int countOf(String owner) {
        return byOwner.getOrDefault(owner, 0);
    }

    Collection<Session> all() {
        return byNumber.values();
    }

    /** As {@link #all}, for who ends some of them on the way. */
    List<Session> snapshot() {
        return new ArrayList<>(byNumber.values());
    }

    long lastNumber() {
        return lastNumber;
    }

    /** Begins one. It goes on with the timeline of the client's last session, if that is still known. */
    Session begin(String clientId, String owner) {
        Timeline known = ended.remove(clientId);
        return enter(lastNumber + 1, clientId, owner, known == null ? new Timeline() : known);
    }

    Session enter(long number, String clientId, String owner, Timeline timeline) {
        Session session = new Session(number, clientId, owner, timeline, messages);
        lastNumber = number;
        byNumber.put(number, session);
        byClientId.put(clientId, session);
        byOwner.merge(owner, 1, Integer::sum);
        return session;
    }

    /** Sets where numbers go on, as a checkpoint knows it. */
    void restoreLastNumber(long number) {
        lastNumber = number;
    }

    void remove(Session session) {
        byNumber.remove(session.number);
        byClientId.remove(session.clientId);
        byOwner.computeIfPresent(session.owner, (owner, count) -> count == 1 ? null : count - 1);
        remember(session.clientId, session.timeline);
    }

    void remember(String clientId, Timeline timeline) {
        ended.put(clientId, timeline);
        if (ended.size() > ENDED_MAX) ended.remove(ended.keySet().iterator().next());
    }

    Map<String, Timeline> ended() {
        return ended;
    }

    /** Of all sessions, then of all that ended. */
    Stream<Timeline> timelines() {
        return Stream.concat(byNumber.values().stream().map(session -> session.timeline), ended.values().stream());
    }

    /** What happened to the sessions of a client, oldest first. */
    List<TimelineEntry> timeline(String clientId) {
        Session session = byClientId.get(clientId);
        Timeline timeline = session != null ? session.timeline : ended.get(clientId);
        return timeline == null ? List.of() : timeline.entries();
    }
}
