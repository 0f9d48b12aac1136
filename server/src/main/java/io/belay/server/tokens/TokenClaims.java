package io.belay.server.tokens;

import com.nimbusds.jwt.JWTClaimsSet;
import io.belay.access.Accounts;
import io.belay.server.users.User;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a token says that was signed by its issuer, and what of it counts. */
final class TokenClaims {
    /** Roles of one token; what is beyond does not count. */
    static final int ROLES_MAX = 100;

    private final JWTClaimsSet claims;
    private final TokenRules rules;

    TokenClaims(JWTClaimsSet claims, TokenRules rules) {
        this.claims = claims;
        this.rules = rules;
    }

    /** What is wrong with it; null if nothing is. */
    @Nullable
    String objection(long nowMs) throws ParseException {
        if (!rules.issuer().equals(claims.getIssuer())) return "it was issued by another: " + claims.getIssuer();
        if (!claims.getAudience().contains(rules.audience())) return "it is for others: " + claims.getAudience();
        Date expires = claims.getExpirationTime();
        if (expires == null) return "it does not say when it runs out";
        if (remainsMs(nowMs) <= 0) return "it has run out";
        Date begins = claims.getNotBeforeTime();
        if (begins != null && begins.getTime() > nowMs + rules.clockSkewMs()) return "it is not good yet";
        String user = claims.getClaim(rules.userClaim()) instanceof String text ? text : "";
        String objection = User.objection(user);
        if (objection != null) return rules.userClaim() + ": " + objection;
        return user.equals(Accounts.ANONYMOUS) ? "nobody is anonymous by a token" : null;
    }

    /** The user, once {@link #objection} has found none. */
    String user() throws ParseException {
        return claims.getStringClaim(rules.userClaim());
    }

    /** For how long it is good; 0 and less: it has run out. */
    long remainsMs(long nowMs) {
        return claims.getExpirationTime().getTime() - nowMs + rules.clockSkewMs();
    }

    /** The roles that it names, as a list or as words in a row; none if there is nothing of the kind. */
    List<String> roles() {
        Object said = claims.getClaim(rules.rolesClaim());
        if (said == null) said = within(claims.getClaims(), rules.rolesClaim());
        List<?> names = said instanceof String text
                ? Arrays.asList(text.split(" ", ROLES_MAX + 1))
                : said instanceof List<?> list ? list : List.of();
        List<String> roles = new ArrayList<>();
        for (Object name : names) {
            boolean isName = name instanceof String text && !text.isEmpty();
            if (isName && roles.size() < ROLES_MAX) roles.add((String) name);
        }
        return roles;
    }

    /** {@code realm_access.roles} is what is called roles within what is called realm_access. */
    private static @Nullable Object within(Map<String, ?> outer, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) return outer.get(path);
        return outer.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? within(texts(inner), path.substring(dot + 1))
                : null;
    }

    @SuppressWarnings("unchecked") // names in JSON are texts
    private static Map<String, ?> texts(Map<?, ?> inner) {
        return (Map<String, ?>) inner;
    }
}
