package io.belay.node.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.node.Request.Disposition;
import io.belay.node.Request.OpenSource.Claim;
import io.belay.node.Request.OpenSource.Claims;
import io.belay.testkit.Clause;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReturnedLinkTest {
    private static final DeliveryState ALL = new DeliveryState.Received(Performative.UINT_MAX, 0);

    private static Claims claimsOf(@Nullable DeliveryState... states) {
        Map<Binary, @Nullable DeliveryState> unsettled = new LinkedHashMap<>();
        for (DeliveryState state : states) unsettled.put(EntryTag.of(7, unsettled.size() + 1), state);
        return Objects.requireNonNull(ReturnedLink.claims(new Attach(
                "c1",
                0,
                Role.RECEIVER,
                SenderSettleMode.UNSETTLED,
                ReceiverSettleMode.SECOND,
                Source.at("q"),
                Target.at(null),
                unsettled,
                false,
                -1,
                0,
                List.of(),
                List.of(),
                Collections.emptyMap())));
    }

    private static DeliveryState failed(@Nullable Integer toldFailures) {
        Map<Symbol, @Nullable Object> annotations = new LinkedHashMap<>();
        if (toldFailures != null) annotations.put(Symbol.of("belay:failures"), new UnsignedInteger(toldFailures));
        return new DeliveryState.Modified(true, false, annotations);
    }

    @Test
    @Clause("AMQP-2.6.13")
    void what_a_client_has_decided_is_told_as_it_decided() {
        DeliveryState givenBack = new DeliveryState.Modified(false, false, Map.of());
        DeliveryState rejected = new DeliveryState.Rejected(new AmqpError(ErrorCondition.INTERNAL_ERROR, "why"));

        Claims claims = claimsOf(
                ALL, DeliveryState.ACCEPTED, DeliveryState.RELEASED, givenBack, failed(3), failed(null), rejected);

        assertThat(claims.each())
                .containsExactly(
                        new Claim(7, 1, null),
                        new Claim(7, 2, Disposition.ACCEPTED),
                        new Claim(7, 3, Disposition.RELEASED),
                        new Claim(7, 4, Disposition.RELEASED),
                        new Claim(7, 5, Disposition.FAILED, 3),
                        new Claim(7, 6, Disposition.FAILED, Claim.NOT_TOLD),
                        new Claim(7, 7, Disposition.REJECTED));
    }

    @Test
    @Clause("AMQP-2.6.13")
    void what_it_has_decided_in_a_transaction_is_not_decided() {
        Binary transaction = Binary.of(new byte[] {1});

        Claims claims = claimsOf(
                new DeliveryState.TransactionalState(transaction, DeliveryState.ACCEPTED),
                new DeliveryState.TransactionalState(transaction, DeliveryState.RELEASED));

        assertThat(claims.each()).containsExactly(new Claim(7, 1, null), new Claim(7, 2, null));
    }

    @Test
    @Clause("AMQP-2.6.13")
    void of_what_it_has_not_wholly_it_claims_nothing() {
        Claims claims = claimsOf(null, new DeliveryState.Received(0, 17));

        assertThat(claims.each()).isEmpty();
    }
}
