package io.belay.interop;

import io.belay.testkit.BrokerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One broker for all tests that do not kill it: they use names of their own. It ends with the run of the tests. */
public final class SharedBroker implements AutoCloseable {
    private BrokerProcess process; // null if it did not start
    private RuntimeException failure = new IllegalStateException("not started");

    private SharedBroker() {
        try {
            process = Brokers.start(Files.createTempDirectory("belay-shared"));
        } catch (IOException e) {
            failure = new UncheckedIOException(e);
        } catch (IllegalStateException e) {
            failure = e;
        }
    }

    /**
     * Starts it at the first call.
     *
     * @throws IllegalStateException if it did not start; then no test need wait for that a second time
     */
    public static BrokerProcess of(ExtensionContext context) {
        SharedBroker shared = context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(SharedBroker.class, type -> new SharedBroker(), SharedBroker.class);
        if (shared.process == null) throw shared.failure;
        return shared.process;
    }

    @Override
    public void close() {
        if (process != null) process.close();
    }
}
