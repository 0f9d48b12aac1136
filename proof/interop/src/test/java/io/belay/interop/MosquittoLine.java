package io.belay.interop;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code mosquitto_sub} and {@code mosquitto_pub}. A subscriber cannot be without a subscription, so it connects when it
 * subscribes, and subscribes again when it returns; it does not tell whether its session was there. When its line is lost
 * it comes back by itself: that is how one sees that it was.
 */
final class MosquittoLine extends ProgramLine {
    private final Visit visit;
    private final String version;
    private int connects;

    MosquittoLine(Visit visit, String version) throws Exception {
        this.visit = visit;
        this.version = version;
        if (visit.returns()) subscribe("returns/only", 2);
    }

    @Override
    void subscribe(String filter, int qos) throws Exception {
        List<String> command = command("mosquitto_sub");
        command.addAll(List.of("-d", "-i", visit.clientId(), "-t", filter, "-q", Integer.toString(qos)));
        command.addAll(List.of("-F", "message\t%q\t%r\t%t\t%p"));
        if (visit.keeps()) command.add("-c");
        if (visit.keeps() && version.equals("mqttv5")) command.addAll(List.of("-x", "3600"));
        if (visit.hasWill()) {
            command.addAll(List.of("--will-topic", visit.willTopic(), "--will-payload", "gone", "--will-qos", "1"));
        }
        start(command);
        expect("Subscribed");
    }

    @Override
    void publish(String topic, int qos, boolean retain, String text) throws Exception {
        List<String> command = command("mosquitto_pub");
        command.addAll(List.of("-t", topic, "-q", Integer.toString(qos)));
        if (retain) command.add("-r");
        command.addAll(text.isEmpty() ? List.of("-n") : List.of("-m", text));
        Process publisher =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        boolean hasEnded = publisher.waitFor(WAIT_S, TimeUnit.SECONDS);
        if (!hasEnded) publisher.destroyForcibly();
        if (!hasEnded || publisher.exitValue() != 0) {
            byte[] output = publisher.getInputStream().readAllBytes();
            throw new AssertionError("mosquitto_pub failed: " + new String(output, StandardCharsets.UTF_8));
        }
    }

    @Override
    void leave() throws Exception {
        terminate();
    }

    @Override
    void heard(String line) {
        if (line.startsWith("message\t")) {
            String[] fields = line.split("\t", 5);
            arrived(new Arrival(fields[3], fields[4], Integer.parseInt(fields[1]), fields[2].equals("1")));
        } else if (line.startsWith("Subscribed")) {
            answered(line);
        } else if (line.contains("sending CONNECT") && ++connects == 2) {
            ended();
        }
    }

    private List<String> command(String program) {
        return new ArrayList<>(List.of(
                "stdbuf", "-oL", program, "-V", version, "-h", "127.0.0.1", "-p", Integer.toString(visit.port())));
    }
}
