package io.belay.testkit;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Hands out the seeds that {@link Seeds} asks for: 1, 2, 3 …, or the one of {@code -Dbelay.seed}. */
public final class SeedSource implements ArgumentsProvider {
    /** Creates it; called by JUnit. */
    public SeedSource() {}

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        Long one = Long.getLong("belay.seed");
        if (one != null) return Stream.of(Arguments.of(one));
        int count = context.getRequiredTestMethod().getAnnotation(Seeds.class).value();
        return LongStream.rangeClosed(1, count).mapToObj(Arguments::of);
    }
}
