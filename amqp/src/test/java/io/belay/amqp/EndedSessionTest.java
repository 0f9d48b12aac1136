package io.belay.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Performative.End;
import org.junit.jupiter.api.Test;

/** A session that this end has ended takes room until the peer has ended it too: so long it counts. */
class EndedSessionTest {
    private final TestEnd end = TestEnd.withSession(TestEnd.SMALL); // 6 links, as many refused ones

    @Test
    void links_of_a_session_that_its_client_does_not_end_count() {
        attach(0, "a", 4);
        end.session().end(null);
        begin(1);
        attach(1, "b", 4);

        assertThat(end.events(AmqpEvent.Attached.class)).hasSize(6);
    }

    @Test
    void once_it_has_they_count_no_more() {
        attach(0, "a", 4);
        end.session().end(null);
        end.hears(0, new End(null));
        begin(0);
        attach(0, "b", 4);
        begin(1);
        attach(1, "c", 3);

        assertThat(end.events(AmqpEvent.Attached.class)).hasSize(4 + 4 + 2);
    }

    private void begin(int channel) {
        end.hears(channel, Frames.begin(-1));
        end.session().begin();
    }

    private void attach(int channel, String name, int count) {
        for (int handle = 0; handle < count; handle++) end.hears(channel, Frames.sender(name + handle, handle));
    }
}
