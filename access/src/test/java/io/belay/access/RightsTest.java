package io.belay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.amqp.type.Binary;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a user may do, and how it changes under a line that stands. */
class RightsTest {
    private final AtomicReference<Accounts> accounts = new AtomicReference<>(Accounts.NONE);
    private final List<String> denials = new ArrayList<>();

    private static Account user(String name, String... roles) {
        return new Account(name, null, null, "", List.of(), List.of(roles));
    }

    private static Permission may(Kind kind, String pattern, Action action, Action... more) {
        return new Permission(EnumSet.of(action, more), EnumSet.of(kind), pattern);
    }

    private void configure(List<Account> users, Role... roles) {
        accounts.set(new Accounts(users, List.of(roles), Binary.of(new byte[16])));
    }

    private Rights rights(String user) {
        return new Rights(accounts::get, user, "till-7", denials::add);
    }

    @Test
    void without_users_everybody_may_do_everything() {
        Rights rights = rights("anonymous");

        assertThat(rights.allows(Action.ADMIN, Kind.QUEUE, "orders")).isTrue();
        assertThat(rights.covers(Action.CONSUME, "#")).isTrue();
        assertThat(rights.isGone()).isFalse();
        assertThat(rights.isOpen()).isTrue();
        assertThat(denials).isEmpty();
    }

    @Test
    void whoever_has_not_said_who_it_is_may_do_nothing() {
        assertThat(Rights.none().has(Action.BROWSE, Kind.QUEUE, "orders")).isFalse();
        assertThat(Rights.none().isOperator()).isFalse();
        assertThat(Rights.all().isOperator()).isTrue();
    }

    @Test
    void an_operator_may_do_everything_with_all_queues_and_all_topics() {
        configure(
                List.of(
                        user("ann", "all"),
                        user("bea", "queues"),
                        user("cleo", "queues", "topics"),
                        user("dan", "some")),
                new Role("all", List.of(new Permission(EnumSet.of(Action.ADMIN), EnumSet.allOf(Kind.class), "#"))),
                new Role("queues", List.of(may(Kind.QUEUE, "#", Action.ADMIN))),
                new Role("topics", List.of(may(Kind.TOPIC, "#", Action.ADMIN))),
                new Role(
                        "some",
                        List.of(new Permission(EnumSet.of(Action.ADMIN), EnumSet.allOf(Kind.class), "shop/#"))));

        assertThat(rights("ann").isOperator()).isTrue();
        assertThat(rights("bea").isOperator()).isFalse();
        assertThat(rights("cleo").isOperator()).isTrue();
        assertThat(rights("dan").isOperator()).isFalse();
        assertThat(rights("nobody").isOperator()).isFalse();
        assertThat(denials).isEmpty();
    }

    @Test
    void a_user_may_do_what_one_of_its_roles_allows_and_nothing_else() {
        configure(
                List.of(user("anna", "till", "reader", "no such role")),
                new Role("till", List.of(may(Kind.QUEUE, "orders/#", Action.PUBLISH, Action.CREATE))),
                new Role("reader", List.of(may(Kind.TOPIC, "news/#", Action.CONSUME))),
                new Role("other", List.of(may(Kind.TOPIC, "#", Action.PUBLISH))));
        Rights rights = rights("anna");

        assertThat(rights.allows(Action.PUBLISH, Kind.QUEUE, "orders/1")).isTrue();
        assertThat(rights.has(Action.CREATE, Kind.QUEUE, "orders/1")).isTrue();
        assertThat(rights.covers(Action.CONSUME, "news/+")).isTrue();
        assertThat(denials).isEmpty();
        assertThat(rights.has(Action.CONSUME, Kind.QUEUE, "orders/1")).isFalse();
        assertThat(denials).as("nobody hears of what is only looked up").isEmpty();
        assertThat(rights.allows(Action.PUBLISH, Kind.TOPIC, "orders/1")).isFalse();
        assertThat(rights.covers(Action.CONSUME, "#")).isFalse();
        assertThat(denials).containsExactly("anna needs publish on topic orders/1", "anna needs consume on topic #");
    }

    @Test
    void who_consumes_may_look_and_who_looks_may_not_consume() {
        configure(
                List.of(user("anna", "worker"), user("bert", "watcher")),
                new Role("worker", List.of(may(Kind.QUEUE, "q", Action.CONSUME))),
                new Role("watcher", List.of(may(Kind.QUEUE, "q", Action.BROWSE))));

        assertThat(rights("anna").allows(Action.BROWSE, Kind.QUEUE, "q")).isTrue();
        assertThat(rights("bert").allows(Action.BROWSE, Kind.QUEUE, "q")).isTrue();
        assertThat(rights("bert").allows(Action.CONSUME, Kind.QUEUE, "q")).isFalse();
    }

    @Test
    void an_admin_may_do_all_of_it_where_its_pattern_says() {
        configure(List.of(user("anna", "boss")), new Role("boss", List.of(may(Kind.QUEUE, "shop/#", Action.ADMIN))));
        Rights rights = rights("anna");

        for (Action action : Action.values()) {
            assertThat(rights.allows(action, Kind.QUEUE, "shop/q"))
                    .as("%s", action)
                    .isTrue();
            assertThat(rights.allows(action, Kind.QUEUE, "q")).as("%s", action).isFalse();
        }
    }

    @Test
    void what_is_configured_anew_counts_from_the_next_question_on() {
        Role all = new Role("all", List.of(may(Kind.QUEUE, "#", Action.PUBLISH)));
        configure(List.of(user("anna", "all")), all);
        Rights rights = rights("anna");
        boolean before = rights.allows(Action.PUBLISH, Kind.QUEUE, "q");

        configure(List.of(user("anna")), all);

        assertThat(before).isTrue();
        assertThat(rights.allows(Action.PUBLISH, Kind.QUEUE, "q")).isFalse();
        assertThat(rights.hasChanged()).isTrue();
        assertThat(rights.hasChanged()).as("told once").isFalse();
        assertThat(rights.isGone()).isFalse();
    }

    @Test
    void a_user_that_is_removed_is_gone_and_may_do_nothing() {
        configure(List.of(user("anna", "all")), new Role("all", List.of(may(Kind.QUEUE, "#", Action.PUBLISH))));
        Rights rights = rights("anna");

        configure(List.of(user("bert")));

        assertThat(rights.isGone()).isTrue();
        assertThat(rights.allows(Action.PUBLISH, Kind.QUEUE, "q")).isFalse();
    }

    @Test
    void who_came_before_there_were_users_is_gone_when_there_are_some_unless_anonymous_is_one_of_them() {
        Rights rights = rights("anonymous");

        configure(List.of(user("anna")));
        boolean goneWithout = rights.isGone();
        configure(List.of(user("anna"), user("anonymous")));

        assertThat(goneWithout).isTrue();
        assertThat(rights.isGone()).isFalse();
        assertThat(rights.isOpen()).isFalse();
        assertThat(rights.allows(Action.PUBLISH, Kind.QUEUE, "q")).isFalse();
    }

    @Test
    void each_action_has_its_word() {
        for (Action action : Action.values())
            assertThat(Action.of(action.word())).isEqualTo(action);
        assertThat(Action.of("Publish")).isNull();
        assertThat(Kind.TOPIC.word()).isEqualTo("topic");
    }

    @Test
    void a_permission_without_a_pattern_is_none() {
        assertThatThrownBy(() -> may(Kind.QUEUE, "a/#/b", Action.PUBLISH)).isInstanceOf(IllegalArgumentException.class);
    }
}
