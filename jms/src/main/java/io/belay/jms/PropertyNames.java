package io.belay.jms;

import java.util.Set;

/** What a property may be called: an identifier of selectors (Jakarta Messaging §3.5.1, §3.8.1.1). */
final class PropertyNames {
    private static final Set<String> RESERVED =
            Set.of("NULL", "TRUE", "FALSE", "NOT", "AND", "OR", "BETWEEN", "LIKE", "IN", "IS", "ESCAPE");

    private PropertyNames() {}

    /**
     * Holds a name to the rules.
     *
     * @param isFree whether there are none but that it has one
     * @throws IllegalArgumentException if it breaks one
     */
    static void check(String name, boolean isFree) {
        if (name == null || name.isEmpty()) throw new IllegalArgumentException("a property without a name");
        if (isFree) return;
        if (!isIdentifier(name)) {
            throw new IllegalArgumentException("the name of a property is a Java identifier, not \"" + name + '"');
        }
        if (RESERVED.contains(name)) { // As written: other cases only cannot be selected by.
            throw new IllegalArgumentException("a word of selectors cannot name a property: " + name);
        }
    }

    private static boolean isIdentifier(String name) {
        if (!Character.isJavaIdentifierStart(name.charAt(0))) return false;
        return name.chars().skip(1).allMatch(Character::isJavaIdentifierPart);
    }
}
