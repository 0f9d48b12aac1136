package io.belay.client;

import io.belay.amqp.AmqpConnection;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Symbol;
import io.belay.client.ClientFailure.Known;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a session has a line. What lines report that do not count any more is passed over.
 *
 * <p>On the way back, an attempt on which nothing is heard for a ping interval is not given up, but another is begun beside it:
 * whichever is answered first goes on, the other ends. To give it up would be wrong if the broker is slow, for it would
 * lose its place among all that wait there, and a herd that begins anew again and again is never served; to wait for it alone
 * would be wrong if its packets are lost, for the next would get through. There are two lines at most, the one that waits and the
 * latest; one that stands waits rather than one that does not. If one was answered first and is of no use, the next ones are given
 * twice as long, as the other may have been the better one. Up to there nothing has been said on either that matters.
 */
final class LineKeeper {
    private static final long NEVER = Long.MAX_VALUE;
    private static final long USEFUL_MS = 1_000; // a line that lasted so long was good
    private static final int PATIENCE_MS_MIN = 1_000; // with a broker on the way back
    private static final int PATIENCE_MS_MAX = 3_600_000;
    private static final long ZOMBIE_MS_MIN = 10_000; // how long at least the broker may take our last line for alive

    /** Tokens in a row that are refused on return, until it is believed that none will be good. */
    static final int TOKEN_REFUSALS_MAX = 5;

    private static final int TOKEN_PAUSE_MS = 1_000; // after the first, and twice as long after each other

    private static final Symbol SERVERS = Symbol.of("failover-server-list");
    private static final Symbol HOST = Symbol.of("network-host");
    private static final Symbol PORT = Symbol.of("port");
    private static final Symbol SCHEME = Symbol.of("scheme");

    private final ClientSession session;
    private final ClientOptions options;
    private final ReturnOptions returning;
    private final ClientPort port;
    private final ReturnPlan plan;
    private final Map<String, String> causes = new LinkedHashMap<>(); // address to why it failed last
    private final boolean isRacing; // attempts side by side; those of Sun MQ are counted, one after the other
    private @Nullable ClientLine line; // dialed or in use
    private @Nullable ClientLine elder; // dialed before the line, and silent as the line is; it waits on for its answer
    private ReturnPlan.@Nullable Attempt next;
    private long dialMs = NEVER; // when the next attempt is due
    private long lines;
    private long inUseMs;
    private long aloneMs = NEVER; // how long an attempt that hears nothing stays the only one
    private long winner; // the number of the last line that was answered while another waited
    private int patienceMs = PATIENCE_MS_MAX; // with each step of the next attempt, once the broker has spoken
    private int overdue; // attempts that took all their time
    private long aliveUntilMs = -1; // the broker may take a line that we have lost for alive; −1 if we have lost none
    private int tokenRefusals; // in a row
    private boolean isFlushing;

    LineKeeper(ClientSession session, ClientOptions options, ReturnOptions returning, ClientPort port) {
        this.session = session;
        this.options = options;
        this.returning = returning;
        this.port = port;
        plan = new ReturnPlan(returning, port::random);
        isRacing = returning.pattern() instanceof ReturnOptions.Pattern.Backoff;
    }

    @Nullable
    ClientLine line() {
        return line;
    }

    void begin() {
        attempt(null, "");
    }

    private @Nullable ClientLine current(long number) {
        ClientLine current = line;
        return current != null && current.number == number ? current : null;
    }

    private @Nullable ClientLine elder(long number) {
        ClientLine waiting = elder;
        return waiting != null && waiting.number == number ? waiting : null;
    }

    void dialed(long number) {
        ClientLine waiting = elder(number);
        ClientLine current = waiting == null ? current(number) : waiting;
        if (current != null && current.stage() == ClientLine.Stage.DIALING) current.dialed(session.nowMs());
    }

    void lost(long number, String why) {
        ClientLine waiting = elder(number);
        if (waiting != null) elderEnded(waiting, why);
        ClientLine current = current(number);
        if (current == null) return;
        AmqpConnection connection = current.connection();
        if (connection == null || !connection.isClosed()) ended(current, LineEnd.of(why));
        else ended(current, LineEnd.of(connection.ended(), current.isOpening()));
    }

