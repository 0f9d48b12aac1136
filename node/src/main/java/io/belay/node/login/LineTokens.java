package io.belay.node.login;

import io.belay.access.Account;
import io.belay.access.Bearer;
import io.belay.access.TokenCheck;
import io.belay.access.TokenCheck.Answer;
import io.belay.access.TokenCheck.Granted;
import io.belay.access.TokenCheck.Refused;
import io.belay.amqp.sasl.SaslText;
import io.belay.node.Authenticator.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The tokens that one line shows: whom they speak of, and until when. */
final class LineTokens {
    private static final String BEGINNING = "eyJ"; // of every JWT: what base64url makes of {"

    private final LineLogins logins;
    private final TokenCheck tokens;
    private final LineFacts line;
    private final Workers workers;
    private final Consumer<Verdict> told;
    private @Nullable Bearer bearer; // null unless somebody came in by a token
    private long goodUntilMs; // broker time

    LineTokens(LineLogins logins, TokenCheck tokens, LineFacts line, Workers workers, Consumer<Verdict> told) {
        this.logins = logins;
        this.tokens = tokens;
        this.line = line;
        this.workers = workers;
        this.told = told;
    }

    /** Who came in by a token; null if nobody did. */
    @Nullable
    Bearer bearer() {
        return bearer;
    }

    void tick(long nowMs) {
        Bearer its = bearer;
        if (its != null && !its.isOver() && nowMs >= goodUntilMs) bearer = its.over();
    }

    /** Whether a password is a token by its looks: three parts with dots between, the first like that of a JWT. */
    boolean isToken(byte[] password) {
        if (!tokens.isOn()) return false;
        String text = text(password);
        return text.startsWith(BEGINNING)
                && text.chars().filter(unit -> unit == '.').count() == 2;
    }

    static String text(byte[] password) {
        return new String(password, StandardCharsets.ISO_8859_1); // as many characters as bytes; a token has ASCII only
    }

    /**
     * Judges a token.
     *
     * @param said whom the client wants to be, empty if it leaves that to the token
     * @param refusal what to say instead of a refusal
     */
    Verdict check(String said, String shown, String how, long nowMs, UnaryOperator<Verdict> refusal) {
        String says = LineLogins.noLonger(said, Account.NAME_LENGTH_MAX);
        String token = LineLogins.noLonger(shown, TokenCheck.LENGTH_MAX);
        // Without a name it is slowed alone: a name that all such lines shared would have them wait for each other.
        String user = says.isEmpty() ? line.address() : says;
        return logins.judge(user, how, nowMs, atMs -> ask(says, user, token, how, atMs, refusal));
    }

    void refuse(String user, String how, String why) {
        logins.refused(user, how, why);
    }

    private Verdict ask(
            String says, String user, String token, String how, long nowMs, UnaryOperator<Verdict> refusal) {
        Answer[] answer = {new Refused("it could not be checked")
        }; // from a worker to the line, which hears of it later
        boolean isAsked = workers.ask(
                () -> {
                    answer[0] = tokens.check(token);
                    return answer[0] instanceof Granted;
                },
                isGood -> told.accept(answered(says, user, answer[0], how, nowMs, refusal)));
        return isAsked ? new Verdict.Later() : logins.busy(user, how, "too many wait to be checked");
    }

    private Verdict answered(
            String says, String user, Answer answer, String how, long nowMs, UnaryOperator<Verdict> refusal) {
        String why = answer instanceof Refused refused ? refused.why() : "it speaks of somebody else";
        boolean isGood = answer instanceof Granted granted && speaksOf(granted.account(), says);
        if (!isGood) return refusal.apply(logins.failed(user, how, why, nowMs));
        Granted granted = (Granted) answer;
        bearer = new Bearer(granted.account(), false);
        goodUntilMs = nowMs + Math.min(granted.remainsMs(), Long.MAX_VALUE - nowMs);
        logins.succeeded(user);
        return logins.accepted(granted.account().name(), how);
    }

    /** Nobody acts for somebody else. */
    private static boolean speaksOf(Account account, String says) {
        return says.isEmpty() || SaslText.prepared(says).equals(SaslText.prepared(account.name()));
    }
}
