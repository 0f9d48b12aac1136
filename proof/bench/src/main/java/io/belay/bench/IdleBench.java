package io.belay.bench;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.BrokerProgram;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What connections that do nothing weigh: resident memory of the server before and after, and for Belay its heap after a
 * full collection too. Needs as many open files as connections, in both processes.
 */
@Command(name = "idle", mixinStandardHelpOptions = true, description = "Weighs idle connections, in KiB each.")
public final class IdleBench implements Callable<Integer> {
    private static final int SETTLE_CONNECTIONS = 100; // so that what the first connections load is not counted

    @Option(names = "--broker", defaultValue = "BELAY", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private BrokerProgram program;

    @Option(names = "--connections", defaultValue = "5000", description = "how many (${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--subscribe", description = "each subscribes to a topic of its own")
    private boolean subscribe;

    @Option(names = "--belay-option", defaultValue = "-Xmx512m", description = "JVM option of Belay (${DEFAULT-VALUE})")
    private List<String> belayOptions = List.of();

    private final List<Socket> sockets = new ArrayList<>();

    /** Creates it with its defaults; picocli fills in the options. */
    public IdleBench() {}

    /**
     * Runs it.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new IdleBench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        String[] options = program == BrokerProgram.BELAY ? belayOptions.toArray(String[]::new) : new String[0];
        try (BrokerProcess broker = BrokerProcess.start(program, Files.createTempDirectory("belay-idle"), options)) {
            for (int i = 0; i < SETTLE_CONNECTIONS; i++) open(broker.port(), i);
            long heapBeforeKiB = heapKiB(broker.pid());
            long residentBeforeKiB = ServerStat.residentKiB(broker.pid());
            for (int i = 0; i < connections; i++) open(broker.port(), SETTLE_CONNECTIONS + i);
            long residentPeakKiB = ServerStat.residentKiB(broker.pid());
            double heap = (double) (heapKiB(broker.pid()) - heapBeforeKiB) / connections;
            double resident = (double) (ServerStat.residentKiB(broker.pid()) - residentBeforeKiB) / connections;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d idle connections: %.2f KiB resident each (%.2f before a collection), %.2f KiB heap each%n",
                    program,
                    connections,
                    resident,
                    (double) (residentPeakKiB - residentBeforeKiB) / connections,
                    heap);
            for (Socket socket : sockets) socket.close();
        }
        return 0;
    }

    private void open(int port, int number) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        sockets.add(socket);
        byte[] id = String.format("idle-%05d", number).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(64);
        bytes.put(
                new byte[] {0x10, (byte) (12 + id.length), 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, (byte) id.length});
        bytes.put(id); // CONNECT, 3.1.1, clean session, no keep alive
        expect(socket, bytes, 4);
        if (!subscribe) return;
        bytes.put(new byte[] {(byte) 0x82, (byte) (5 + id.length), 0, 1, 0, (byte) id.length});
        bytes.put(id).put((byte) 0);
        expect(socket, bytes, 5);
    }

    private static void expect(Socket socket, ByteBuffer request, int answerLength) throws IOException {
        socket.getOutputStream().write(request.array(), 0, request.position());
        request.clear();
        InputStream in = socket.getInputStream();
        byte[] answer = in.readNBytes(answerLength);
        if (answer.length < answerLength || answer[answerLength - 1] != 0) throw new IOException("refused");
    }

    /** The heap in use after a full collection, by the JDK's own tool; 0 for a program that has none. */
    private long heapKiB(long pid) throws IOException, InterruptedException {
        if (program != BrokerProgram.BELAY) return 0;
        jcmd(pid, "GC.run");
        Matcher used = Pattern.compile("used (\\d+)K").matcher(jcmd(pid, "GC.heap_info"));
        if (!used.find()) throw new IOException("jcmd tells no heap");
        return Long.parseLong(used.group(1));
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(tool, Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
