package io.belay.interop.brokers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of docs/JMS-BROKERS.md. A cell is an {@link Outcome}, with or without the number of a note. */
final class Table {
    private static final String BEGIN = "<!-- brokers: begin -->";
    private static final String END = "<!-- brokers: end -->";

    private final List<String> titles = new ArrayList<>();
    private final Map<String, List<String>> rows = new LinkedHashMap<>(); // by what the trial says

    /** Reads the page. */
    static Table read(Path page) throws IOException {
        List<String> lines = Files.readAllLines(page);
        Table table = new Table();
        for (String line : lines.subList(lines.indexOf(BEGIN) + 1, lines.indexOf(END))) {
            if (!line.startsWith("| ")) continue;
            List<String> cells = List.of(line.substring(2, line.length() - 2).split(" \\| "));
            if (table.titles.isEmpty()) table.titles.addAll(cells.subList(1, cells.size()));
            else table.rows.put(cells.get(0), cells.subList(1, cells.size()));
        }
        return table;
    }

    List<String> trials() {
        return List.copyOf(rows.keySet());
    }

    /** The first word of a cell; empty if there is no such cell. */
    String cell(String trial, Host host) {
        int column = titles.indexOf(host.title());
        List<String> row = rows.get(trial);
        return column < 0 || row == null ? "" : row.get(column).split(" ")[0];
    }
}
