package io.belay.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the clauses of a standard, or the rows of the feature list, that a test shows: {@code MQTT-3.1.2-23}, {@code AMQP-2.6.13},
 * {@code M5-50}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Clause {
    /** The ids, as the standard or the list writes them. */
    String[] value();
}
