package io.belay.interop.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.jms.ConnectionSettings;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.policy.JmsDefaultDeserializationPolicy;
import org.apache.qpid.jms.policy.JmsDefaultMessageIDPolicy;
import org.apache.qpid.jms.policy.JmsDefaultPrefetchPolicy;
import org.apache.qpid.jms.policy.JmsDefaultPresettlePolicy;
import org.apache.qpid.jms.policy.JmsDefaultRedeliveryPolicy;
import org.apache.qpid.jms.provider.amqp.AmqpProvider;
import org.apache.qpid.jms.provider.failover.FailoverProvider;
import org.apache.qpid.jms.transports.TransportOptions;
import org.junit.jupiter.api.Test;

/** An address that Qpid JMS takes is taken, too: its options are what its own classes can be set to. */
class QpidOptionsTest {
    /** Refused on purpose (docs/CONNECTION.md), and the address itself. */
    private static final Set<String> REFUSED = Set.of(
            "jms.remoteURI",
            "jms.deserializationPolicy.denyList",
            "jms.deserializationPolicy.blackList",
            "transport.disabledProtocols",
            "transport.disabledCipherSuites",
            "transport.defaultTcpPort",
            "transport.defaultSslPort");

    private static final Set<Class<?>> WRITTEN =
            Set.of(String.class, String[].class, int.class, long.class, double.class, boolean.class);

    private static List<String> options(String prefix, Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(each -> each.getName().startsWith("set") && each.getParameterCount() == 1)
                .filter(each -> WRITTEN.contains(each.getParameterTypes()[0]))
                .map(Method::getName)
                .map(name -> prefix + name.substring(3, 4).toLowerCase(java.util.Locale.ROOT) + name.substring(4))
                .distinct()
                .toList();
    }

    @Test
    void every_option_of_qpid_jms_is_known_or_refused_on_purpose() {
        List<String> options = new ArrayList<>(options("jms.", JmsConnectionFactory.class));
        options.addAll(options("jms.prefetchPolicy.", JmsDefaultPrefetchPolicy.class));
        options.addAll(options("jms.redeliveryPolicy.", JmsDefaultRedeliveryPolicy.class));
        options.addAll(options("jms.messageIDPolicy.", JmsDefaultMessageIDPolicy.class));
        options.addAll(options("jms.presettlePolicy.", JmsDefaultPresettlePolicy.class));
        options.addAll(options("jms.deserializationPolicy.", JmsDefaultDeserializationPolicy.class));
        options.addAll(options("amqp.", AmqpProvider.class));
        options.addAll(options("failover.", FailoverProvider.class));
        options.addAll(options("transport.", TransportOptions.class));

        assertThat(options).hasSizeGreaterThan(80);
        options.removeAll(REFUSED);
        assertThat(ConnectionSettings.names()).containsAll(options);
        assertThat(ConnectionSettings.names()).doesNotContainAnyElementsOf(REFUSED);
    }
}
