package io.belay.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Gives a parameterized test {@code value} seeds. The seed stands in the test's display name, so a failure prints it;
 * {@code -Dbelay.seed=N} runs that one alone.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ArgumentsSource(SeedSource.class)
public @interface Seeds {
    /** How many seeds, at least 1. */
    int value();
}
