package io.belay.admin.cli;

import io.belay.admin.text.Json;
import io.belay.base.Many;
import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Tells what was done: to people in words, to programs as the broker said it. */
final class Said {
    private Said() {}

    static void say(
            CommandSpec spec, AdminClient broker, Map<String, ? extends @Nullable Object> answer, String words) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(broker.isJson() ? Json.of(answer) : words + "\n");
        out.flush();
    }

    static String messages(long count) {
        return Many.of(count, "message");
    }
}
