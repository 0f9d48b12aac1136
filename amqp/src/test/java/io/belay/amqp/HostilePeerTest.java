package io.belay.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Performative.Close;
import io.belay.amqp.type.Performative.Detach;
import io.belay.amqp.type.Performative.End;
import io.belay.amqp.type.Role;
import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What no peer of good will does: it costs at most the peer's own line. */
class HostilePeerTest {
    @Test
    void bytes_that_are_no_frame_close_the_line_with_the_condition() {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL);

        end.hears(ByteBuffer.wrap(new byte[] {0, 0, 0, 7, 2, 0, 0, 0}));

        assertThat(end.said(Close.class).get(0).error().condition()).isEqualTo(ErrorCondition.CONNECTION_FRAMING_ERROR);
        assertThat(end.connection.ended()).isInstanceOf(AmqpEvent.Failed.class);
    }

    @Test
    void a_disposition_of_half_the_numbers_costs_no_more_than_what_is_there() {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL);
        end.sender("r", 0, 9);

        for (int n = 0; n < 20_000; n++) {
            end.hears(0, Frames.disposition(Role.RECEIVER, n, n + 0x7FFF_FFFFL, true, DeliveryState.ACCEPTED));
        }

        assertThat(end.events()).isEmpty();
        assertThat(end.session().isOpen()).isTrue();
    }

    @Test
    void frames_on_a_channel_without_a_session_close_the_line() {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL);

        end.hears(1, Frames.credit(0, 0, 1));

        assertThat(end.connection.isClosed()).isTrue();
    }

    @Test
    void an_answer_to_a_begin_of_nobody_closes_the_line() {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL);

        end.hears(1, Frames.begin(0));

        assertThat(end.connection.isClosed()).isTrue();
    }

    @Test
    void what_arrives_after_the_end_is_not_heard() {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL);

        end.hears(0, new Close(null)).hears(0, Frames.begin(-1));
        end.connection.session(); // does nothing, as all does on a closed line

        assertThat(end.events()).containsExactly(new AmqpEvent.Closed(null));
    }

    @ParameterizedTest
    @Seeds(300)
    void legal_frames_in_any_order_and_with_any_numbers_cause_no_exception(long seed) {
        Random random = new Random(seed);
        TestEnd end = TestEnd.openServer(TestEnd.SMALL);
        end.reactingWith(new GoodGateway(random)::answer);
        for (int step = 0; step < 200 && !end.connection.isClosed(); step++) {
            int channel = random.nextInt(10) > 0 ? 0 : random.nextInt(4);
            Performative performative = performative(random);
            if (performative instanceof Performative.Transfer transfer)
                end.hears(transfer, "x".repeat(random.nextInt(90)));
            else end.hears(channel, performative);
            if (random.nextInt(4) == 0) end.said();
        }

        assertThat(end.events(AmqpEvent.Failed.class)).hasSizeLessThan(2);
        end.said();
    }

    private static Performative performative(Random random) {
        int handle = random.nextInt(10) > 0 ? random.nextInt(3) : random.nextInt(7);
        Supplier<Long> number = () -> random.nextInt(8) == 0
                ? random.nextLong() & 0xFFFF_FFFFL
                : random.nextInt(30) - (long) random.nextInt(2);
        Role role = random.nextBoolean() ? Role.SENDER : Role.RECEIVER;
        boolean flag = random.nextInt(3) == 0;
        boolean other = random.nextInt(5) == 0;
        DeliveryState state = random.nextBoolean() ? DeliveryState.ACCEPTED : null;
        long id = Math.max(-1, number.get());
        Binary tag = random.nextInt(9) == 0 ? null : Frames.tag(random.nextInt(9));
        return switch (random.nextInt(20)) {
            case 0, 1 -> Frames.begin(random.nextInt(9) == 0 ? 0 : -1, Math.max(0, id), random.nextInt(5), 5);
            case 2, 3, 4, 5 -> attach(random, role, handle);
            case 6, 7 -> new Detach(handle, flag, null);
            case 8, 9, 10, 11 -> Frames.flow(id, Math.max(0, number.get()), other ? -1 : handle, id, id, flag, other);
            case 12, 13, 14 -> Frames.disposition(role, Math.max(0, id), Math.max(0, number.get()), flag, state);
            case 15, 16, 17, 18 -> Frames.transfer(handle, id, tag, other, flag, state, other && flag, other);
            default -> random.nextInt(20) == 0 ? new Close(null) : new End(null);
        };
    }

    private static Attach attach(Random random, Role role, int handle) {
        return Frames.attach("n" + random.nextInt(4), handle, role, random.nextInt(3) - 1, null, random.nextBoolean());
    }
}
