package io.belay.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNamesTest {
    private static final List<String> NAMES =
            List.of("orders", "orders.eu", "returns", "DLQ", "invoices", "order-log", "Orders2");

    @ParameterizedTest
    @CsvSource({
        "ordres, orders",
        "ORDERS, 'orders, Orders2, orders.eu'",
        "dlq,    DLQ",
        "xyzzy,  ''",
    })
    void the_nearest_names_come_first(String asked, String near) {
        assertThat(String.join(", ", NearNames.of(asked, NAMES))).startsWith(near);
    }

    @Test
    void three_are_enough() {
        assertThat(NearNames.of("q", List.of("a", "b", "c", "d"))).containsExactly("a", "b", "c");
    }

    @Test
    void long_names_are_compared_by_how_they_begin() {
        String name = "n".repeat(10_000);

        assertThat(NearNames.of(name, List.of(name + "x", "other"))).containsExactly(name + "x");
    }
}
