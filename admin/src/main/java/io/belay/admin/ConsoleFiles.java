package io.belay.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of the console, which whoever comes may have: those that are named here, and no path leads to others. */
final class ConsoleFiles {
    private static final List<String> NAMES = List.of(
            "console.css",
            "icon.svg",
            "main.js",
            "api.js",
            "dom.js",
            "dialog.js",
            "message.js",
            "pulse.js",
            "words.js",
            "chart.js",
            "table.js",
            "login.js",
            "overview.js",
            "queues.js",
            "queue.js",
            "topics.js",
            "sessions.js",
            "connections.js",
            "disk.js");
    private static final String HTML = "text/html; charset=utf-8";

    private final Map<String, Answer> byPath = new LinkedHashMap<>();

    ConsoleFiles() {
        byPath.put("/", file("index.html", HTML));
        for (String name : NAMES) byPath.put("/console/" + name, file(name, typeOf(name)));
    }

    private static String typeOf(String name) {
        if (name.endsWith(".js")) return "text/javascript; charset=utf-8";
        return name.endsWith(".css") ? "text/css; charset=utf-8" : "image/svg+xml";
    }

    private static Answer file(String name, String type) {
        try (InputStream in = ConsoleFiles.class.getResourceAsStream("console/" + name)) {
            if (in == null) throw new IllegalStateException("not in the build: console/" + name);
            return new Answer(200, type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The file of that path; null if there is none. */
    @Nullable
    Answer of(String rawPath) {
        return byPath.get(rawPath);
    }

    /** All paths. */
    List<String> paths() {
        return List.copyOf(byPath.keySet());
    }
}
