package io.belay.disk;

import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that appends numbered records for ever and prints the number of each that is synced. */
final class Appender {
    private Appender() {}

    public static void main(String[] arguments) throws IOException {
        try (TestStore store = new TestStore(Path.of(arguments[0]))) {
            while (true) {
                for (int record = 0; record < 7; record++) store.append("record " + (store.records.size() + 1));
                store.sync();
                if (store.log.failed()) throw new IOException(store.log.failure());
                System.out.println(store.records.size());
            }
        }
    }
}
