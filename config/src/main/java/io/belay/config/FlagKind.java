package io.belay.config;

import org.jspecify.annotations.Nullable;

/** Yes or no, by the only two words that YAML 1.2 has for it. */
record FlagKind() implements Kind<Boolean> {
    @Override
    public String expected() {
        return "true or false";
    }

    @Override
    public @Nullable Boolean read(String text) {
        if (text.equals("true")) return true;
        return text.equals("false") ? false : null;
    }

    @Override
    public String written(Boolean value) {
        return value.toString();
    }
}
