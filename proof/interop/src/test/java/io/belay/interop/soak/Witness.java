package io.belay.interop.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Those who behave well, as a program of its own: what the load costs the program that makes it is not to be taken for the
 * broker's. Reads the names of times, one a line, and says at the end what each was like.
 */
final class Witness {
    static final String END = "end";
    private static final int EACH = 2;

    private final List<Timed> calm = new ArrayList<>();
    private final List<Timed> bare = new ArrayList<>();
    private final Map<String, Latency> seen = new LinkedHashMap<>(); // by who and when

    private Witness(int port, int echoPort) throws IOException {
        for (int number = 0; number < EACH; number++) {
            calm.add(new Calm(number, port, new Latency()));
            bare.add(new Echo.Line(number, echoPort, new Latency()));
        }
    }

    /** Takes the ports of the broker and of {@link Echo}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new Witness(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])).run();
        System.exit(0);
    }

    private void run() throws IOException, InterruptedException {
        List<Timed> all = new ArrayList<>(calm);
        all.addAll(bare);
        all.forEach(Part::start);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String time = in.readLine(); time != null && !time.equals(END); time = in.readLine()) {
            begin(calm, "calm", time);
            begin(bare, "bare", time);
        }
        all.forEach(Part::stop);
        for (Part each : all) each.join();
        for (Part each : all) if (each.failure() != null) System.out.println("trouble " + each.failure());
        seen.forEach((name, latency) -> System.out.println(name + " " + Times.of(latency)));
        System.out.println(END);
    }

    private void begin(List<Timed> those, String who, String time) {
        Latency latency = seen.computeIfAbsent(who + " " + time, name -> new Latency());
        those.forEach(each -> each.into(latency));
    }
}
