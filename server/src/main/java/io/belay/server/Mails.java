package io.belay.server;

import io.belay.node.Node;
import io.belay.node.Request;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** What is posted to a {@link NodeThread}. */
final class Mails {
    /** One with more requests takes too long for a brief round. */
    static final int REQUESTS_PER_BRIEF_MAIL = 64;

    private Mails() {}

    /** A line stands. */
    static final class Arrived extends Mail {
        private final LineDriver driver;

        Arrived(LineDriver driver) {
            this.driver = driver;
        }

        @Override
        void open(NodeThread thread) {
            thread.add(driver);
        }
    }

    /** A line is gone. */
    static final class Left extends Mail {
        private final LineDriver driver;

        Left(LineDriver driver) {
            this.driver = driver;
        }

        @Override
        void open(NodeThread thread) {
            thread.remove(driver);
        }
    }

    /** A line asks. */
    static final class Asked extends Mail {
        private final LineDriver driver;
        private final List<Request> requests;
        private final int bytes;

        Asked(LineDriver driver, List<Request> requests, int bytes) {
            this.driver = driver;
            this.requests = requests;
            this.bytes = bytes;
        }

        @Override
        boolean isBrief() {
            if (requests.size() > REQUESTS_PER_BRIEF_MAIL) return false;
            for (Request request : requests) if (request instanceof Request.Commit) return false; // of many messages
            return true;
        }

        @Override
        void open(NodeThread thread) {
            for (Request request : requests) {
                boolean opens = request instanceof Request.Open || request instanceof Request.Join;
                if (thread.isStopping() && opens) driver.turnAway();
                else thread.node().handle(request);
            }
            driver.processed(bytes);
        }
    }

    /** Somebody wants to know something. */
    static final class Asking<T> extends Mail {
        private final Function<Node, T> question;
        private final CompletableFuture<T> answer;

        Asking(Function<Node, T> question, CompletableFuture<T> answer) {
            this.question = question;
            this.answer = answer;
        }

        @Override
        void open(NodeThread thread) {
            try {
                answer.complete(question.apply(thread.node()));
            } catch (Throwable bug) {
                answer.completeExceptionally(bug); // A question changes nothing: its failure is the asker's alone.
            }
        }
    }

    /** Somebody wants something done. */
    static final class Ordering<T> extends Mail {
        private final BiConsumer<Node, Consumer<T>> order;
        private final CompletableFuture<T> answer;

        Ordering(BiConsumer<Node, Consumer<T>> order, CompletableFuture<T> answer) {
            this.order = order;
            this.answer = answer;
        }

        @Override
        void open(NodeThread thread) {
            order.accept(thread.node(), answer::complete);
        }
    }

    /** It is to stop. */
    static final class Stop extends Mail {
        private final int patienceMs;

        Stop(int patienceMs) {
            this.patienceMs = patienceMs;
        }

        @Override
        void open(NodeThread thread) {
            thread.stopWithin(patienceMs);
        }
    }
}
