package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.client.ClientFailure;
import io.belay.testkit.Clause;
import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Answers in any order, listeners in the order of the sends. */
@Clause("JMS-7.3")
class CompletionsTest {
    private static final long WAIT_MS = 60_000;
    private static final ClientFailure REFUSED =
            new ClientFailure(ClientFailure.Known.NOT_DONE, ClientFailure.CLOSED, "refused");

    private final Completions completions = new Completions("of the test");
    private final Completed completed = new Completed();
    private final AtomicInteger givenBack = new AtomicInteger();

    private Completions.Send send(String text) throws JMSException {
        return send(text, completed);
    }

    private Completions.Send send(String text, CompletionListener listener) throws JMSException {
        BelayTextMessage message = new BelayTextMessage();
        message.setText(text);
        return completions.add(message, listener, "send " + text, givenBack::incrementAndGet);
    }

    @Test
    void listeners_hear_in_the_order_of_the_sends_whatever_is_answered_first() throws Exception {
        Completions.Send first = send("a");
        Completions.Send second = send("b");
        Completions.Send third = send("c");

        third.answered(null);
        second.answered(REFUSED);
        assertThat(givenBack).as("room is given back at once").hasValue(2);
        first.answered(null);

        assertThat(completed.next()).isEqualTo("a");
        assertThat(completed.next()).contains("send b").contains("refused");
        assertThat(completed.next()).isEqualTo("c");
        completions.await("close", WAIT_MS);
    }

    @Test
    void who_waits_for_all_waits_for_the_last_call_too() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        CompletableFuture<Void> mayReturn = new CompletableFuture<>();
        Completions.Send only = send("a", new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                told.add("in " + completions.isCaller());
                mayReturn.join();
                told.add("out");
            }

            @Override
            public void onException(Message message, Exception exception) {
                told.add(exception.toString());
            }
        });
        only.answered(null);
        assertThat(told.poll(WAIT_MS, TimeUnit.MILLISECONDS)).isEqualTo("in true");
        assertThatThrownBy(() -> completions.await("close", 20)).hasMessageContaining("close");

        mayReturn.complete(null);
        completions.await("close", WAIT_MS);

        assertThat(told).containsExactly("out");
        assertThat(completions.isCaller()).isFalse();
    }

    @Test
    void nobody_waits_where_nothing_is_under_way() throws JMSException {
        completions.await("close", 0);
    }

    @Test
    void a_wait_that_is_in_vain_ends_at_its_deadline() throws Exception {
        Completions.Send unanswered = send("a");

        assertThatThrownBy(() -> completions.await("commit", 20))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("commit, which waits for asynchronous sends");

        unanswered.answered(null);
        assertThat(completed.next()).isEqualTo("a");
    }

    @Test
    void an_interrupted_wait_says_so_and_the_thread_stays_interrupted() throws Exception {
        Completions.Send unanswered = send("a");

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> completions.await("commit", WAIT_MS)).hasMessageContaining("interrupted");

        assertThat(Thread.interrupted()).isTrue();
        unanswered.answered(null);
        completions.await("commit", WAIT_MS);
    }

    @Test
    void a_listener_that_throws_does_not_cost_the_next() throws Exception {
        Completions.Send bad = send("bad", new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                throw new NoClassDefFoundError("a.Missing");
            }

            @Override
            public void onException(Message message, Exception exception) {}
        });
        Completions.Send good = send("good");

        bad.answered(null);
        good.answered(null);

        assertThat(completed.next()).isEqualTo("good");
    }

    @Test
    void many_answers_from_another_thread_are_all_heard() throws Exception {
        BlockingQueue<Completions.Send> sends = new LinkedBlockingQueue<>();
        Thread loop = new Thread(() -> {
            try {
                for (int i = 0; i < 2_000; i++) sends.take().answered(null);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        loop.start();

        for (int i = 0; i < 2_000; i++) sends.add(send("m" + i));

        for (int i = 0; i < 2_000; i++) assertThat(completed.next()).isEqualTo("m" + i);
        loop.join();
        assertThat(givenBack).hasValue(2_000);
    }
}
