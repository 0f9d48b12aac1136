package io.belay.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import io.belay.access.TokenCheck.Answer;
import io.belay.access.TokenCheck.Granted;
import io.belay.access.TokenCheck.Refused;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Good tokens, and what they say (RFC 7519). What is no good one is in TokenAttacksTest. */
class TokensTest {
    static Tokens tokens(TokenRules rules, Instant now) {
        return new Tokens(new TestKeys(Issuer.keys()), rules, Clock.fixed(now, ZoneOffset.UTC), () -> 0);
    }

    private static Answer check(String token) {
        return tokens(Issuer.RULES, Issuer.NOW).check(token);
    }

    private static Answer checkAt(Instant now) {
        return tokens(Issuer.RULES, now).check(Issuer.token(Issuer.claims()));
    }

    @Test
    void a_token_says_who_its_user_is_and_what_roles_it_has_and_until_when() {
        Answer answer = check(Issuer.token(Issuer.claims()));

        Granted granted = (Granted) answer;
        assertThat(granted.account().name()).isEqualTo("anna");
        assertThat(granted.account().roles()).containsExactly("till", "reader");
        assertThat(granted.remainsMs()).isEqualTo(3_630_000);
        assertThat(granted.account().sha256()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
    void keys_of_rsa_sign_in_either_way(String algorithm) {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).keyID("rsa-1");

        assertThat(check(Issuer.signed(header, Issuer.claims(), Issuer.RSA))).isInstanceOf(Granted.class);
    }

    @Test
    void keys_of_curves_sign_too() {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec-1");

        assertThat(check(Issuer.signed(header, Issuer.claims(), Issuer.EC))).isInstanceOf(Granted.class);
        assertThat(check(Issuer.byEdwards("EdDSA"))).isInstanceOf(Granted.class);
        assertThat(check(Issuer.byEdwards("Ed25519"))).isInstanceOf(Granted.class);
    }

    @Test
    void a_token_that_names_no_key_is_checked_with_the_only_one_of_its_kind() {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256);

        assertThat(check(Issuer.signed(header, Issuer.claims(), Issuer.RSA))).isInstanceOf(Granted.class);
    }

    @Test
    void a_token_is_good_as_long_as_it_says_give_or_take_the_skew() {
        assertThat(checkAt(Issuer.NOW.minusSeconds(90))).isInstanceOf(Granted.class);
        assertThat(checkAt(Issuer.NOW.minusSeconds(91))).isEqualTo(new Refused("it is not good yet"));
        assertThat(checkAt(Issuer.NOW.plusMillis(3_629_999))).isInstanceOf(Granted.class);
        assertThat(checkAt(Issuer.NOW.plusMillis(3_630_000))).isEqualTo(new Refused("it has run out"));
    }

    @Test
    void roles_are_a_list_or_words_or_lie_within_something() {
        assertThat(roles("roles", "till reader")).containsExactly("till", "reader");
        assertThat(roles("realm_access", Map.of("roles", List.of("till")))).isEmpty();
        assertThat(roles("roles", 7)).isEmpty();
        assertThat(roles("roles", List.of("till", 7, ""))).containsExactly("till");
        TokenRules within = new TokenRules(Issuer.NAME, Issuer.AUDIENCE, "sub", "realm_access.roles", 0);
        String token = Issuer.token(Issuer.claims().claim("realm_access", Map.of("roles", List.of("all"))));
        assertThat(((Granted) tokens(within, Issuer.NOW).check(token)).account().roles())
                .containsExactly("all");
    }

    private static List<String> roles(String claim, Object value) {
        Answer answer = check(Issuer.token(Issuer.claims().claim("roles", null).claim(claim, value)));
        return ((Granted) answer).account().roles();
    }

    @Test
    void a_claim_with_dots_in_its_own_name_is_found_by_that() {
        TokenRules rules = new TokenRules(Issuer.NAME, Issuer.AUDIENCE, "email", "https://shop.example/roles", 0);
        String token = Issuer.token(
                Issuer.claims().claim("email", "anna@shop.example").claim("https://shop.example/roles", "all"));

        Granted granted = (Granted) tokens(rules, Issuer.NOW).check(token);

        assertThat(granted.account().name()).isEqualTo("anna@shop.example");
        assertThat(granted.account().roles()).containsExactly("all");
    }

    @Test
    void a_hundred_roles_count_and_no_more() {
        assertThat(roles("roles", "r ".repeat(TokenClaims.ROLES_MAX - 1) + "last"))
                .hasSize(100)
                .contains("last");
        assertThat(roles("roles", "r ".repeat(TokenClaims.ROLES_MAX) + "last"))
                .hasSize(100)
                .doesNotContain("last");
    }

    @Test
    void a_token_may_be_as_long_as_the_limit() {
        String longest = ofLength(Tokens.LENGTH_MAX);
        String longer = ofLength(Tokens.LENGTH_MAX + 1);

        assertThat(check(longest)).isInstanceOf(Granted.class);
        assertThat(check(longer)).isEqualTo(new Refused("it is longer than 16384 characters"));
    }

    /** Base64 has no text of every length, but header and claims together have. */
    private static String ofLength(int length) {
        for (int inHeader = 0; inHeader < 4; inHeader++) {
            int room = (length - padded(inHeader, 0).length()) * 3 / 4;
            for (int inClaims = room - 4; inClaims <= room + 4; inClaims++) {
                String token = padded(inHeader, inClaims);
                if (token.length() == length) return token;
            }
        }
        throw new AssertionError("no token of " + length + " characters");
    }

    private static String padded(int inHeader, int inClaims) {
        JWSHeader.Builder header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1").customParam("y", "y".repeat(inHeader));
        return Issuer.signed(header, Issuer.claims().claim("x", "x".repeat(inClaims)), Issuer.RSA);
    }

    @Test
    void a_token_of_today_is_good_by_the_clock_on_the_wall() throws IOException {
        Tokens tokens = new Tokens(new TestKeys(Issuer.keys()), Issuer.RULES);
        tokens.begin();

        Answer good = tokens.check(Issuer.token(Issuer.claims(Instant.now())));
        Answer old = tokens.check(Issuer.token(
                Issuer.claims().expirationTime(Date.from(Instant.now().minus(Duration.ofMinutes(5))))));

        assertThat(good).isInstanceOf(Granted.class);
        assertThat(old).isEqualTo(new Refused("it has run out"));
    }
}
