package io.belay.selector;

import io.belay.selector.Tree.Between;
import io.belay.selector.Tree.Calculated;
import io.belay.selector.Tree.Compared;
import io.belay.selector.Tree.Flag;
import io.belay.selector.Tree.Given;
import io.belay.selector.Tree.In;
import io.belay.selector.Tree.IsNull;
import io.belay.selector.Tree.Joined;
import io.belay.selector.Tree.Minus;
import io.belay.selector.Tree.Named;
import io.belay.selector.Tree.Not;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Expressions and messages by seed. Numbers are small, in halves, and divided by powers of two only, so that even a float
 * holds every result as it is.
 */
final class RandomTree {
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "Nota", "$in");
    private static final List<String> STRINGS = List.of("red", "blue", "");
    private static final List<String> SIGNS = List.of("=", "<>", "<", "<=", ">", ">=");

    private final Random random;

    RandomTree(long seed) {
        this.random = new Random(seed);
    }

    /** Some of the properties, of any type. */
    Map<String, Object> message() {
        var message = new TreeMap<String, Object>();
        for (String name : NAMES) {
            int number = random.nextInt(17) - 8;
            List<Object> values = List.of(
                    (byte) number,
                    (short) number,
                    number,
                    (long) number,
                    number / 2f,
                    number / 2d,
                    number > 0,
                    one(STRINGS));
            if (random.nextInt(5) > 0) message.put(name, one(values));
        }
        return message;
    }

    Tree condition(int depth) {
        int choice = random.nextInt(depth > 0 ? 12 : 8);
        if (choice >= 10) return new Not(condition(depth - 1));
        if (choice >= 8) return new Joined(condition(depth - 1), random.nextBoolean(), condition(depth - 1));
        return test(choice);
    }

    private Tree test(int choice) {
        if (choice == 0) return new IsNull(named(), random.nextBoolean());
        if (choice == 1) return new In(named(), random.nextBoolean(), List.of(one(STRINGS), one(STRINGS)));
        if (choice == 2) return new Between(number(1), random.nextBoolean(), number(1), number(1));
        if (choice == 3) return new Flag(random.nextInt(4) == 0 ? truth() : named());
        if (choice == 4) return new Compared(named(), random.nextBoolean() ? "=" : "<>", any());
        return new Compared(number(2), one(SIGNS), number(2));
    }

    private Tree any() {
        if (random.nextBoolean()) return truth();
        String string = one(STRINGS);
        return new Given("'" + string + "'", string);
    }

    private Given truth() {
        boolean truth = random.nextBoolean();
        return new Given(truth ? "True" : "fALSE", truth);
    }

    private Tree number(int depth) {
        int choice = random.nextInt(depth > 0 ? 6 : 3);
        if (choice == 0) return literal();
        if (choice < 3) return named();
        if (choice == 3) return new Minus(number(depth - 1));
        if (choice == 4) return new Calculated(number(depth - 1), '/', divisor());
        return new Calculated(number(depth - 1), "+-*".charAt(random.nextInt(3)), number(depth - 1));
    }

    private Tree literal() {
        int halves = random.nextInt(17);
        if (random.nextBoolean()) return given(Integer.toString(halves), halves, true);
        String suffix = one(List.of("", "f", "d", "e0"));
        return given(halves / 2 + (halves % 2 == 0 ? ".0" : ".5") + suffix, halves / 2.0, false);
    }

    private Tree divisor() {
        int divisor = 1 << random.nextInt(3);
        return given(Integer.toString(divisor), divisor, true);
    }

    private static Given given(String text, double value, boolean whole) {
        return new Given(text, new Tree.Number(BigDecimal.valueOf(value), whole));
    }

    private Named named() {
        return new Named(one(NAMES));
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
