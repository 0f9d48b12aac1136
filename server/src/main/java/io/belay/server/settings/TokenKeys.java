package io.belay.server.settings;

import io.belay.config.Key;
import io.belay.config.Kinds;
import io.belay.config.Problem;
import io.belay.config.Rule;
import io.belay.config.Section;
import io.belay.config.Settings;
import io.belay.server.tokens.TokenRules;
import io.belay.server.tokens.TokenSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which bearer tokens are taken. */
public final class TokenKeys {
    /** Where the issuer's keys are. */
    public static final Key<String> JWKS = Key.<String>of(
                    "tokens.jwks",
                    Kinds.text("a file, or an address as https://issuer.example/keys"),
                    null,
                    "The public keys of who issues tokens, a JWK set: a file, looked at each second, or an https address,"
                            + " asked every five minutes. Without it no tokens are taken; with it nobody is let in"
                            + " without saying who it is.")
            .reloadable();

    /** Who issues tokens. */
    public static final Key<String> ISSUER = Key.<String>of(
                    "tokens.issuer", Kinds.text("a text"), null, "What a token must have as its issuer (iss).")
            .reloadable();

    /** For whom they are. */
    public static final Key<String> AUDIENCE = Key.<String>of(
                    "tokens.audience",
                    Kinds.text("a text"),
                    null,
                    "What a token must have in its audience (aud), so that one for another service is not taken here.")
            .reloadable();

    /** Where they say who the user is. */
    public static final Key<String> USER_CLAIM = Key.of(
                    "tokens.user-claim", Kinds.text("a name"), "sub", "Which claim of a token names the user.")
            .reloadable();

    /** Where they say what roles it has. */
    public static final Key<String> ROLES_CLAIM = Key.of(
                    "tokens.roles-claim",
                    Kinds.text("a name"),
                    "roles",
                    "Which claim of a token lists the user's roles, which are those under `roles` here; realm_access.roles"
                            + " is what is called roles within realm_access.")
            .reloadable();

    /** By how much clocks may differ. */
    public static final Key<Duration> CLOCK_SKEW = Key.of(
                    "tokens.clock-skew",
                    Kinds.duration(Duration.ZERO, Duration.ofMinutes(5), Duration.ofSeconds(1)),
                    Duration.ofSeconds(30),
                    "By how much the issuer's clock may be off.")
            .reloadable();

    static final Section SECTION = new Section(
            "tokens",
            "Bearer tokens (JWT): as password of MQTT and AMQP, and by OAUTHBEARER.",
            List.of(JWKS, ISSUER, AUDIENCE, USER_CLAIM, ROLES_CLAIM, CLOCK_SKEW));

    /** With keys it must be said whose tokens they are, and for whom. */
    static final List<Rule> RULES =
            List.of(Rule.together(JWKS, ISSUER), Rule.together(JWKS, AUDIENCE), TokenKeys::badKeys);

    private TokenKeys() {}

    private static @Nullable Problem badKeys(Settings settings) {
        String keys = settings.valueOrNull(JWKS);
        String objection = keys == null ? null : TokenSettings.objection(keys);
        return objection == null ? null : new Problem(settings.origin(JWKS), JWKS.name() + ": " + objection);
    }

    /** What is set; null if no tokens are taken. */
    public static @Nullable TokenSettings of(Settings settings) {
        String keys = settings.valueOrNull(JWKS);
        if (keys == null) return null;
        TokenRules rules = new TokenRules(
                settings.value(ISSUER),
                settings.value(AUDIENCE),
                settings.value(USER_CLAIM),
                settings.value(ROLES_CLAIM),
                settings.value(CLOCK_SKEW).toMillis());
        return new TokenSettings(keys, rules);
    }
}
