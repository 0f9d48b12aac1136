package io.belay.sim;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** All the luck there is in a world. The same seed gives the same luck, on every machine. One thread at a time. */
public final class Chance {
    private final SplittableRandom random;

    /** Starts from a seed. */
    public Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** Luck of its own for one actor, so that what others draw does not change what it draws. */
    public Chance split() {
        return new Chance(random.split());
    }

    /** The same luck for code that draws its own way. */
    public RandomGenerator generator() {
        return random;
    }

    /** A number from 0 to {@code bound} − 1. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** A number from {@code least} to {@code most}, both included. */
    public long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    /** True in {@code percent} of 100 cases. */
    public boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    /** One of the choices, each as likely as the others. */
    public <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** A duration whose order of magnitude is drawn first: many short ones, some long ones. */
    public long skewed(long least, long most) {
        long span = Math.max(1, most - least);
        int magnitudes = 64 - Long.numberOfLeadingZeros(span);
        long cap = Math.min(span, 1L << (1 + below(magnitudes)));
        return least + random.nextLong(cap + 1);
    }
}
