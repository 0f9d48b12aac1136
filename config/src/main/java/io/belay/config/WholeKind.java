package io.belay.config;

import org.jspecify.annotations.Nullable;

/**
 * Whole numbers.
 *
 * @param noun what they are called
 * @param off the word for {@link Kinds#OFF}, null if there is none
 */
record WholeKind(String noun, int least, int most, @Nullable String off) implements Kind<Integer> {
    @Override
    public String expected() {
        return noun + ", " + least + " to " + most + (off == null ? "" : ", or " + off);
    }

    @Override
    public @Nullable Integer read(String text) {
        if (text.equalsIgnoreCase(off)) return Kinds.OFF;
        long value = Digits.of(text);
        return value >= least && value <= most ? (Integer) (int) value : null;
    }

    @Override
    public String written(Integer value) {
        return value == Kinds.OFF && off != null ? off : Integer.toString(value);
    }
}
