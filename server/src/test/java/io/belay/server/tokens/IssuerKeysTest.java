package io.belay.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long keys count, when they are read again, and which are of use. */
class IssuerKeysTest {
    private static final JWSHeader FIRST = header("rsa-1");
    private static final JWSHeader SECOND = header("rsa-2");

    private final TestKeys source = new TestKeys(Issuer.set(Issuer.RSA));
    private long nowMs = 1_000_000;
    private final IssuerKeys keys = new IssuerKeys(source, () -> nowMs);

    private static JWSHeader header(String id) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build();
    }

    @Test
    void keys_are_read_once_for_all_tokens_while_they_are_fresh() {
        for (int count = 0; count < 5; count++) assertThat(keys.find(FIRST)).isNotNull();
        nowMs += 299_999;
        keys.find(FIRST);
        assertThat(source.reads).isEqualTo(1);

        nowMs += 1;
        keys.find(FIRST);

        assertThat(source.reads).isEqualTo(2);
    }

    @Test
    void a_key_that_is_not_known_has_them_read_again_once_in_a_minute() throws IOException {
        keys.begin();
        source.content = Issuer.set(Issuer.RSA, Issuer.OTHER_RSA);
        nowMs += 59_999;
        assertThat(keys.find(SECOND)).isNull();
        assertThat(source.reads).isEqualTo(1);

        nowMs += 1;
        assertThat(keys.find(SECOND)).isNotNull();
        for (int count = 0; count < 5; count++)
            assertThat(keys.find(header("none"))).isNull();

        assertThat(source.reads).isEqualTo(2);
    }

    @Test
    void a_key_that_is_taken_back_counts_until_they_are_read_again() {
        assertThat(keys.find(FIRST)).isNotNull();
        source.content = Issuer.set(Issuer.OTHER_RSA);

        nowMs += 300_000;

        assertThat(keys.find(FIRST)).isNull();
        assertThat(keys.find(SECOND)).isNotNull();
    }

    @Test
    void keys_that_cannot_be_read_again_count_for_a_day() {
        keys.find(FIRST);
        source.isLost = true;

        nowMs += IssuerKeys.KEPT_MS - 1;
        assertThat(keys.find(FIRST)).isNotNull();
        nowMs += 1;
        assertThat(keys.find(FIRST)).isNull();
        source.isLost = false;
        nowMs += IssuerKeys.AGAIN_MS;
        assertThat(keys.find(FIRST)).isNotNull();
    }

    @Test
    void a_source_that_is_lost_is_asked_once_in_a_minute() {
        source.isLost = true;
        for (int count = 0; count < 5; count++) assertThat(keys.find(FIRST)).isNull();
        assertThat(source.reads).isEqualTo(1);

        nowMs += IssuerKeys.AGAIN_MS;
        keys.find(FIRST);

        assertThat(source.reads).isEqualTo(2);
    }

    @Test
    void what_is_no_key_set_any_more_leaves_the_keys_of_before() {
        keys.find(FIRST);
        source.content = "<html>".getBytes(StandardCharsets.UTF_8);

        nowMs += 300_000;

        assertThat(keys.find(FIRST)).isNotNull();
        assertThatThrownBy(keys::begin).isInstanceOf(IOException.class).hasMessageContaining("it is no JWK set");
    }

    @Test
    void a_file_is_looked_at_each_second() {
        source.freshForMs = 1_000;
        keys.find(FIRST);
        source.content = Issuer.set(Issuer.OTHER_RSA);

        nowMs += 1_000;

        assertThat(keys.find(SECOND)).isNotNull();
    }

    // Which keys are of use

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"keys\":7}",
                "{\"keys\":[]}",
                "{\"keys\":[{}]}",
                "{\"keys\":[{\"kty\":\"RSA\"}]}"
            })
    void what_is_no_key_set_is_refused(String json) {
        assertThatThrownBy(() -> KeySet.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void keys_that_are_weak_or_secret_or_for_something_else_are_passed_over() throws IOException {
        RSAKey weak = Issuer.rsa("weak", 1_024);
        RSAKey other = new RSAKey.Builder(Issuer.RSA)
                .keyID("enc")
                .keyUse(KeyUse.ENCRYPTION)
                .build();
        JWK secret = new OctetSequenceKey.Builder(new byte[32]).keyID("secret").build();
        RSAKey bound = new RSAKey.Builder(Issuer.RSA)
                .keyID("bound")
                .algorithm(JWSAlgorithm.RS512)
                .build();
        KeySet set = KeySet.parse(Issuer.set(weak, other, secret, bound, Issuer.ec("koblitz", Curve.P_384)));

        assertThat(set.find(header("weak"))).isNull();
        assertThat(set.find(header("enc"))).isNull();
        assertThat(set.find(header("bound"))).as("made for another algorithm").isNull();
        assertThat(set.find(new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID("secret")
                        .build()))
                .isNull();
        assertThat(set.find(new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID("koblitz")
                        .build()))
                .as("of another curve")
                .isNull();
        assertThat(set.find(new JWSHeader.Builder(JWSAlgorithm.ES384)
                        .keyID("koblitz")
                        .build()))
                .isNotNull();
    }

    @Test
    void two_keys_that_fit_are_none() throws IOException {
        KeySet set = KeySet.parse(Issuer.set(Issuer.RSA, Issuer.OTHER_RSA));

        assertThat(set.find(new JWSHeader.Builder(JWSAlgorithm.RS256).build())).isNull();
    }

    @Test
    void a_set_has_a_hundred_keys_and_no_more() throws IOException {
        List<JWK> many = new ArrayList<>();
        while (many.size() < KeySet.KEYS_MAX)
            many.add(new RSAKey.Builder(Issuer.RSA)
                    .keyID("k" + many.size())
                    .build()
                    .toPublicJWK());
        assertThat(KeySet.parse(Issuer.set(many.toArray(new JWK[0]))).find(header("k99")))
                .isNotNull();

        many.add(Issuer.RSA);

        assertThatThrownBy(() -> KeySet.parse(Issuer.set(many.toArray(new JWK[0]))))
                .hasMessageContaining("more than 100 keys");
    }
}
