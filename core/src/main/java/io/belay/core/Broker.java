package io.belay.core;

import io.belay.base.ByteReader;
import io.belay.base.ByteWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The broker as a state machine: the same commands in the same order give the same state and the same effects, in a
 * test, after a restart, on every node.
 *
 * <p>It knows the time only from {@link Command.Tick}. What depends on time (an expiry that starts with
 * {@link Command.Detach}, a message that may be too old) is judged by the last tick, so whoever appends commands puts
 * a tick before them whenever {@link #nowMs} is behind its clock. One thread at a time.
 */
public final class Broker {
    /**
     * So many entries of queues expire by one tick: the next, of the same time, takes as many more. {@link #nextTimeMs} has
     * passed as long as there are any.
     */
    public static final int EXPIRING_MAX = 10_000;

    private final State state;
    private final Delivering delivering;
    private final Publishing publishing;
    private final Subscribing subscribing;
    private final Attending attending;
    private final Queueing queueing;
    private final Transactions transactions;
    private final Timing timing;
    private final Survey survey;

    /** Starts with no session, queue or message, at time 0, for those without selectors ({@link Filters#NONE}). */
    public Broker() {
        this(Filters.NONE);
    }

    /** Starts with no session, queue or message, at time 0; {@code filters} makes the selectors of bindings. */
    public Broker(Filters filters) {
        this(new State(filters));
    }

    private Broker(State state) {
        this.state = state;
        delivering = new Delivering(state);
        queueing = new Queueing(state);
        publishing = new Publishing(state, delivering, queueing);
        subscribing = new Subscribing(state, delivering);
        attending = new Attending(state, delivering, subscribing, queueing);
        transactions = new Transactions(state, delivering, publishing, queueing);
        timing = new Timing(state, delivering, publishing, attending, queueing);
        survey = new Survey(state);
    }

    /**
     * Changes the state as {@code command} says, and tells what must be done once the command is safe on disk. A
     * command for a session that has ended, or of a line that was displaced, changes nothing.
     *
     * @param command that {@link #refusal} had no objection to when it was logged
     * @return effects, to be carried out in order; never changed afterwards
     * @throws IllegalStateException if an invariant of ours is broken: the node must stop
     */
    public List<Effect> apply(Command command) {
        transactions.before(command);
        change(command);
        return state.takeEffects();
    }

    /**
     * Who gets an AT_MOST_ONCE message now. Changes nothing durable; a retained message must also go by
     * {@link Command.Retain}. One whose time of delivery is still to come goes to nobody now: it must be logged by
     * {@link Command.Publish}, whatever {@link #isQueued} says.
     *
     * @param publisherSession the number of the session that published it; 0 none
     * @param message to deliver
     * @return one delivery for each attached session that wants it, each with sequence 0 and the message at hand
     */
    public List<Effect.Deliver> route(long publisherSession, Message message) {
        return publishing.route(publisherSession, message);
    }

    /**
     * Whether {@code command} may be logged now. Exact, as every earlier command has been applied.
     *
     * @return why not; null if nothing stands in the way
     */
    public @Nullable Refusal refusal(Command command, Limits limits) {
        return new Refusals(state, limits).of(command);
    }

    /**
     * Whether a whole transaction may be logged now, apart from the tag of its {@link Command.Commit}, which is asked for
     * by itself: the sums of what it brings to each queue, bound or named, to each
     * session and group, and to the retained topics. What it consumes makes no room here.
     *
     * @return why not; null if nothing stands in the way
     */
    public @Nullable Refusal refusal(List<Command.Stage> transaction, Limits limits) {
        return new Refusals(state, limits).of(transaction);
    }

    /**
     * Whether a command has the broker keep more than it does: another subscription, a long will, a queue. False for sessions,
     * which are short, for what takes the place of something as long, and for messages, each of which is more.
     */
    public boolean adds(Command command) {
        return new Growth(state).adds(command);
    }

    /**
     * Whether a message that is published to {@code topic} goes to a queue, unless its selector or noLocal objects. If so
     * one that is AT_MOST_ONCE must be logged by {@link Command.Publish} after {@link #route}.
     */
    public boolean isQueued(String topic) {
        return state.subscriptions.match(topic).queues().length > 0;
    }

    /** The wills that fell due and were not fired: what a node fires after replay, as {@link Effect.WillDue}. */
    public List<Effect.WillDue> due() {
        return state.dueWills.stream()
                .map(due -> new Effect.WillDue(due.session(), due.message()))
                .toList();
    }

    /** What makes filters of selectors here. */
    public Filters filters() {
        return state.queues.filters;
    }

    /** Broker time as of the last tick, milliseconds since 1970; 0 before the first. */
    public long nowMs() {
        return state.nowMs;
    }

    /** The earliest time at which a tick would change something but the time; {@link Long#MAX_VALUE} never. */
    public long nextTimeMs() {
        return state.timers.nextMs();
    }

    /** All sessions, oldest first. */
    public List<SessionView> sessions() {
        return state.sessions.all().stream().map(Session::view).toList();
    }

    /** The session of this number; null if there is none. */
    public @Nullable SessionView session(long number) {
        Session session = state.sessions.at(number);
        return session == null ? null : session.view();
    }

    /** The session of this client; null if there is none. */
    public @Nullable SessionView sessionByClientId(String clientId) {
        Session session = state.sessions.of(clientId);
        return session == null ? null : session.view();
    }

    /**
     * What happened to the sessions of this client, oldest first; also of one that ended, as long as it is among the
     * last {@code 1000} to end. Empty if nothing is known.
     */
    public List<TimelineEntry> timeline(String clientId) {
        return state.sessions.timeline(clientId);
    }

    /** When the line of a session before its newest came, broker time; 0 if there was none, or nobody remembers. */
    public long lineBeforeMs(long session) {
        Session known = state.sessions.at(session);
        return known == null ? 0 : known.timeline.lineBeforeMs();
    }

    /** The queue of this name; null if there is none. */
    public @Nullable QueueView queue(String name) {
        Queue queue = state.queues.of(name);
        return queue == null ? null : queue.view();
    }

    /** The queue of this number; null if there is none. */
    public @Nullable QueueView queueAt(long number) {
        Queue queue = state.queues.at(number);
        return queue == null ? null : queue.view();
    }

    /** All queues, oldest first. */
    public List<QueueView> queues() {
        return state.queues.all().stream().map(Queue::view).toList();
    }

    /** Walks the entries of a queue, oldest first, and makes no object for any; nothing if there is no such queue. */
    public void forEachEntry(long queue, EntryVisitor visitor) {
        Queue walked = state.queues.at(queue);
        if (walked != null) walked.forEach(visitor);
    }

    /** An entry of a queue; null if it is not in it. */
    public @Nullable Entry entryAt(long queue, long sequence) {
        Queue found = state.queues.at(queue);
        return found == null || !found.holds(sequence) ? null : found.entry(sequence);
    }

    /** The first entry of a queue after {@code sequence}; null if there is none. */
    public @Nullable Entry entryAfter(long queue, long sequence) {
        Queue found = state.queues.at(queue);
        long next = found == null ? 0 : found.after(sequence);
        return found == null || next == 0 ? null : found.entry(next);
    }

    /** The sequence that the newest entry of this queue got, whether it is still there or not; 0 if there was none. */
    public long lastSequence(long queue) {
        Queue found = state.queues.at(queue);
        return found == null ? 0 : found.lastSequence();
    }

    /** Up to which sequence entries of this queue may be handed out, as {@link Command.Hand} said last; 0 if never. */
    public long handedUpTo(long queue) {
        Queue found = state.queues.at(queue);
        return found == null ? 0 : found.handedUpTo;
    }

    /** To whom this entry was given, as {@link Command.Entrust} said last; null if it never did. */
    public @Nullable Keeper entrustedTo(long queue, long sequence) {
        Queue found = state.queues.at(queue);
        return found == null ? null : found.entrustedTo(sequence);
    }

    /** Whether there is an entry in this queue of which {@link #entrustedTo} knows anything. */
    public boolean hasEntrusted(long queue) {
        Queue found = state.queues.at(queue);
        return found != null && found.hasEntrusted();
    }

    /** Whether this entry is in this queue. */
    public boolean holdsEntry(long queue, long sequence) {
        Queue asked = state.queues.at(queue);
        return asked != null && asked.holds(sequence);
    }

    /**
     * How many deliveries of an entry have failed for certain: as {@link Entry#deliveries}, without one that may have been
     * before a restart. 0 if it is not there.
     */
    public int failedAt(long queue, long sequence) {
        Queue asked = state.queues.at(queue);
        return asked == null ? 0 : asked.failedAt(sequence);
    }

    /**
     * How many of the entries that a command moves, from the first on, their new queue has room for: also if it is one that
     * drops the oldest, for a move must lose nothing. 0 if there are no two queues.
     */
    public int fitting(Command.Move move) {
        Queue from = state.queues.at(move.queue());
        Queue to = state.queues.at(move.to());
        return from == null || to == null ? 0 : to.fitting(from, move.sequences());
    }

    /** The length of a message that is held, as {@link Message#length} counts; 0 if it is not. */
    public int lengthOf(long number) {
        return state.messages.holds(number) ? state.messages.length(number) : 0;
    }

    /** Why this entry is in a dead letter queue; null if it is not there as a dead letter. */
    public @Nullable DeadLetter deadLetter(long queue, long sequence) {
        Queue asked = state.queues.at(queue);
        return asked == null ? null : asked.deadLetter(sequence);
    }

    /** Counts of the whole broker. */
    public Totals totals() {
        return survey.totals();
    }

    /** The retained message of a topic; null if there is none. */
    public @Nullable RetainedView retained(String topic) {
        return survey.retained(topic);
    }

    /**
     * Retained messages in the order of their topics.
     *
     * @param prefix of the topics
     * @param after a topic behind which it begins; empty from the first
     * @param most messages, 1 or more
     */
    public List<RetainedView> retained(String prefix, String after, int most) {
        return survey.retained(prefix, after, most);
    }

    /** Topic filters that anybody listens to, in the order of their names; as {@link #retained(String, String, int)}. */
    public List<TopicView> topics(String prefix, String after, int most) {
        return survey.topics(prefix, after, most);
    }

    /** What waits in the whole broker. */
    public Outstanding outstanding() {
        return survey.outstanding();
    }

    /** The number of the newest message that was kept, whether it is still there or not; 0 if there was none. */
    public long lastMessage() {
        return state.lastMessage;
    }

    /** Whether {@code tag} of this publisher is held: it was published and not released. */
    public boolean holdsTag(long session, int tag) {
        Session publisher = state.sessions.at(session);
        return publisher != null && publisher.tags.contains(tag);
    }

    /** Whether this tag of a link of this publisher is held: what it names was taken, and is not forgotten. */
    public boolean holdsTag(long session, LinkTag tag) {
        return state.isHeld(session, tag);
    }

    /** The tags of this link that are held for this publisher, in a set for the asker; empty if there are none. */
    public TagSet heldTags(long session, String link) {
        Session publisher = state.sessions.at(session);
        TagSet held = publisher == null ? null : publisher.linkTags.of(link);
        return held == null ? new TagSet() : new TagSet(held);
    }

    /** The links of this publisher of which any tag is held, in the order of their names. */
    public List<String> heldLinks(long session) {
        Session publisher = state.sessions.at(session);
        return publisher == null ? List.of() : publisher.linkTags.links();
    }

    /** The sessions that watch this queue ({@link Command.Watch}), in the order of their numbers. */
    public List<Long> watchers(long queue) {
        return state.watches.sessionsOf(queue);
    }

    /** The queues that this session watches, in the order of their numbers. */
    public List<Long> watched(long session) {
        return state.watches.queuesOf(session);
    }

    /** Whether the body of message {@code number} must still be readable: it was kept and not dropped. */
    public boolean holds(long number) {
        return state.messages.holds(number);
    }

    /**
     * Writes all durable state but the bodies of messages: a checkpoint.
     *
     * @throws IllegalStateException between a {@link Command.Stage} and its {@link Command.Commit}
     */
    public void save(ByteWriter out) {
        transactions.checkNone();
        Checkpoint.write(state, out);
    }

    /** As {@link #load(ByteReader, Filters)}, for those without selectors ({@link Filters#NONE}). */
    public static Broker load(ByteReader in) {
        return load(in, Filters.NONE);
    }

    /**
     * Reads what {@link #save} wrote; saved again it gives the same bytes.
     *
     * @param filters as in {@link #Broker(Filters)}
     * @throws io.belay.base.MalformedException if these are not the bytes of a checkpoint
     */
    public static Broker load(ByteReader in, Filters filters) {
        return new Broker(Checkpoint.read(in, filters));
    }

    private void change(Command command) {
        if (command instanceof Command.Tick tick) timing.tick(tick);
        else if (command instanceof Command.Restart restart) restart(restart);
        else if (command instanceof Command.Attach attach) attending.attach(attach);
        else if (command instanceof Command.Detach detach) attending.detach(detach);
        else if (command instanceof Command.Subscribe subscribe) subscribing.subscribe(subscribe);
        else if (command instanceof Command.Unsubscribe unsubscribe) subscribing.unsubscribe(unsubscribe);
        else if (command instanceof Command.Publish publish) publishing.publish(publish);
        else if (command instanceof Command.Retain retain) publishing.retain(retain);
        else if (command instanceof Command.Release release) publishing.release(release);
        else if (command instanceof Command.Settle settle) settle(settle);
        else if (command instanceof Command.FireWill fire) publishing.fire(fire);
        else if (command instanceof Command.DropWill drop) drop(drop);
        else if (command instanceof Command.End end) attending.end(end);
        else if (command instanceof Command.Give give) attending.give(give);
        else if (command instanceof Command.Send send) queueing.send(send);
        else if (command instanceof Command.Consume consume) queueing.consume(consume);
        else if (command instanceof Command.Stage stage) transactions.stage(stage);
        else if (command instanceof Command.Commit commit) transactions.commit(commit);
        else if (command instanceof Command.Rollback) return; // What was staged has been dropped before.
        else if (command instanceof Command.Hand hand) queueing.hand(hand);
        else if (command instanceof Command.Entrust entrust) queueing.entrust(entrust);
        else if (command instanceof Command.CreateQueue create) queueing.create(create);
        else if (command instanceof Command.DeleteQueue delete) queueing.delete(delete);
        else if (command instanceof Command.PurgeQueue purge) queueing.purge(purge);
        else if (command instanceof Command.PauseQueue pause) queueing.pause(pause);
        else if (command instanceof Command.Move move) queueing.move(move);
        else if (command instanceof Command.Forget forget) publishing.forget(forget);
        else if (command instanceof Command.ForgetLink forget) publishing.forget(forget);
        else if (command instanceof Command.Watch watch) queueing.watch(watch);
        else throw new AssertionError("no branch for " + command); // BrokerTest holds this unreachable
    }

    private void restart(Command.Restart restart) {
        attending.restart(restart);
        queueing.restart();
    }

    private void drop(Command.DropWill drop) {
        Session session = publishing.takeDue(drop.session()) ? state.sessions.at(drop.session()) : null;
        if (session == null) return; // It has no due will, or has ended with its will.
        session.timeline.add(state.nowMs, session.epoch, TimelineEntry.What.WILL_DROPPED, drop.why());
    }

    private void settle(Command.Settle settle) {
        Session session = state.sessions.at(settle.session());
        if (session == null) return;
        if (settle.outcome() == Command.Outcome.DECLINED) subscribing.decline(session, settle.sequence());
        else delivering.settle(session, settle.sequence(), settle.outcome());
    }
}