    void received(long number, ByteBuffer bytes) {
        if (elder != null && bytes.hasRemaining()) heard(number);
        ClientLine current = current(number);
        if (current == null) {
            bytes.position(bytes.limit()); // Of a line that does not count any more.
            return;
        }
        current.received(bytes, session.nowMs());
        look(current);
    }

    /** The first of two lines has been answered. */
    private void heard(long number) {
        ClientLine waiting = elder;
        ClientLine current = line;
        boolean isEldest = elder(number) != null;
        if (waiting == null || !isEldest && current(number) == null) return;
        ClientLine loser = isEldest ? current : waiting;
        elder = null;
        winner = number;
        if (isEldest) {
            line = waiting;
            dialMs = NEVER;
            plan.at(waiting.address);
        }
        if (loser != null) port.hangUp(loser.number, "another line was answered first");
    }

    /** After the engine has been called: whether the line is still good. */
    private void look(ClientLine current) {
        AmqpConnection connection = current.connection();
        LineEnd doom = current.doom();
        boolean isOver = connection != null && connection.isClosed();
        if (current != line || doom == null && !isOver) return;
        push(current);
        LineEnd end = doom;
        if (end == null && connection != null) end = LineEnd.of(connection.ended(), current.isOpening());
        if (end != null) giveUp(current, end);
    }

    private void giveUp(ClientLine current, LineEnd end) {
        port.hangUp(current.number, end.cause());
        ended(current, end);
    }

    void tick() {
        tickElder();
        ClientLine current = line;
        if (current != null) {
            String overdue = current.tick(session.nowMs());
            if (overdue != null) giveUp(current, LineEnd.of(overdue));
            else if (session.nowMs() >= aloneUntilMs(current)) race(current);
            else look(current);
        }
        if (line == null && session.nowMs() >= dialMs) dial();
    }

    private void tickElder() {
        ClientLine waiting = elder;
        String overdue = waiting == null ? null : waiting.tick(session.nowMs());
        if (waiting == null || overdue == null) return;
        port.hangUp(waiting.number, overdue);
        elderEnded(waiting, overdue);
    }

    private long aloneUntilMs(ClientLine current) {
        return aloneMs == NEVER || !current.isSilent() ? NEVER : current.beganMs + aloneMs;
    }

    /** Nothing was heard for so long that another is tried; which is no word against this one, unless a better one is waiting. */
    private void race(ClientLine silent) {
        String why = "nothing heard within " + aloneMs + " ms";
        ClientLine waiting = elder;
        boolean isBetter =
                waiting != null && waiting.stage() == ClientLine.Stage.DIALING && silent.stage() != waiting.stage();
        if (waiting != null && !isBetter) {
            giveUp(silent, LineEnd.of(why));
            return;
        }
        elder = silent;
        line = null;
        if (silent.stage() != ClientLine.Stage.DIALING) plan.broken();
        if (waiting != null) {
            port.hangUp(waiting.number, why);
            failed(waiting, why);
        }
        attempt(null, "");
    }

    /** The other one, or the next, goes on. */
    private void elderEnded(ClientLine waiting, String cause) {
        elder = null;
        failed(waiting, cause);
    }

    private void failed(ClientLine waiting, String cause) {
        long nextInMs = line == null && dialMs != NEVER ? Math.max(0, dialMs - session.nowMs()) : 0;
        session.attemptFailed(waiting.address, cause, nextInMs);
    }

    long nextTickMs() {
        ClientLine current = line;
        ClientLine waiting = elder;
        long dueMs = current == null ? dialMs : Math.min(current.nextTickMs(), aloneUntilMs(current));
        return waiting == null ? dueMs : Math.min(dueMs, waiting.nextTickMs());
    }

    /** Sends all that the line takes. */
    void flush() {
        ClientLine waiting = elder;
        if (waiting != null) push(waiting);
        ClientLine current = line;
        if (current == null || isFlushing) return;
        isFlushing = true;
        push(current);
        boolean isMore = true;
        while (isMore) isMore = current == line && session.unblocked() && push(current);
        isFlushing = false;
        look(current);
    }

