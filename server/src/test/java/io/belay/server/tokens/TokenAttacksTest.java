package io.belay.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import io.belay.access.TokenCheck.Refused;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that are none, or not good ones (RFC 8725), all tried on the same keys. */
class TokenAttacksTest {
    private static final Tokens TOKENS = TokensTest.tokens(Issuer.RULES, Issuer.NOW);
    private static final String GOOD = Issuer.token(Issuer.claims());
    private static final String NONE = "it is no signed JWT";
    private static final String WRONG = "its signature is wrong";

    /**
     * One of them.
     *
     * @param name what is tried
     * @param rests the clause that it is refused for
     * @param why what the log says
     */
    record Attack(String name, String rests, String token, String why) {
        @Override
        public String toString() {
            return name + " (" + rests + ")";
        }
    }

    static Stream<Attack> all() {
        return Stream.of(algorithms(), keys(), signatures(), claims(), forms()).flatMap(each -> each);
    }

    private static String header(String algorithm) {
        return "{\"alg\":\"" + algorithm + "\",\"kid\":\"rsa-1\"}";
    }

    private static Stream<Attack> algorithms() {
        String unsigned = Issuer.head("{\"alg\":\"none\"}", Issuer.claims()) + ".";
        String noneInCapitals = Issuer.head("{\"alg\":\"NONE\"}", Issuer.claims()) + ".";
        byte[] publicKey = publicKey().getEncoded();
        byte[] pem = ("-----BEGIN PUBLIC KEY-----\n" + Base64URL.encode(publicKey)).getBytes(StandardCharsets.US_ASCII);
        byte[] modulus = publicKey().getModulus().toByteArray();
        return Stream.of(
                new Attack("no signature at all", "RFC 8725 §3.2", unsigned, NONE),
                new Attack("no signature in capitals", "RFC 8725 §3.2", noneInCapitals, NONE),
                new Attack(
                        "no signature, and one nevertheless",
                        "RFC 8725 §3.2",
                        Issuer.withHeader(GOOD, "{\"alg\":\"none\",\"kid\":\"rsa-1\"}"),
                        NONE),
                new Attack(
                        "the public key as a secret",
                        "RFC 8725 §2.1",
                        Issuer.bySecret(header("HS256"), publicKey),
                        "its algorithm HS256 is not taken"),
                new Attack(
                        "the public key in PEM as a secret",
                        "RFC 8725 §2.1",
                        Issuer.bySecret(header("HS256"), pem),
                        "its algorithm HS256 is not taken"),
                new Attack(
                        "the modulus as a secret, called RS256",
                        "RFC 8725 §2.1",
                        Issuer.bySecret(header("RS256"), modulus),
                        WRONG),
                new Attack(
                        "an empty secret",
                        "RFC 8725 §3.5",
                        Issuer.bySecret("{\"alg\":\"HS256\"}", new byte[] {0}),
                        "its algorithm HS256 is not taken"),
                new Attack(
                        "another algorithm of the same key",
                        "RFC 8725 §3.1",
                        Issuer.withHeader(GOOD, header("PS256")),
                        WRONG),
                new Attack(
                        "an algorithm of another key",
                        "RFC 8725 §3.1",
                        Issuer.withHeader(GOOD, header("ES256")),
                        "no key rsa-1 for ES256 is known"),
                new Attack(
                        "a curve that is not taken",
                        "RFC 8725 §3.2",
                        Issuer.withHeader(GOOD, header("ES256K")),
                        "its algorithm ES256K is not taken"),
                new Attack(
                        "an algorithm that there is not",
                        "RFC 8725 §3.1",
                        Issuer.withHeader(GOOD, header("XS1")),
                        "its algorithm XS1 is not taken"),
                new Attack("no algorithm", "RFC 7515 §4.1.1", Issuer.withHeader(GOOD, "{\"kid\":\"rsa-1\"}"), NONE));
    }

