package io.belay.admin;

import io.belay.admin.Answer.Form;
import io.belay.admin.SessionSource.Sessions;
import io.belay.admin.SessionSource.Story;
import io.belay.admin.login.Caller;
import io.belay.admin.text.Words;
import io.belay.core.SessionView;

/**
 * The part of the admin endpoint that is about sessions: {@code /sessions} and {@code /why?client=ID}, in words or with
 * {@code format=json} in JSON. Whoever is no operator sees its own. {@code /breaks}, the last lines that ended, is for operators.
 */
final class SessionPages implements Pages {
    private final SessionSource source;

    SessionPages(SessionSource source) {
        this.source = source;
    }

    @Override
    public boolean isTheirs(String rawPath) {
        return rawPath.equals("/sessions") || rawPath.equals("/why") || rawPath.equals("/breaks");
    }

    @Override
    public Answer answer(AdminRequest request) {
        boolean isList = request.rawPath().equals("/sessions");
        if (!request.method().equals("GET")) return Answer.text(405, "GET only\n");
        Form form = Query.parameter(request.query(), "format").equals("json") ? Form.JSON : Form.TEXT;
        if (isList) return Answer.await(source.sessions(), Form.TEXT, all -> all(all, request.caller(), form));
        if (request.rawPath().equals("/breaks")) return breaks(request.caller(), form);
        String clientId = Query.parameter(request.query(), "client");
        if (clientId.isEmpty()) return Answer.text(400, "which client? /why?client=ID\n");
        return Answer.await(source.story(clientId), Form.TEXT, story -> one(story, request.caller(), form));
    }

    private Answer breaks(Caller caller, Form form) {
        if (!caller.isOperator()) return form.error(403, "only operators see the lines of others");
        return form == Form.JSON
                ? json(SessionJson.of(source.ended()))
                : Answer.text(200, StoryText.of(source.ended()));
    }

    private static Answer all(Sessions all, Caller caller, Form form) {
        Sessions seen = new Sessions(
                all.atMs(),
                all.sessions().stream()
                        .filter(each -> caller.maySee(each.owner()))
                        .toList());
        return form == Form.JSON ? json(SessionJson.of(seen)) : Answer.text(200, SessionText.of(seen));
    }

    private static Answer one(Story story, Caller caller, Form form) {
        SessionView session = story.session();
        boolean isSeen = session == null ? caller.isOperator() : caller.maySee(session.owner());
        if (story.isEmpty() || !isSeen)
            return Answer.text(404, "nothing is known of client " + Words.printable(story.clientId()) + "\n");
        return form == Form.JSON ? json(SessionJson.of(story)) : Answer.text(200, SessionText.of(story));
    }

    private static Answer json(String body) {
        return new Answer(200, Answer.JSON, body);
    }
}
