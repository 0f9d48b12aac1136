package io.belay.admin;

import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.Words;
import io.belay.core.SessionView;
import java.util.List;

/**
 * Sessions.
 *
 * <pre>
 *   GET    /api/sessions          all, by client id
 *   GET    /api/sessions/ID       one, with what happened to it
 * </pre>
 */
final class ApiSessions {
    private final SessionSource source;

    ApiSessions(SessionSource source) {
        this.source = source;
    }

    List<ApiPage> pages() {
        return List.of(
                ApiPage.get("/api/sessions", Need.TO_RUN_IT, this::all),
                ApiPage.get("/api/sessions/{name}", Need.TO_RUN_IT, this::one));
    }

    private Answer all(ApiRequest request) throws BadSettingException {
        Listing listing = Listing.of(request);
        return Answer.await(
                source.sessions(),
                request.form(),
                all -> listing.answer(all.sessions(), SessionView::clientId, SessionJson::map));
    }

    private Answer one(ApiRequest request) {
        return Answer.await(source.story(request.name()), request.form(), story -> {
            if (story.isEmpty())
                return request.form().error(404, "nothing is known of client " + Words.printable(request.name()));
            return new Answer(200, Answer.JSON, SessionJson.of(story));
        });
    }
}
