package io.belay.admin.cli;

import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.Json;
import io.belay.admin.text.TextTable;
import io.belay.admin.text.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A list of the admin endpoint, fetched page by page, and shown as a table or as JSON, one item a line. */
final class Listed {
    private static final int PAGE = 1_000; // items
    private static final int SHOWN_MAX = 60; // characters of one field; a terminal is not for more

    /**
     * A column of the table.
     *
     * @param head its title
     * @param fields where the value is, from the outermost object to the innermost
     */
    record Column(String head, String... fields) {}

    private final AdminClient broker;
    private final String path;
    private final String query;
    private final List<Column> columns;

    /** @param query encoded, empty for none */
    Listed(AdminClient broker, String path, String query, List<Column> columns) {
        this.broker = broker;
        this.path = path;
        this.query = query;
        this.columns = List.copyOf(columns);
    }

    /**
     * Shows all of it.
     *
     * @param after by what parameter it goes on
     * @param most items, 1 or more
     * @param none what is said if there are none
     */
    void show(PrintWriter out, String after, long most, String none) throws IOException, BadSettingException {
        showFrom(out, after, "", most, none);
    }

    /** As {@link #show}, from somewhere in it. */
    void showFrom(PrintWriter out, String after, Object first, long most, String none)
            throws IOException, BadSettingException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(columns.stream().map(Column::head).toList());
        long left = most;
        Object next = first;
        while (next != null && left > 0) {
            Map<String, @Nullable Object> page = page(after, next, left);
            for (Object each : (List<?>) page.getOrDefault("items", List.of())) {
                left--;
                if (broker.isJson()) out.print(Json.of(each));
                else rows.add(row((Map<?, ?>) each));
            }
            next = page.get("next");
        }
        if (!broker.isJson()) out.print(rows.size() == 1 ? none + "\n" : TextTable.of(rows));
        out.flush();
    }

    private Map<String, @Nullable Object> page(String after, Object next, long left)
            throws IOException, BadSettingException {
        String asked = "limit=" + Math.min(PAGE, left) + (query.isEmpty() ? "" : "&" + query);
        String from = next.toString();
        return broker.fields(path, from.isEmpty() ? asked : asked + "&" + after + "=" + AdminClient.encoded(from));
    }

    private List<String> row(Map<?, ?> item) {
        List<String> row = new ArrayList<>();
        for (Column column : columns) row.add(shown(value(item, column.fields())));
        return row;
    }

    private static @Nullable Object value(Map<?, ?> item, String[] fields) {
        Object value = item;
        for (String field : fields) value = value instanceof Map<?, ?> map ? map.get(field) : null;
        return value;
    }

    static String shown(@Nullable Object value) {
        if (value == null) return "-";
        if (value instanceof Boolean flag) return flag ? "yes" : "no";
        String text = Words.printable(value.toString());
        if (text.isEmpty()) return "-";
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX - 1) + "…";
    }
}
