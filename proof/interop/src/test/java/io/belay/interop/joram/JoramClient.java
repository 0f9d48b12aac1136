package io.belay.interop.joram;

import io.belay.jms.BelayContextFactory;
import java.util.Hashtable;
import java.util.Map;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.apache.qpid.jms.jndi.JmsInitialContextFactory;

/** Whose client runs the tests of JORAM. */
enum JoramClient {
    QPID(new JmsInitialContextFactory(), Map.of()),
    // A test sends a Vector, which nobody reads from a message without leave.
    BELAY(new BelayContextFactory(), Map.of("trustedClasses", "java.util"));

    private final InitialContextFactory directories;
    private final Map<String, String> settings;

    JoramClient(InitialContextFactory directories, Map<String, String> settings) {
        this.directories = directories;
        this.settings = settings;
    }

    Context directory(Hashtable<String, String> entries) throws NamingException {
        return directories.getInitialContext(entries);
    }

    /** What a connection factory is told besides the address. */
    Map<String, String> settings() {
        return settings;
    }
}
