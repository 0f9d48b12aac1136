package io.belay.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.access.Action;
import io.belay.config.ConfigException;
import io.belay.config.Sources;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolesKindTest {
    private static Map<String, List<Grant>> roles(String text) throws ConfigException {
        return new Sources(BelaySchema.SCHEMA)
                .file("b.yaml", text.getBytes(StandardCharsets.UTF_8))
                .settings()
                .value(SecurityKeys.ROLES);
    }

    @Test
    void a_role_has_grants_of_actions_for_queues_and_topics() throws ConfigException {
        assertThat(roles("""
                roles:
                  till:
                    - allow: [publish, consume]
                      queues: [orders, "replies/${client}"]
                      topics: ["shop/#"]
                    - allow: [browse]
                      queues: ["#"]
                  nobody:
                """))
                .isEqualTo(Map.of(
                        "till",
                        List.of(
                                new Grant(
                                        List.of(Action.PUBLISH, Action.CONSUME),
                                        List.of("orders", "replies/${client}"),
                                        List.of("shop/#")),
                                new Grant(List.of(Action.BROWSE), List.of("#"), List.of())),
                        "nobody",
                        List.of()));
    }

    @Test
    void without_roles_there_are_none() throws ConfigException {
        assertThat(roles("")).isEmpty();
        assertThat(roles("roles:")).isEmpty();
        assertThat(roles("roles: {}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roles: [till]                            | b.yaml:1:8: roles: expected roles by name",
                "roles: {till: publish}                   | b.yaml:1:15: expected a list (- allow: …); found \"publish\"",
                "roles: {till: [publish]}                 | b.yaml:1:16: expected allow, queues and topics; found \"publish\"",
                "roles: {till: [{allow: [publsh], queues: [q]}]} | allow: expected one of publish, consume, browse, create, delete, admin (publish?); found \"publsh\"",
                "roles: {till: [{allow: publish, queues: [q]}]} | allow: expected a list; found \"publish\"",
                "roles: {till: [{allow: [[a]], queues: [q]}]} | allow: expected a text; found a list",
                "roles: {till: [{allow: [publish]}]}      | b.yaml:1:16: expected queues: or topics: with a list of patterns; found neither",
                "roles: {till: [{queues: [q]}]}           | b.yaml:1:16: expected allow: with a list of actions; found none",
                "roles: {till: [{alow: [publish], queues: [q]}]} | expected one of allow, queues, topics (allow?)",
                "roles: {till: [{allow: [publish], queues: ['']}]} | queues: expected a text",
                "roles: {till: [{allow: [publish], topics: ['a/#/b']}]} | topics: expected a pattern: ",
                "roles: {\"\": []}                        | roles: expected a name of 1 to 256 characters",
            })
    void what_is_no_role_is_refused_with_its_place(String text, String words) {
        assertThatThrownBy(() -> roles(text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(words);
    }

    @Test
    void roles_are_said_by_the_file_alone() {
        assertThatThrownBy(() -> new Sources(BelaySchema.SCHEMA)
                        .environment(Map.of("BELAY_ROLES", "x"), List.of())
                        .settings())
                .hasMessageContaining("expected in the file only");
    }
}
