package io.belay.interop;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.BrokerProgram;
import java.nio.file.Path;
import java.util.Locale;

/** The broker under test: Belay, or with {@code -Dbelay.interop.broker=mosquitto} a peer, to try the tests themselves. */
public final class Brokers {
    private Brokers() {}

    public static BrokerProcess start(Path directory) {
        String name = System.getProperty("belay.interop.broker", "belay").toUpperCase(Locale.ROOT);
        BrokerProgram program = BrokerProgram.valueOf(name);
        return program == BrokerProgram.BELAY
                ? BrokerProcess.start(program, directory, "-Xmx256m", "-XX:TieredStopAtLevel=1")
                : BrokerProcess.start(program, directory);
    }
}
