package io.belay.config;

/** Writes the page that documents all keys, in Markdown. */
public final class Reference {
    private final StringBuilder text = new StringBuilder();

    private Reference() {}

    /**
     * The page.
     *
     * @param head what stands above the keys, Markdown
     */
    public static String of(Schema schema, String head) {
        Reference page = new Reference();
        page.text.append(head.strip()).append('\n');
        schema.sections().forEach(page::section);
        return page.text.toString();
    }

    private void section(Section section) {
        if (section.name().isEmpty())
            text.append("\n## ").append(section.text()).append("\n\n");
        else
            text.append("\n## `")
                    .append(section.name())
                    .append("`\n\n")
                    .append(section.text())
                    .append("\n\n");
        text.append("| Key | Default | Takes | |\n|---|---|---|---|\n");
        section.keys().forEach(this::row);
    }

    private void row(Key<?> key) {
        String unset = key.unsetYaml();
        text.append("| `").append(key.name()).append("` | ");
        text.append(unset == null ? "not set" : "`" + unset + "`").append(" | ");
        text.append(cell(key.kind().expected()))
                .append(" | ")
                .append(cell(key.text().split("\n", 2)[0]));
        if (key.flag() != null) text.append(" Flag `").append(key.flag().name()).append("`.");
        if (key.reloads()) text.append(" Taken while the broker runs.");
        text.append(" |\n");
    }

    private static String cell(String words) {
        return words.replace("|", "\\|");
    }
}
