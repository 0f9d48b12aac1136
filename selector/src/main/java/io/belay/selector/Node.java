package io.belay.selector;

/** A part of a selector: something that holds or not, or something that has a value. */
sealed interface Node permits Condition, Operand {}
