package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.client.ReturnOptions;
import io.belay.client.ReturnPlan;
import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From settings to attempts: which address is tried when (features 2.6, and our own back-off). */
class ReturnOrderTest {
    private static ReturnOptions options(String pairs) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String pair : pairs.split(" ")) given.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        return new ConnectionOptions(ConnectionSettings.of(given), null, null, ObjectPolicy.CLOSED).returning();
    }

    private static ReturnPlan plan(String pairs) {
        return new ReturnPlan(options(pairs), new Random(1)::nextLong);
    }

    /** The next attempts as {@code a+3000}: host and pause; ends with {@code -} where there is none left. */
    private static String attempts(ReturnPlan plan, int count) {
        List<String> attempts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ReturnPlan.Attempt attempt = plan.next(0);
            if (attempt == null) {
                attempts.add("-");
                break;
            }
            attempts.add(attempt.address().replaceFirst("mq://(\\w+):.*", "$1") + "+" + attempt.afterMs());
        }
        return String.join(" ", attempts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "imqReconnectInterval=7                                                   | a+0 b+7 c+7 -",
                "imqReconnectInterval=7 imqAddressListIterations=2                        | a+0 b+7 c+7 a+7 b+7 c+7 -",
                "imqReconnectInterval=7 imqAddressListIterations=-1                       | a+0 b+7 c+7 a+7 b+7 c+7 a+7 b+7",
                "imqReconnectInterval=7 imqReconnectAttempts=2 imqAddressListIterations=1 | a+0 a+7 b+7 b+7 c+7 c+7 -",
                "imqReconnectInterval=7 imqReconnectAttempts=1 imqAddressListIterations=1 | a+0 b+7 c+7 -",
                "imqReconnectInterval=7 imqReconnectAttempts=0 imqAddressListIterations=1 | a+0 b+7 c+7 -",
                "imqReconnectInterval=7 imqReconnectAttempts=-1                           | a+0 a+7 a+7 a+7 a+7 a+7 a+7 a+7",
                "imqReconnectAttempts=1                                                   | a+0 b+3000 c+3000 -",
                "imqReconnectInterval=0 imqReconnectAttempts=2                            | a+0 a+100 b+100 b+100 c+100 c+100 -",
                "imqAddressListIterations=1                                               | a+0 b+3000 c+3000 -",
                "pingMs=1000                                                              | a+0 b+0 c+0 -",
            })
    @Clause({"OMQ-3", "OMQ-5", "OMQ-6", "OMQ-71", "OMQ-72"})
    void the_first_connect_goes_through_the_list(String pairs, String expected) {
        assertThat(attempts(plan("imqAddressList=a,b,c " + pairs), 8)).isEqualTo(expected);
    }

    /** The first connect was good at {@code b}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "imqReconnectInterval=7 imqReconnectAttempts=0 imqAddressListIterations=1 | c+0 a+7 b+7 -",
                "imqReconnectInterval=7 imqReconnectAttempts=1 imqAddressListIterations=1 | b+0 c+7 a+7 -",
                "imqReconnectInterval=7 imqReconnectAttempts=2 imqAddressListIterations=1 | b+0 b+7 c+7 c+7 a+7 a+7 -",
                "imqReconnectInterval=7                                                   | b+0 c+7 a+7 b+7 c+7 a+7 b+7 c+7",
            })
    @Clause("OMQ-70")
    void a_return_begins_at_the_same_address_or_the_next(String pairs, String expected) {
        ReturnPlan plan = plan("imqAddressList=a,b,c " + pairs);
        for (String at = ""; !at.equals("b"); ) at = attempts(plan, 1).substring(0, 1);
        plan.connected();
        plan.proven();

        assertThat(attempts(plan, 8)).isEqualTo(expected);
    }

    @Test
    @Clause("OMQ-75")
    void an_address_that_the_broker_names_comes_first_and_then_the_list() {
        ReturnPlan plan = plan("imqAddressList=a,b imqReconnectInterval=7");
        plan.next(0);
        plan.redirect("mq://owner:7676/jms");

        assertThat(attempts(plan, 2)).isEqualTo("owner+0 b+7");
    }

    @Test
    @Clause("OMQ-76")
    void addresses_that_the_broker_tells_come_after_those_that_are_listed() {
        ReturnPlan plan = plan("imqAddressList=a imqReconnectInterval=7 imqAddressListIterations=0");
        plan.next(0);
        plan.connected();
        plan.proven();
        plan.known(List.of("mq://told:7676/jms", "mq://a:7676/jms"));

        assertThat(attempts(plan, 4)).isEqualTo("a+0 told+7 a+7 told+7");
    }

    @Test
    @Clause("OMQ-4")
    void reconnecting_is_on_unless_it_is_switched_off() {
        assertThat(options("imqAddressList=a").returns()).isTrue();
        assertThat(options("imqReconnectEnabled=false").returns()).isFalse();
    }

    @Test
    @Clause("OMQ-2")
    void a_random_order_is_drawn_once_for_each_connection_and_holds_every_address() {
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ReturnOptions options = options("imqAddressList=a,b,c imqAddressListBehavior=RANDOM");
            assertThat(options.addresses())
                    .containsExactlyInAnyOrder("mq://a:7676/jms", "mq://b:7676/jms", "mq://c:7676/jms");
            orders.add(options.addresses().toString());
            ReturnPlan plan = new ReturnPlan(options, new Random(i)::nextLong);
            assertThat(plan.next(0))
                    .isNotNull()
                    .satisfies(first -> assertThat(first.address())
                            .isEqualTo(options.addresses().get(0)));
        }

        assertThat(orders.stream().distinct().count()).as("of six").isGreaterThan(2); // else in 1 of 10^17 runs
    }

    @ParameterizedTest
    @Seeds(20)
    void a_return_of_our_own_is_at_once_and_then_after_growing_drawn_pauses(long seed) {
        ReturnOptions options = options("address=a,b backOffMinMs=100 backOffMaxMs=1000");
        ReturnPlan plan = new ReturnPlan(options, new Random(seed)::nextLong);
        plan.next(0);
        plan.connected();
        plan.proven();

        assertThat(attempts(plan, 2)).isEqualTo("a+0 b+0");
        for (int round = 0; round < 12; round++) {
            long bound = Math.min(1_000, 100L << round);
            assertThat(plan.next(0))
                    .isNotNull()
                    .satisfies(first -> assertThat(first.afterMs()).isBetween(0L, bound));
            assertThat(plan.next(0))
                    .isNotNull()
                    .satisfies(second -> assertThat(second.afterMs()).isZero());
        }
    }

    @Test
    void a_failover_list_of_qpid_jms_is_tried_without_end_from_the_start() {
        ReturnPlan plan =
                plan("address=failover:(mq://a,mq://b)?failover.reconnectDelay=1&failover.maxReconnectDelay=1");

        for (int i = 0; i < 100; i++) assertThat(plan.next(0)).isNotNull();
    }
}
