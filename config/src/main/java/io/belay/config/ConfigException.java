package io.belay.config;

import java.util.List;
import java.util.stream.Collectors;

/** Settings cannot be taken as they are; the message has a line for each reason. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    ConfigException(List<Problem> problems, int count) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n"))
                + (count > problems.size() ? "\nand " + (count - problems.size()) + " more" : ""));
        this.problems = List.copyOf(problems);
    }

    /** For one reason. */
    public ConfigException(Origin origin, String text) {
        this(List.of(new Problem(origin, text)), 1);
    }

    /** The reasons, in the order in which they were found: one or more, up to {@link Problems#TOLD_MAX}. */
    public List<Problem> problems() {
        return problems;
    }
}
