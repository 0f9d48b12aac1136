package io.belay.config;

import org.jspecify.annotations.Nullable;

/** Any text that is not empty and can be shown. */
record TextKind(String expected) implements Kind<String> {
    @Override
    public @Nullable String read(String text) {
        boolean isShowable = text.codePoints().noneMatch(Character::isISOControl);
        return !text.isEmpty() && isShowable ? text : null;
    }

    @Override
    public String written(String value) {
        return value;
    }
}