    /** Whether anything went. */
    private boolean push(ClientLine current) {
        AmqpConnection connection = current.connection();
        if (connection == null || !port.isWritable(current.number)) return false;
        ByteBuffer bytes = connection.out().view();
        if (!bytes.hasRemaining()) return false;
        port.send(current.number, bytes);
        connection.drained();
        return true;
    }

    /** The line is in use. */
    void inUse() {
        plan.connected();
        causes.clear();
        aliveUntilMs = -1;
        tokenRefusals = 0;
        inUseMs = session.nowMs();
        int pingMs = options.pingIntervalMs(); // a line in use is silent no longer
        patienceMs = pingMs == 0 ? PATIENCE_MS_MAX : Math.max(pingMs, PATIENCE_MS_MIN);
        overdue = 0;
        aloneMs = pingMs == 0 || !isRacing ? NEVER : patienceMs;
    }

    void achieved() {
        ClientLine current = line;
        if (current == null || current.isProven || !current.isInUse()) return;
        current.isProven = true;
        plan.proven();
    }

    /** Whether good bye has been said, and the broker has not answered. */
    boolean isClosing() {
        ClientLine current = line;
        return current != null && current.stage() == ClientLine.Stage.CLOSING;
    }

    void close() {
        ClientLine current = line;
        if (current != null && current.stage() != ClientLine.Stage.CLOSING) current.close();
    }

    /** There will be no line any more. */
    void end(String why) {
        ClientLine current = line;
        ClientLine waiting = elder;
        line = null;
        elder = null;
        dialMs = NEVER;
        if (waiting != null) port.hangUp(waiting.number, why);
        if (current != null) {
            push(current);
            port.hangUp(current.number, why);
        }
    }

    // The end of a line, and the next one

    private void ended(ClientLine current, LineEnd end) {
        line = null;
        boolean wasInUse = current.wasInUse();
        if (!wasInUse) attemptEnded(current, end);
        if (wasInUse && session.nowMs() - inUseMs >= USEFUL_MS) plan.proven();
        boolean isUnanswered = current.saidOpen && current.stage() == ClientLine.Stage.OPENING && end.refusal() == null;
        if (isUnanswered) mayLive(zombieMs());
        else if (wasInUse && !session.isResumable()) mayLive(Math.max(zombieMs(), silenceMs()));
        session.away(current, end.cause());
        if (current.stage() == ClientLine.Stage.CLOSING) session.closed(null);
        else goOn(current, end, wasInUse);
    }

    private void attemptEnded(ClientLine current, LineEnd end) {
        if (current.number == winner) aloneMs = Math.max(aloneMs, Math.min(2 * aloneMs, options.stepTimeoutMs()));
        boolean tookAllItsTime = session.nowMs() - current.beganMs >= patienceMs;
        boolean mayBeSlow = tookAllItsTime && !(isRacing && current.isSilent());
        boolean isSlow = mayBeSlow && ++overdue % 2 == 0; // One may have been the fault of its line.
        if (isSlow) patienceMs = Math.min(2 * patienceMs, PATIENCE_MS_MAX);
        if (current.stage() != ClientLine.Stage.DIALING && end.isMute()) plan.broken();
    }

    private void goOn(ClientLine current, LineEnd end, boolean wasInUse) {
        ClientFailure refusal = isZombies(end) || mayBeRenewed(current, end) ? null : end.refusal();
        causes.put(current.address, end.cause());
        if (refusal != null) {
            if (!wasInUse) session.attemptFailed(current.address, end.cause(), -1);
            session.fail(refusal);
            return;
        }
        if (wasInUse && !returning.returns()) {
            session.fail(new ClientFailure(Known.UNKNOWN, ClientFailure.LINE_LOST, end.cause()));
            return;
        }
        if (end.retryAfterMs() > 0) plan.closedUntil(session.nowMs() + end.retryAfterMs());
        String elsewhere =
                end.redirect() == null ? null : address(end.redirect().info(), current.address);
        if (elsewhere != null) plan.redirect(elsewhere);
        attempt(wasInUse ? null : current.address, end.cause());
    }

