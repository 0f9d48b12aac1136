package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Sun MQ's attributes (rows OMQ-1 to OMQ-38) and Qpid JMS's options come to. */
class ForeignNamesTest {
    static List<Alias> all() {
        List<Alias> all = new ArrayList<>(SunNames.ALL);
        all.addAll(QpidNames.ALL);
        return all;
    }

    private static ConnectionSettings settings(String pairs) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String pair : pairs.split(" ")) given.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        return ConnectionSettings.of(given);
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_name_takes_its_own_default_or_says_that_it_means_nothing(Alias alias) {
        if (alias.standard().isEmpty() && !(alias.kind() instanceof SettingKind.Text)) return;

        ConnectionSettings settings = ConnectionSettings.DEFAULT.with(alias.name(), alias.standard());

        assertThat(settings.ignored()).hasSize(alias.meansNothing() ? 1 : 0);
    }

    @Test
    void no_name_means_two_things() {
        assertThat(ConnectionSettings.names()).doesNotHaveDuplicates().hasSize(Setting.values().length + all().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "imqAddressListBehavior=random                     | ADDRESS_ORDER              | RANDOM",
                "imqAddressListIterations=2                        | ADDRESS_PASSES             | 2",
                "imqAddressListIterations=2                        | START_PASSES               | 2",
                "imqAddressListIterations=0                        | START_PASSES               | 0",
                "imqAddressListIterations=-5                       | ADDRESS_PASSES             | -1",
                "imqReconnectEnabled=false                         | RECONNECT                  | false",
                "imqReconnectAttempts=0                            | ADDRESS_ATTEMPTS           | 0",
                "imqReconnectAttempts=-9                           | ADDRESS_ATTEMPTS           | -1",
                "imqReconnectInterval=3000                         | RECONNECT_INTERVAL_MS      | 3000",
                "imqPingInterval=30                                | PING_MS                    | 30000",
                "imqPingInterval=-1                                | PING_MS                    | 0",
                "imqPingInterval=3600                              | PING_MS                    | 3600000",
                "imqPingInterval=3601                              | PING_MS                    | 3600000",
                "imqSocketConnectTimeout=0                         | DIAL_TIMEOUT_MS            | 0",
                "imqPortMapperSoTimeout=0                          | PORT_MAPPER_TIMEOUT_MS     | 1",
                "imqSSLIsHostTrusted=true                          | TLS_TRUST_ALL              | true",
                "imqAckTimeout=5000                                | SEND_TIMEOUT_MS            | 5000",
                "imqAckTimeout=5000                                | COMMIT_TIMEOUT_MS          | 5000",
                "imqAckTimeout=5000                                | CLOSE_TIMEOUT_MS           | 60000",
                "imqAckOnProduce=true                              | SEND_WAITS                 | ALWAYS",
                "imqAckOnProduce=false                             | SEND_WAITS                 | NEVER",
                "imqAckOnAcknowledge=false                         | ACKNOWLEDGE_WAITS          | NEVER",
                "imqConnectionFlowLimit=7                          | CONNECTION_PREFETCH_MAX    | 0",
                "imqConnectionFlowLimit=7 imqConnectionFlowLimitEnabled=true  | CONNECTION_PREFETCH_MAX | 7",
                "imqConnectionFlowLimitEnabled=true                | CONNECTION_PREFETCH_MAX    | 1000",
                "imqConsumerFlowLimit=50                           | PREFETCH                   | 50",
                "imqConsumerFlowLimit=-1                           | PREFETCH                   | 1000000",
                "imqConsumerFlowLimit=0                            | PREFETCH                   | 1000000",
                "imqConsumerFlowLimitPrefetch=false imqConsumerFlowLimit=50   | PREFETCH | 1",
                "imqConsumerFlowLimit=50 imqConsumerFlowLimitPrefetch=true    | PREFETCH | 50",
                "imqConsumerFlowThreshold=20                       | PREFETCH_REFILL_PERCENT    | 20",
                "imqOnMessageExceptionRedeliveryAttempts=3         | LISTENER_RETRIES           | 3",
                "imqDefaultUsername=guest                          | USERNAME                   | guest",
                "imqConfiguredClientID=till-7                      | CLIENT_ID                  | till-7",
                "imqJMSDeliveryMode=1                              | DELIVERY_MODE              | NON_PERSISTENT",
                "imqJMSDeliveryMode=persistent                     | DELIVERY_MODE              | PERSISTENT",
                "imqJMSExpiration=9                                | TIME_TO_LIVE_MS            | 9",
                "imqQueueBrowserMaxMessagesPerRetrieve=0           | BROWSER_PREFETCH           | 1",
                "jms.clientID=x                                    | CLIENT_ID                  | x",
                "jms.sendTimeout=-1                                | SEND_TIMEOUT_MS            | 0",
                "jms.forceAsyncSend=true                           | SEND_WAITS                 | NEVER",
                "jms.forceSyncSend=true                            | SEND_WAITS                 | ALWAYS",
                "jms.forceSyncSend=false                           | SEND_WAITS                 | PERSISTENT",
                "jms.prefetchPolicy.all=10                         | PREFETCH                   | 10",
                "amqp.idleTimeout=60000                            | PING_MS                    | 30000",
                "amqp.idleTimeout=1                                | PING_MS                    | 1",
                "amqp.idleTimeout=0                                | PING_MS                    | 0",
                "failover.randomize=true                           | ADDRESS_ORDER              | RANDOM",
                "failover.reconnectDelay=40                        | BACK_OFF_MIN_MS            | 40",
                "failover.reconnectDelay=40 failover.useReconnectBackOff=false | RECONNECT_INTERVAL_MS | 40",
                "failover.maxReconnectAttempts=0                   | RECONNECT                  | false",
                "failover.maxReconnectAttempts=4                   | ADDRESS_PASSES             | 4",
                "failover.startupMaxReconnectAttempts=0            | START_PASSES               | 1",
                "transport.trustStoreLocation=/x                   | TLS_TRUST_STORE            | /x",
            })
    void a_value_comes_to(String pairs, Setting setting, String value) {
        assertThat(settings(pairs).text(setting)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "imqAddressList=                                             | mq://localhost:7676/jms",
                "imqBrokerHostName=b                                         | mq://b:7676/jms",
                "imqBrokerHostName=b imqBrokerHostPort=1                     | mq://b:1/jms",
                "imqBrokerServicePort=9                                      | mqtcp://localhost:9/jms",
                "imqConnectionType=TLS imqBrokerHostName=b                   | mq://b:7676/ssljms",
                "imqConnectionType=TLS imqBrokerServicePort=9                | mqssl://localhost:9/ssljms",
                "imqConnectionType=HTTP                                      | http://localhost:80/imq/tunnel",
                "imqConnectionType=HTTP imqConnectionURL=http://w:8/x        | http://w:8/x",
                "imqAddressList=c imqBrokerHostName=b                        | mq://c:7676/jms",
                "imqBrokerHostName=b imqAddressList=c                        | mq://c:7676/jms",
            })
    void the_attributes_of_version_3_count_only_without_a_list(String pairs, String address) {
        assertThat(settings(pairs).addresses()).hasToString("[" + address + "]");
    }

    @Test
    void names_that_mean_nothing_say_why() {
        assertThat(settings("imqPingAckTimeout=5 imqConnectionFlowCount=1 pingMs=5")
                        .ignored())
                .containsExactly(
                        "imqPingAckTimeout: a dead line is always found within two ping intervals",
                        "imqConnectionFlowCount: AMQP's credit meters each consumer by itself");
    }

    @Test
    void guards_that_we_do_not_have_are_not_pretended() {
        assertThat(ConnectionSettings.names())
                .doesNotContain(
                        "jms.deserializationPolicy.denyList",
                        "jms.deserializationPolicy.blackList",
                        "transport.disabledProtocols",
                        "transport.disabledCipherSuites");
    }
}
