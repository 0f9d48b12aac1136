package io.belay.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A line of mqtt.js, in a node process that {@code js/peer.js} leads. */
final class MqttJsLine extends ProgramLine {
    MqttJsLine(Visit visit, int level) throws Exception {
        start(List.of(
                "node",
                script().toString(),
                Integer.toString(visit.port()),
                Integer.toString(level),
                visit.clientId(),
                visit.keeps() ? "keep" : "end",
                visit.willTopic()));
        Peer.checkSession(visit, expect("connected").endsWith("true"));
    }

    @Override
    void subscribe(String filter, int qos) throws Exception {
        write("subscribe\t" + filter + "\t" + qos);
        expect("done");
    }

    @Override
    void publish(String topic, int qos, boolean retain, String text) throws Exception {
        write("publish\t" + topic + "\t" + qos + "\t" + retain + "\t" + text);
        expect("done");
    }

    @Override
    void leave() throws Exception {
        write("leave");
        expect("done");
    }

    @Override
    void heard(String line) {
        if (line.startsWith("message\t")) {
            String[] fields = line.split("\t", 5);
            arrived(new Arrival(fields[3], fields[4], Integer.parseInt(fields[1]), fields[2].equals("true")));
        } else if (line.equals("closed")) {
            ended();
        } else {
            answered(line);
        }
    }

    /** Tests may be run from the module or from the root of the repository. */
    private static Path script() {
        Path own = Path.of("js/peer.js");
        return Files.exists(own) ? own : Path.of("proof/interop").resolve(own);
    }
}
