package io.belay.admin;

import io.belay.access.Rights;
import io.belay.admin.Answer.Form;
import io.belay.admin.login.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything under {@code /api}: what programs, the console and the command line see and order. Any thread. */
final class Api implements Pages {
    private final ApiTable table;

    Api(ApiSources sources) {
        List<ApiPage> pages = new ArrayList<>();
        pages.addAll(new ApiOverview(sources.overview()).pages());
        pages.addAll(new ApiSessions(sources.sessions(), sources.lines()).pages());
        pages.addAll(new ApiQueues(sources.queues()).pages());
        pages.addAll(new ApiLines(sources.lines()).pages());
        pages.addAll(new ApiMessages(sources.messages(), sources.queues()).pages());
        pages.addAll(new ApiTopics(sources.messages()).pages());
        pages.addAll(new ApiDrain(sources.drain()).pages());
        pages.addAll(new ApiBackup(sources.backups()).pages());
        pages.addAll(new ApiLog(sources.log()).pages());
        table = new ApiTable(pages);
    }

    /** All pages there are. */
    List<ApiPage> pages() {
        return table.pages();
    }

    @Override
    public boolean isTheirs(String rawPath) {
        return ApiTable.isTheirs(rawPath);
    }

    @Override
    public int bodyLengthMax(Caller caller, String method, String rawPath) {
        boolean mayAsk = table.find(method, rawPath) instanceof ApiTable.Found.At at
                && at.page().need().isMet(caller.rights(), at.names());
        return mayAsk ? bodyLengthMax(method, rawPath) : AdminServer.BODY_LENGTH_MAX;
    }

    /** How long the body of a request may be, bytes, of whoever may ask. */
    int bodyLengthMax(String method, String rawPath) {
        return table.find(method, rawPath) instanceof ApiTable.Found.At at
                ? at.page().bodyLengthMax()
                : AdminServer.BODY_LENGTH_MAX;
    }

    @Override
    public Answer answer(AdminRequest request) {
        Rights rights = request.caller().rights();
        return answer(request.method(), request.rawPath(), request.query(), rights, request::body);
    }

    /**
     * Answers a request of somebody who is known.
     *
     * @param rights what they may do
     * @param body read only if they may do it
     */
    Answer answer(String method, String rawPath, @Nullable String query, Rights rights, Supplier<byte[]> body) {
        Form form = Query.parameter(query, "format").equals("text") ? Form.TEXT : Form.JSON;
        ApiTable.Found found = table.find(method, rawPath);
        if (found instanceof ApiTable.Found.Nowhere nowhere) return form.error(nowhere.status(), nowhere.why());
        if (!(found instanceof ApiTable.Found.At at)) throw new AssertionError("no branch for " + found);
        if (!at.page().need().isMet(rights, at.names()))
            return form.error(403, at.page().need().denial(rights, at.names()));
        return at.page().answer(new ApiRequest(at.names(), query, body.get(), rights));
    }
}
