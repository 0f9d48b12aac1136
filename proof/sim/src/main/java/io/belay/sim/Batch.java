package io.belay.sim;

import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * Plays many seeds on some threads and tells of them in the order of the seeds, so that what is told does not depend on the
 * number of threads. Worlds share nothing, so each is played by one thread alone.
 */
final class Batch {
    private static final int AHEAD = 64; // of the oldest that is still played, for each thread

    /**
     * What came of one seed, written down where it was played: a history is large, and others wait for their turn.
     *
     * @param findings how many
     * @param text to be printed, empty for nothing
     */
    record Report(int findings, String text) {}

    private final int threads;
    private final LongFunction<Report> play;

    /**
     * Prepares it.
     *
     * @param threads how many, 1 and up
     * @param play plays a seed, on several threads at once
     */
    Batch(int threads, LongFunction<Report> play) {
        this.threads = threads;
        this.play = play;
    }

    /**
     * Plays so many seeds.
     *
     * @param from the first seed
     * @param count how many
     * @param goesOn is told of each, on the caller's thread, and says whether to go on
     * @return how many it was told of
     * @throws IllegalStateException if a seed cannot be played; it is named
     */
    int run(long from, int count, Predicate<Report> goesOn) {
        ExecutorService players = Executors.newFixedThreadPool(threads);
        try {
            ArrayDeque<Future<Report>> waiting = new ArrayDeque<>();
            int given = 0;
            int told = 0;
            while (told < count) {
                while (given < count && waiting.size() < AHEAD * threads) {
                    long seed = from + given++;
                    waiting.add(players.submit(() -> play.apply(seed)));
                }
                Report report = await(from + told, waiting.remove());
                told++;
                if (!goesOn.test(report)) break;
            }
            return told;
        } finally {
            players.shutdownNow();
        }
    }

    private static Report await(long seed, Future<Report> played) {
        try {
            return played.get();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("seed " + seed + " cannot be played", broken.getCause());
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while seed " + seed + " was played", told);
        }
    }
}
