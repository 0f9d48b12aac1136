package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.IllegalStateException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OneThreadTest {
    private final OneThread rule = new OneThread("session 1");

    @Test
    void one_thread_may_come_in_again_and_leaves_once() throws IllegalStateException {
        assertThat(rule.enter("commit")).isTrue();
        assertThat(rule.enter("send")).isFalse();

        rule.leave();

        assertThat(rule.enter("receive")).isTrue();
    }

    @Test
    void another_is_told_who_is_inside_and_where() throws Exception {
        Thread.currentThread().setName("the-first");
        rule.enter("commit");

        CompletableFuture<Boolean> other = inAnother(() -> rule.enter("send"));

        assertThatThrownBy(() -> other.get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the-first")
                .hasMessageContaining("commit")
                .hasMessageContaining("send");
    }

    @Test
    void a_thread_of_the_provider_waits_until_nobody_is_inside() throws Exception {
        rule.enter("commit");
        CompletableFuture<Boolean> other = inAnother(() -> {
            rule.enterLater("its message listener");
            return true;
        });
        assertThat(other).isNotDone();

        rule.leave();

        assertThat(other.get(60, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> rule.enter("send")).hasMessageContaining("its message listener");
    }

    private interface Entering {
        boolean enter() throws IllegalStateException;
    }

    private static CompletableFuture<Boolean> inAnother(Entering entering) {
        CompletableFuture<Boolean> entered = new CompletableFuture<>();
        Thread other = new Thread(() -> {
            try {
                entered.complete(entering.enter());
            } catch (IllegalStateException refused) {
                entered.completeExceptionally(refused);
            }
        });
        other.setDaemon(true);
        other.start();
        return entered;
    }
}