    /** Whether our name is taken by a line of our own, of which the broker does not know yet that it is gone. */
    private boolean isZombies(LineEnd end) {
        return end.isNameTaken() && session.nowMs() < aliveUntilMs;
    }

    /** Whether a token was refused that may have run out: the next one may be good, if there has been a good one. It is waited for. */
    private boolean mayBeRenewed(ClientLine current, LineEnd end) {
        ClientFailure refusal = end.refusal();
        boolean isOfToken = refusal != null
                && refusal.condition().equals(ErrorCondition.UNAUTHORIZED_ACCESS)
                && current.showsToken();
        if (!isOfToken || session.isFirst() || ++tokenRefusals >= TOKEN_REFUSALS_MAX) return false;
        plan.retryAfter((long) TOKEN_PAUSE_MS << (tokenRefusals - 1)); // Who fails often is slowed by the broker, too.
        return true;
    }

    /** A line of ours may stand at the broker so long, if none before it does for longer. */
    private void mayLive(long forMs) {
        aliveUntilMs = Math.max(aliveUntilMs, session.nowMs() + forMs);
    }

    private long zombieMs() {
        return Math.max(3L * options.pingIntervalMs(), ZOMBIE_MS_MIN);
    }

    /** How long the broker bears our silence: it tells half of it (AMQP 1.0 §2.4.5). Then a while for it to look. */
    private long silenceMs() {
        Performative.Open theirs = session.peer();
        return theirs == null ? 0 : 2 * theirs.idleTimeoutMs() + ZOMBIE_MS_MIN;
    }

    /** @param failed the address of the attempt that has just failed, null if there was none */
    private void attempt(@Nullable String failed, String cause) {
        ReturnPlan.Attempt attempt = plan.next(session.nowMs());
        next = attempt;
        if (failed != null) session.attemptFailed(failed, cause, attempt == null ? -1 : attempt.afterMs());
        if (attempt == null) {
            session.fail(unreachable("no broker could be reached"));
            return;
        }
        if (session.whyOver() != null && !session.isClosing()) return;
        dialMs = session.nowMs() + attempt.afterMs();
        if (attempt.afterMs() == 0) dial();
    }

    private void dial() {
        ReturnPlan.Attempt attempt = next;
        dialMs = NEVER;
        if (attempt == null) return;
        int silenceMs = aloneMs == NEVER ? patienceMs : PATIENCE_MS_MAX;
        ClientLine dialed =
                new ClientLine(session, ++lines, attempt.address(), options, silenceMs, patienceMs, session.nowMs());
        line = dialed;
        port.dial(dialed.number, dialed.address);
    }

    /** Which address failed how. */
    ClientFailure unreachable(String what) {
        StringBuilder words = new StringBuilder(what);
        causes.forEach((address, cause) ->
                words.append("; ").append(address).append(": ").append(cause));
        return new ClientFailure(Known.NOT_DONE, ClientFailure.UNREACHABLE, words.toString());
    }

    // What the broker tells of itself

    void known(Performative.Open theirs) {
        long expiryMs = LineOpening.expiryMs(theirs);
        if (expiryMs > 0) plan.keptFor(expiryMs);
        long graceMs = LineOpening.graceMs(theirs);
        if (graceMs > 0) plan.awaitedFor(graceMs);
        ClientLine current = line;
        if (current == null || !(theirs.properties().get(SERVERS) instanceof List<?> servers)) return;
        List<String> addresses = new ArrayList<>();
        for (Object server : servers) {
            String address = server instanceof Map<?, ?> map ? address(map, current.address) : null;
            if (address != null) addresses.add(address);
        }
        plan.known(addresses);
    }

    private static @Nullable String address(Map<?, ?> info, String current) {
        if (!(info.get(HOST) instanceof String host) || !(info.get(PORT) instanceof Number at)) return null;
        int end = current.indexOf("://");
        String scheme = info.get(SCHEME) instanceof String told ? told : end < 0 ? "amqp" : current.substring(0, end);
        return scheme + "://" + host + ':' + at;
    }
}
