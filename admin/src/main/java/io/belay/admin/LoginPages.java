package io.belay.admin;

import io.belay.admin.Answer.Form;
import io.belay.admin.login.Gate;
import io.belay.admin.login.Gate.Login;
import io.belay.admin.login.Remote;
import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.JsonReader;
import io.belay.admin.text.Version;
import io.belay.admin.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the console logs in. Whoever comes may ask.
 *
 * <pre>
 *   GET  /api/login     who is logged in: {"user", "changeToken", "isOperator", "isOpen", "version"}; 401 if nobody
 *   POST /api/login     {"user": …, "password": …}: the same, and a cookie
 *   POST /api/logout    ends it
 * </pre>
 */
final class LoginPages {
    /** Bytes of a login. */
    static final int BODY_LENGTH_MAX = 8 << 10;

    private final Gate gate;
    private final CookieName cookie;

    LoginPages(Gate gate, CookieName cookie) {
        this.gate = gate;
        this.cookie = cookie;
    }

    static boolean isTheirs(String rawPath) {
        return rawPath.equals("/api/login") || rawPath.equals("/api/logout");
    }

    /**
     * Answers.
     *
     * @param shown value of the cookie; null if there is none
     */
    Answer answer(String method, String rawPath, Remote from, @Nullable String shown, String body) {
        boolean isLogout = rawPath.equals("/api/logout");
        if (method.equals("GET") && !isLogout) return standing(from, shown);
        if (!method.equals("POST")) return Form.JSON.error(405, "expected POST; found " + method);
        return isLogout ? logout(shown) : login(from, body);
    }

    private Answer standing(Remote from, @Nullable String shown) {
        Login login = gate.standing(from, shown);
        return login == null ? Form.JSON.error(401, "log in first") : said(login);
    }

    private Answer said(Login login) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("user", login.user());
        json.put("changeToken", login.changeToken());
        json.put("isOperator", login.isOperator());
        json.put("isOpen", gate.isOpen());
        json.put("version", Version.text());
        return Answer.json(200, json);
    }

    private Answer login(Remote from, String body) {
        try {
            Map<String, @Nullable Object> said = JsonReader.object(body);
            boolean isWhole = said.get("user") instanceof String && said.get("password") instanceof String;
            if (!isWhole || said.size() != 2)
                return Form.JSON.error(400, "expected the fields user and password, both strings; found others");
            Login login = gate.login(from, String.valueOf(said.get("user")), String.valueOf(said.get("password")));
            return login.cookie().isEmpty() ? said(login) : said(login).with("Set-Cookie", cookie.set(login.cookie()));
        } catch (BadSettingException bad) {
            // Without the place: what was found there may be part of a password.
            return Form.JSON.error(400, "expected the fields user and password as JSON; found something else");
        } catch (Gate.RefusedException refused) {
            return Form.JSON.error(refused.status(), Words.printable(String.valueOf(refused.getMessage())));
        }
    }

    private Answer logout(@Nullable String shown) {
        if (shown != null) gate.logout(shown);
        return Answer.json(200, Map.of("did", "logged out")).with("Set-Cookie", cookie.cleared());
    }
}
