package io.belay.admin;

import io.belay.admin.Answer.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * For those who watch over the broker: {@code /health} says whether it lives and {@code /ready} whether clients may be
 * sent here, to everybody; {@code /metrics} what is measured, to users.
 */
final class StatePages implements Pages {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final StateSource source;

    StatePages(StateSource source) {
        this.source = source;
    }

    @Override
    public boolean isTheirs(String rawPath) {
        return isPublic(rawPath) || rawPath.equals("/metrics");
    }

    @Override
    public boolean isPublic(String rawPath) {
        return rawPath.equals("/health") || rawPath.equals("/ready");
    }

    @Override
    public Answer answer(AdminRequest request) {
        if (!request.method().equals("GET")) return Answer.text(405, "GET only\n");
        switch (request.rawPath()) {
            case "/health":
                return health("alive", source.ailments());
            case "/ready":
                return Answer.await(source.obstacles(), Form.JSON, why -> health("ready", why));
            default:
                return Answer.await(source.metrics(), Form.TEXT, text -> new Answer(200, PROMETHEUS, text.get()));
        }
    }

    private static Answer health(String word, List<String> reasons) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(word, reasons.isEmpty());
        json.put("reasons", reasons);
        return Answer.json(reasons.isEmpty() ? 200 : 503, json);
    }
}
