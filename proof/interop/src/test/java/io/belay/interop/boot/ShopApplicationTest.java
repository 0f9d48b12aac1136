package io.belay.interop.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.interop.Brokers;
import io.belay.testkit.BrokerProcess;
import io.belay.testkit.Clause;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class ShopApplicationTest {
    private static final int ORDERS = 3_000;
    private static final long WAIT_S = 240;

    @TempDir
    Path directory;

    @Test
    @Clause({"PAIN-1", "PAIN-3", "PAIN-17", "GAP-1"})
    void a_shop_that_handles_no_error_ships_each_order_once_while_its_broker_is_restarted_and_killed()
            throws Exception {
        try (BrokerProcess broker = Brokers.start(directory);
                ConfigurableApplicationContext shop = shop(broker)) {
            ShopApplication.Counter counter = shop.getBean(ShopApplication.Counter.class);
            AtomicInteger taken = new AtomicInteger();
            CompletableFuture<Void> customers = CompletableFuture.runAsync(() -> orderAll(counter, taken));

            awaitTaken(taken, ORDERS / 3, customers);
            broker.stop();
            broker.restart();
            awaitTaken(taken, 2 * ORDERS / 3, customers);
            broker.kill();
            broker.restart();
            customers.get(WAIT_S, TimeUnit.SECONDS);

            assertThat(shipped(shop)).containsExactlyInAnyOrderElementsOf(orders());
        }
    }

    private static ConfigurableApplicationContext shop(BrokerProcess broker) {
        return new SpringApplicationBuilder(ShopApplication.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of(
                        "shop.broker", "amqp://127.0.0.1:" + broker.amqpPort(), "spring.main.banner-mode", "off"))
                .run();
    }

    private static void orderAll(ShopApplication.Counter counter, AtomicInteger taken) {
        for (String order : orders()) {
            counter.order(order);
            taken.incrementAndGet();
        }
    }

    private static List<String> orders() {
        return IntStream.rangeClosed(1, ORDERS)
                .mapToObj(number -> "order " + number)
                .toList();
    }

    private static void awaitTaken(AtomicInteger taken, int count, CompletableFuture<Void> customers) {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_S);
        while (taken.get() < count && !customers.isDone() && System.nanoTime() < endNs)
            LockSupport.parkNanos(1_000_000);
        assertThat(customers).as("customers at " + taken).isNotCompletedExceptionally();
        assertThat(taken.get()).isGreaterThanOrEqualTo(count);
    }

    /** What was booked once as much was booked as was ordered, and a moment is left for what comes twice. */
    private static List<String> shipped(ConfigurableApplicationContext shop) {
        ShopApplication.Warehouse warehouse = shop.getBean(ShopApplication.Warehouse.class);
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_S);
        while (warehouse.shipped.size() < ORDERS && System.nanoTime() < endNs) LockSupport.parkNanos(1_000_000);
        shop.close(); // Listeners finish what they have begun.
        return new ArrayList<>(warehouse.shipped);
    }
}
