package io.belay.admin;

import io.belay.admin.Answer.Form;
import java.util.Map;

/** {@code POST /config/reload}: has settings and users read again. For operators. */
final class ReloadPage implements Pages {
    private final ReloadSource source;

    ReloadPage(ReloadSource source) {
        this.source = source;
    }

    @Override
    public boolean isTheirs(String rawPath) {
        return rawPath.equals("/config/reload");
    }

    @Override
    public Answer answer(AdminRequest request) {
        Form form = Query.parameter(request.query(), "format").equals("text") ? Form.TEXT : Form.JSON;
        if (!request.method().equals("POST")) return form.error(405, "expected POST; found " + request.method());
        if (!request.caller().isOperator())
            return form.error(403, "expected an operator: admin on queues # and topics #");
        return Answer.await(source.reload(), form, reloaded -> {
            String lines = reloaded.lines().isEmpty() ? "nothing has changed" : String.join("\n", reloaded.lines());
            if (!reloaded.isTaken()) return form.error(409, lines);
            return form == Form.TEXT
                    ? Answer.text(200, lines + "\n")
                    : Answer.json(200, Map.of("did", reloaded.lines()));
        });
    }
}
