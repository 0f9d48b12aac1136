package io.belay.interop.brokers;

import java.util.List;
import java.util.stream.Stream;

/**
 * One line of the table: something that a JMS program may want to do.
 *
 * @param says what holds if it succeeds, in the words of the table
 * @param visit does it once
 */
record Trial(String says, Visit visit) {
    /** The work of a trial. */
    interface Visit {
        /**
         * Does it with names that nobody else uses.
         *
         * @return what came of it, usually {@link Outcome#YES}
         * @throws Exception if it does not hold; an {@link AssertionError} likewise
         */
        Outcome make(Guest guest) throws Exception;
    }

    /** A visit that either succeeds or throws. */
    interface Plain {
        void make(Guest guest) throws Exception;
    }

    /** One that holds or does not. */
    static Trial of(String says, Plain plain) {
        return new Trial(says, guest -> {
            plain.make(guest);
            return Outcome.YES;
        });
    }

    /** All of them, as they stand in the table. */
    static List<Trial> all() {
        return Stream.of(
                        MessageTrials.ALL,
                        QueueTrials.ALL,
                        AcknowledgeTrials.ALL,
                        TopicTrials.ALL,
                        TransactionTrials.ALL,
                        CutTrials.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
