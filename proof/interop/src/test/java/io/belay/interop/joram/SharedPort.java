package io.belay.interop.joram;

import io.belay.interop.SharedBroker;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tells {@link JoramAdmin} where the shared broker is. */
final class SharedPort implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        int port = SharedBroker.of(context).amqpPort();
        System.setProperty(JoramAdmin.PORT, Integer.toString(port));
    }
}
