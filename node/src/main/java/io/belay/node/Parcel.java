package io.belay.node;

import io.belay.core.DeadLetter;
import io.belay.core.Effect;
import org.jspecify.annotations.Nullable;

/** Something on its way to one line, in order with all else that is. */
sealed interface Parcel {
    /** The message whose body it needs; 0 if it has it, or needs none. */
    long number();

    /** Whether it must arrive: if not, it may be dropped when the line is slow. */
    boolean isAssured();

    /** What it waits as while the line is slow, without a body that can be read again. */
    default Parcel withoutBody() {
        return this;
    }

    /** How many bytes of message it holds while it waits. */
    default int heldBytes() {
        return 0;
    }

    /** Its message is needed no more, before it could be sent: it expired, or was taken away. */
    default void givenUp() {}

    /** A delivery to an MQTT session. */
    record Subscribed(Effect.Deliver deliver) implements Parcel {
        @Override
        public long number() {
            return deliver.number();
        }

        @Override
        public boolean isAssured() {
            return deliver.sequence() > 0;
        }

        @Override
        public Parcel withoutBody() {
            return new Subscribed(new Effect.Deliver(
                    deliver.session(),
                    deliver.epoch(),
                    deliver.sequence(),
                    deliver.number(),
                    null,
                    deliver.guarantee(),
                    deliver.retain(),
                    deliver.repeated(),
                    deliver.subscriptionIds()));
        }

        @Override
        public int heldBytes() {
            return deliver.message() == null ? 0 : deliver.message().length();
        }
    }

    /** An entry of a queue for a consumer. */
    record Handed(Consumer consumer, Taken taken, @Nullable DeadLetter dead) implements Parcel {
        @Override
        public long number() {
            return taken.number();
        }

        @Override
        public boolean isAssured() {
            return true;
        }

        @Override
        public void givenUp() {
            consumer.queue.unhand(consumer, taken);
            consumer.line.hungry.add(consumer.queue); // It has credit again, and nobody else knows.
        }
    }

    /** Word to a consumer that nothing more is there. */
    record Drained(Consumer consumer, long credit) implements Parcel {
        @Override
        public long number() {
            return 0;
        }

        @Override
        public boolean isAssured() {
            return true;
        }
    }
}
