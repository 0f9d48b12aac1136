/**
 * What AMQP 1.0 talks of: values, performatives, delivery states, termini, message sections. Immutable; knows no bytes.
 *
 * <p>Maps and lists in these records are read, never written; a record keeps the one that it was given.
 */
@NullMarked
package io.belay.amqp.type;

import org.jspecify.annotations.NullMarked;
