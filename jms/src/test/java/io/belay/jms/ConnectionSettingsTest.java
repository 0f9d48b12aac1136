package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionSettingsTest {
    @ParameterizedTest
    @EnumSource(Setting.class)
    void every_default_is_one_of_its_own_values(Setting setting) {
        assertThat(ConnectionSettings.DEFAULT.text(setting)).isEqualTo(setting.standard());
        assertThat(ConnectionSettings.DEFAULT.isGiven(setting)).isFalse();
        assertThat(ConnectionSettings.DEFAULT.with(setting, setting.standard()).isGiven(setting))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void every_number_is_held_to_its_range(Setting setting) {
        if (!(setting.kind() instanceof SettingKind.Number range)) return;
        ConnectionSettings none = ConnectionSettings.DEFAULT;

        assertThat(none.with(setting, Long.toString(range.min())).number(setting))
                .isEqualTo(range.min());
        assertThat(none.with(setting, Long.toString(range.max())).number(setting))
                .isEqualTo(range.max());
        assertThat(none.with(setting, " " + range.max() + " ").number(setting)).isEqualTo(range.max());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.with(
                        setting,
                        new java.math.BigInteger(range.max() + "")
                                .add(java.math.BigInteger.ONE)
                                .toString()))
                .withMessageStartingWith(setting.text() + ": expected a number, " + range.min() + " to " + range.max());
        assertThatIllegalArgumentException().isThrownBy(() -> none.with(setting, Long.toString(range.min() - 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> none.with(setting, "many"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "imqReconectEnabled        | did you mean imqReconnectEnabled",
                "imqReconnectListBehavior  | imqAddressListBehavior",
                "clientID                  | clientId",
                "jms.clientId              | jms.clientID",
                "pingMS                    | pingMs",
                "xyzzy                     | docs/CONNECTION.md",
            })
    void an_unknown_name_is_refused_with_the_nearest(String name, String hint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectionSettings.DEFAULT.with(name, "1"))
                .withMessageStartingWith("unknown setting \"" + name + "\"")
                .withMessageContaining(hint);
    }

    @ParameterizedTest
    @CsvSource({
        "reconnect,        maybe,  expected true or false",
        "addressOrder,     ROUND,  expected PRIORITY or RANDOM",
        "imqPingInterval,  often,  expected a number",
        "imqReconnectEnabled, 1,   expected true or false",
        "imqPingAckTimeout, soon,  expected a number",
        "address,          xx://h, unknown scheme",
    })
    void a_wrong_value_is_refused_even_where_the_name_means_nothing(String name, String value, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectionSettings.DEFAULT.with(name, value))
                .withMessageContaining(reason);
    }

    @Test
    void a_wrong_secret_is_not_repeated() {
        ConnectionSettings settings = ConnectionSettings.DEFAULT
                .with("password", "hush")
                .with("imqDefaultPassword", "hush")
                .with("proxy", "u:hush@p:1")
                .with("address", "amqp://u:hush@h?jms.password=hush");

        assertThat(settings.toString()).doesNotContain("hush").contains("amqp://h:5672");
    }

    @Test
    void names_count_more_than_the_options_of_an_address() {
        ConnectionSettings settings =
                ConnectionSettings.to("amqp://h?pingMs=1000&jms.clientID=uri").with("clientId", "name");

        assertThat(settings.text(Setting.CLIENT_ID)).isEqualTo("name");
        assertThat(settings.number(Setting.PING_MS)).isEqualTo(1_000);
    }

    @Test
    void what_is_given_last_counts() {
        ConnectionSettings settings = ConnectionSettings.DEFAULT
                .with("pingMs", "1000")
                .with("imqPingInterval", "7")
                .with("clientId", "a");

        assertThat(settings.number(Setting.PING_MS)).isEqualTo(7_000);
        assertThat(settings.with("pingMs", "1001").number(Setting.PING_MS)).isEqualTo(1_001);
        assertThat(settings.with("imqPingInterval", null).number(Setting.PING_MS))
                .isEqualTo(1_000);
    }

    @Test
    void an_address_holds_no_other_address() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectionSettings.to("amqp://h?address=amqp://i"))
                .withMessageContaining("cannot hold another");
    }

    @Test
    void a_failover_list_is_tried_without_end_from_the_start() {
        assertThat(ConnectionSettings.to("amqp://h").number(Setting.START_PASSES))
                .isEqualTo(1);
        assertThat(ConnectionSettings.to("failover:(amqp://h)").number(Setting.START_PASSES))
                .isEqualTo(-1);
        assertThat(ConnectionSettings.to("failover:(amqp://h)?failover.startupMaxReconnectAttempts=3")
                        .number(Setting.START_PASSES))
                .isEqualTo(3);
        assertThat(ConnectionSettings.to("failover:(amqp://h)")
                        .with("startPasses", "2")
                        .number(Setting.START_PASSES))
                .isEqualTo(2);
    }

    @Test
    void system_properties_of_known_names_come_on_top() {
        Properties system = new Properties();
        system.setProperty("imqAddressList", "mq://other");
        system.setProperty("belay.pingMs", "900");
        system.setProperty("imqNotOurs", "x");
        system.setProperty("pingMs", "1");

        ConnectionSettings settings = ConnectionSettings.to("amqp://h").overriddenBy(system);

        assertThat(settings.addresses()).hasToString("[mq://other:7676/jms]");
        assertThat(settings.number(Setting.PING_MS)).isEqualTo(900);
        assertThat(settings.overriddenBy(new Properties())).isSameAs(settings);
    }

    @Test
    void settings_survive_serialization() throws Exception {
        ConnectionSettings settings = ConnectionSettings.of(Map.of("imqAddressList", "a b", "pingMs", "5"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(settings);
        }

        Object back = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        assertThat(back).isEqualTo(settings).hasSameHashCodeAs(settings);
        assertThat(((ConnectionSettings) back).addresses()).hasSize(2);
        assertThat(((ConnectionSettings) back).number(Setting.PING_MS)).isEqualTo(5);
    }

    @Test
    void parts_are_separated_by_commas() {
        assertThat(ConnectionSettings.DEFAULT
                        .with("trustedClasses", " a.B, c. ,,")
                        .parts(Setting.TRUSTED_CLASSES))
                .containsExactly("a.B", "c.");
        assertThat(ConnectionSettings.DEFAULT.parts(Setting.TRUSTED_CLASSES)).isEmpty();
    }
}
