package io.belay.node.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.DeliveryState.UnknownState;
import io.belay.amqp.type.Described;
import io.belay.amqp.type.Symbol;
import io.belay.node.Request.Disposition;
import org.junit.jupiter.api.Test;

/** What is kept of an outcome that is acted on later. */
final class AmqpOutcomesTest {
    @Test
    void one_that_nobody_knows_is_kept_as_what_it_counts_as() {
        UnknownState unknown = new UnknownState(new Described(Symbol.of("a:state"), "x".repeat(100_000)));

        assertThat(AmqpOutcomes.disposition(unknown)).isEqualTo(Disposition.RELEASED);
        assertThat(AmqpOutcomes.brief(unknown)).isEqualTo(DeliveryState.RELEASED);
    }
}
