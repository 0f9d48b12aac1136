package io.belay.core;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that share a subscription, and what waits for one of them. A message becomes a member's when that
 * member can start it; until then it is everybody's.
 *
 * <p>Holds between commands: if something waits, no member can take it.
 */
final class Group {
    /** A session and its subscription in the group. */
    record Member(Session session, Subscription subscription) {
        /** Whether it can take a message now. What needs no settling needs no room. */
        boolean canTake() {
            boolean settles = subscription.guarantee() != Guarantee.AT_MOST_ONCE;
            return session.attached && (!settles || session.hasRoom());
        }
    }

    final long number;
    final Command.Unsubscribe.Topic topic;
    final Backlog backlog;
    final Map<Long, Member> members = new LinkedHashMap<>(4); // by session number; whose turn it is first

    long backlogExpiresAtMs = Long.MAX_VALUE; // the timer as it is set

    private final int[] membersByGuarantee = new int[Guarantee.values().length];
    private Member @Nullable [] circle; // the members, for turns of what is not durable
    private int turn; // in the circle; no part of durable state

    Group(long number, Command.Unsubscribe.Topic topic, Messages messages) {
        this.number = number;
        this.topic = topic;
        backlog = new Backlog(messages);
    }

    void join(Session session, Subscription subscription) {
        Member replaced = members.put(session.number, new Member(session, subscription));
        if (replaced != null)
            membersByGuarantee[replaced.subscription.guarantee().ordinal()]--;
        membersByGuarantee[subscription.guarantee().ordinal()]++;
        session.groups.put(number, this);
        circle = null;
    }

    void leave(Session session) {
        Member left = members.remove(session.number);
        if (left != null) membersByGuarantee[left.subscription.guarantee().ordinal()]--;
        session.groups.remove(number);
        circle = null;
    }

    /** The most that any member wants. */
    Guarantee guarantee() {
        if (membersByGuarantee[Guarantee.EXACTLY_ONCE.ordinal()] > 0) return Guarantee.EXACTLY_ONCE;
        if (membersByGuarantee[Guarantee.AT_LEAST_ONCE.ordinal()] > 0) return Guarantee.AT_LEAST_ONCE;
        return Guarantee.AT_MOST_ONCE;
    }

    /** The next member that can take a message; its next turn comes after all others. Null if none can. */
    @Nullable
    Member takeTurn() {
        for (Iterator<Member> all = members.values().iterator(); all.hasNext(); ) {
            Member member = all.next();
            if (!member.canTake()) continue;
            all.remove();
            members.put(member.session.number, member);
            return member;
        }
        return null;
    }

    /** The next member on the line, in turns that are no part of durable state. Null if none is. */
    @Nullable
    Member takePassingTurn() {
        Member[] now = circle;
        if (now == null) now = circle = members.values().toArray(new Member[0]);
        for (int tried = 0; tried < now.length; tried++) {
            turn = turn + 1 < now.length ? turn + 1 : 0;
            if (now[turn].session.attached) return now[turn];
        }
        return null;
    }
}
