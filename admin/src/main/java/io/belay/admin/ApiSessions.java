package io.belay.admin;

import io.belay.access.Account;
import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.Words;
import io.belay.core.SessionView;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sessions.
 *
 * <pre>
 *   GET    /api/sessions          all, by client id; ?state=away or attached for those alone
 *   GET    /api/sessions/ID       one, with what happened to it
 *   DELETE /api/sessions/ID       ends it, whatever it holds: {"why": "…"}
 *   POST   /api/sessions/ID/disconnect   ends its connection: {"why": "…"}
 *   POST   /api/sessions/ID/give         gives it to another user: {"user": "anna"}
 * </pre>
 */
final class ApiSessions {
    private static final String ATTACHED = "attached";
    private static final String AWAY = "away";

    private final SessionSource source;
    private final LineSource lines;

    ApiSessions(SessionSource source, LineSource lines) {
        this.source = source;
        this.lines = lines;
    }

    List<ApiPage> pages() {
        return List.of(
                ApiPage.reading("/api/sessions", Need.TO_RUN_IT, this::all),
                ApiPage.reading("/api/sessions/{name}", Need.TO_RUN_IT, this::one),
                ApiPage.delete("/api/sessions/{name}", Need.TO_RUN_IT, this::end),
                ApiPage.post("/api/sessions/{name}/disconnect", Need.TO_RUN_IT, this::disconnect),
                ApiPage.post("/api/sessions/{name}/give", Need.TO_RUN_IT, this::give));
    }

    private Answer all(ApiRequest request) throws BadSettingException {
        Listing listing = Listing.of(request);
        String state = request.parameter("state");
        boolean isKnown = Set.of("", ATTACHED, AWAY).contains(state);
        if (!isKnown) throw JsonFields.bad("state: " + ATTACHED + " or " + AWAY, state);
        return Answer.await(source.sessions(), request.form(), all -> {
            List<SessionView> wanted = all.sessions().stream()
                    .filter(each -> state.isEmpty() || state.equals(each.attached() ? ATTACHED : AWAY))
                    .toList();
            return listing.answer(wanted, SessionView::clientId, SessionJson::map);
        });
    }

    private Answer one(ApiRequest request) {
        return Answer.await(source.story(request.name()), request.form(), story -> {
            if (story.isEmpty())
                return request.form().error(404, "nothing is known of client " + Words.printable(request.name()));
            return new Answer(200, Answer.JSON, SessionJson.of(story));
        });
    }

    private Answer end(ApiRequest request) throws BadSettingException {
        String why = ApiLines.why(request);
        return Answer.await(
                lines.endSession(request.name(), why),
                request.form(),
                found -> done(found, "client " + Words.printable(request.name()) + " has no session", request));
    }

    private Answer disconnect(ApiRequest request) throws BadSettingException {
        String why = ApiLines.why(request);
        return Answer.await(
                lines.disconnect(request.name(), why),
                request.form(),
                found -> done(found, "client " + Words.printable(request.name()) + " is not on the line", request));
    }

    private Answer give(ApiRequest request) throws BadSettingException {
        String user = request.fields(Set.of("user")).text("user", "");
        boolean isName = !user.isEmpty() && user.length() <= Account.NAME_LENGTH_MAX && user.indexOf('\0') < 0;
        if (!isName) throw new BadSettingException("expected user: 1 to " + Account.NAME_LENGTH_MAX + " characters");
        String client = Words.printable(request.name());
        Answer answer = Answer.await(lines.giveSession(request.name(), user), request.form(), given -> switch (given) {
            case DONE, WAS_SO -> Answer.json(200, Map.of("clientId", request.name(), "owner", user));
            case IN_USE -> request.form().error(409, "client " + client + " is connected; disconnect it first");
            case UNKNOWN -> done(false, "client " + client + " has no session", request);
            case FAILED -> request.form().error(503, "the broker cannot write");
        });
        return answer.about("to " + user);
    }

    private static Answer done(boolean found, String otherwise, ApiRequest request) {
        if (!found) return request.form().error(404, otherwise);
        return Answer.json(200, Map.of("clientId", request.name()));
    }
}
