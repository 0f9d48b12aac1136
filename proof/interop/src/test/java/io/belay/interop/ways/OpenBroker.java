package io.belay.interop.ways;

import io.belay.interop.Doors;
import io.belay.testkit.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A broker in a process of its own with all its doors open, on free ports. */
final class OpenBroker implements AutoCloseable {
    private final Doors doors;
    private final Path certificate;

    private OpenBroker(Doors doors, Path certificate) {
        this.doors = doors;
        this.certificate = certificate;
    }

    static OpenBroker start(Path directory) throws IOException {
        Path certificate = TestCertificate.LOCALHOST.certificate(directory);
        Doors doors = Doors.open(List.of(
                "--data=" + directory.resolve("data"),
                "--mqtt=0",
                "--amqp=0",
                "--http=0",
                "--websocket=0",
                "--portmapper=0",
                "--mqtts=0",
                "--amqps=0",
                "--wss=0",
                "--tls-cert=" + certificate,
                "--tls-key=" + TestCertificate.LOCALHOST.key(directory)));
        return new OpenBroker(doors, certificate);
    }

    /** An address with the port for each door that it names: {@code ws://localhost:{WS}}. */
    String at(String address) {
        return doors.at(address);
    }

    /** What its clients must trust, a PEM file. */
    Path certificate() {
        return certificate;
    }

    @Override
    public void close() {
        doors.close();
    }
}
