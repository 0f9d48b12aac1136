package io.belay.jms;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.BrokerProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One broker for all tests that do not kill it: they use names of their own. It ends with the run of the tests. */
final class SharedBroker implements ParameterResolver {
    private record Running(BrokerProcess process) implements AutoCloseable {
        @Override
        public void close() {
            process.close();
        }
    }

    /** For the test engine. */
    public SharedBroker() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == BrokerProcess.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(Running.class, type -> start(), Running.class)
                .process();
    }

    private static Running start() {
        try {
            return new Running(BrokerProcess.start(
                    BrokerProgram.BELAY,
                    Files.createTempDirectory("belay-jms"),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