    private static RSAPublicKey publicKey() {
        try {
            return Issuer.RSA.toRSAPublicKey();
        } catch (com.nimbusds.jose.JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Attack keyed(String name, String id, String why) {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id);
        return new Attack(name, "RFC 7515 §4.1.4", Issuer.signed(header, Issuer.claims(), Issuer.RSA), why);
    }

    private static Stream<Attack> keys() {
        JWSHeader.Builder itself = new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(Issuer.OTHER_RSA.toPublicJWK());
        JWSHeader.Builder elsewhere = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("rsa-1")
                .jwkURL(URI.create("http://127.0.0.1:9/keys"))
                .x509CertURL(URI.create("file:///etc/passwd"));
        return Stream.of(
                new Attack(
                        "somebody else's key under the issuer's name",
                        "RFC 7515 §5.2",
                        Issuer.signed(
                                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1"),
                                Issuer.claims(),
                                Issuer.OTHER_RSA),
                        WRONG),
                new Attack(
                        "a key that the token brings along",
                        "RFC 8725 §3.8",
                        Issuer.signed(itself, Issuer.claims(), Issuer.OTHER_RSA),
                        WRONG),
                new Attack(
                        "a key that lies elsewhere",
                        "RFC 8725 §3.10",
                        Issuer.signed(elsewhere, Issuer.claims(), Issuer.OTHER_RSA),
                        WRONG),
                keyed("a key that nobody knows", "rsa-9", "no key rsa-9 for RS256 is known"),
                keyed("a key that is a file", "../../etc/passwd", "no key ../../etc/passwd for RS256 is known"),
                keyed("a key that is a question to a database", "' OR 1=1 --", "no key ' OR 1=1 -- for RS256 is known"),
                keyed("the key of another kind", "ec-1", "no key ec-1 for RS256 is known"),
                keyed("no name for a key", "", "no key  for RS256 is known"));
    }

    private static Stream<Attack> signatures() {
        String other = Issuer.token(Issuer.claims().subject("root"));
        String signature = GOOD.substring(GOOD.lastIndexOf('.') + 1);
        String cut = GOOD.substring(0, GOOD.lastIndexOf('.') + 1);
        String ofCurve = Issuer.head("{\"alg\":\"ES256\",\"kid\":\"ec-1\"}", Issuer.claims()) + ".";
        return Stream.of(
                new Attack(
                        "the signature of another token",
                        "RFC 7515 §5.2",
                        other.substring(0, other.lastIndexOf('.') + 1) + signature,
                        WRONG),
                new Attack("a signature of nothing", "RFC 7515 §5.2", cut + Base64URL.encode(new byte[256]), WRONG),
                new Attack("half a signature", "RFC 7515 §5.2", cut + signature.substring(0, 100), WRONG),
                new Attack("no signature where one is said", "RFC 7515 §5.2", cut, NONE),
                new Attack(
                        "zeros that are right on a curve that does not look (CVE-2022-21449)",
                        "RFC 8725 §3.4",
                        ofCurve + Base64URL.encode(new byte[64]),
                        WRONG),
                new Attack(
                        "something to be understood",
                        "RFC 7515 §4.1.11",
                        Issuer.signed(
                                new JWSHeader.Builder(JWSAlgorithm.RS256)
                                        .keyID("rsa-1")
                                        .criticalParams(Set.of("exp"))
                                        .customParam("exp", 1),
                                Issuer.claims(),
                                Issuer.RSA),
                        "it wants something to be understood that is not (crit)"));
    }

    private static Attack says(String name, String rests, JWTClaimsSet.Builder claims, String why) {
        return new Attack(name, rests, Issuer.token(claims), why);
    }

    private static Date at(long s) {
        return Date.from(Issuer.NOW.plusSeconds(s));
    }

    private static Stream<Attack> claims() {
        String noName = "sub: expected a name of 1 to 256 characters; found ";
        return Stream.of(
                says(
                        "a token that has run out",
                        "RFC 7519 §4.1.4",
                        Issuer.claims().expirationTime(at(-31)),
                        "it has run out"),
                says(
                        "a token without an end",
                        "RFC 7519 §4.1.4",
                        Issuer.claims().expirationTime(null),
                        "it does not say when it runs out"),
                says("an end that is a word", "RFC 7519 §4.1.4", Issuer.claims().claim("exp", "never"), NONE),
                says(
                        "a token for later",
                        "RFC 7519 §4.1.5",
                        Issuer.claims().notBeforeTime(at(31)),
                        "it is not good yet"),
                says(
                        "a token of another issuer",
                        "RFC 8725 §3.8",
                        Issuer.claims().issuer("https://evil.example"),
                        "it was issued by another: https://evil.example"),
                says(
                        "an issuer with more behind it",
                        "RFC 8725 §3.8",
                        Issuer.claims().issuer(Issuer.NAME + "/"),
                        "it was issued by another: https://issuer.example/"),
                says("no issuer", "RFC 8725 §3.8", Issuer.claims().issuer(null), "it was issued by another: null"),
                says(
                        "a token for another service",
                        "RFC 8725 §3.9",
                        Issuer.claims().audience("shop"),
                        "it is for others: [shop]"),
                says(
                        "a token for nobody",
                        "RFC 8725 §3.9",
                        Issuer.claims().audience((String) null),
                        "it is for others: []"),
                says("no user", "RFC 8725 §3.8", Issuer.claims().subject(null), noName + "0"),
                says("a user without a name", "RFC 8725 §3.8", Issuer.claims().subject(""), noName + "0"),
                says(
                        "a name longer than names are",
                        "RFC 8725 §3.8",
                        Issuer.claims().subject("a".repeat(257)),
                        noName + "257"),
                says(
                        "a name that would make a line in the log",
                        "RFC 8725 §3.8",
                        Issuer.claims().subject("anna\nroot came in"),
                        "sub: expected a name without control characters; found one"),
                says("two users", "RFC 8725 §3.8", Issuer.claims().claim("sub", List.of("anna", "bert")), NONE),
                says(
                        "to be those that were nobody",
                        "PAIN-12",
                        Issuer.claims().subject("anonymous"),
                        "nobody is anonymous by a token"));
    }

    private static Stream<Attack> forms() {
        String deep = Base64URL.encode("{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000))
                .toString();
        return Stream.of(
                new Attack("nothing", "RFC 7519 §7.2", "", NONE),
                new Attack("dots", "RFC 7519 §7.2", "..", NONE),
                new Attack("one part", "RFC 7519 §7.2", "eyJhbGciOiJSUzI1NiJ9", NONE),
                new Attack("four parts", "RFC 7519 §7.2", GOOD + ".e30", NONE),
                new Attack("five parts, as something encrypted has", "RFC 7519 §7.2", GOOD + ".e30.e30", NONE),
                new Attack("parts that are no base64", "RFC 7519 §7.2", "eyJ!.eyJ!.eyJ!", NONE),
                new Attack("a header that is no JSON", "RFC 7519 §7.2", Issuer.withHeader(GOOD, "RS256"), NONE),
                new Attack("a header that is a list", "RFC 7519 §7.2", Issuer.withHeader(GOOD, "[\"RS256\"]"), NONE),
                new Attack("a header without an end", "RFC 7519 §7.2", deep + GOOD.substring(GOOD.indexOf('.')), NONE),
                new Attack(
                        "what is longer than tokens are",
                        "RFC 8725 §3.11",
                        GOOD + "A".repeat(Tokens.LENGTH_MAX),
                        "it is longer than 16384 characters"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void nobody_comes_in_by_a_token_that_is_not_good(Attack attack) {
        assertThat(TOKENS.check(attack.token())).isEqualTo(new Refused(attack.why()));
    }
}
