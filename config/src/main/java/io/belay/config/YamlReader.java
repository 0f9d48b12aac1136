package io.belay.config;

import io.belay.config.Origin.Place;
import io.belay.config.Yaml.Entry;
import io.belay.config.Yaml.Mapping;
import io.belay.config.Yaml.Scalar;
import io.belay.config.Yaml.Sequence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads the YAML that settings are written in: one document whose root is a mapping. Of YAML 1.2 it leaves out what lets a
 * small file mean a large thing or another thing than it shows: aliases, anchors, tags, names that are not text.
 */
public final class YamlReader {
    /** How many lists and mappings may stand in one another. */
    public static final int DEPTH_MAX = 16;

    private final String file;
    private final Problems problems;
    private final Iterator<Event> events;

    private YamlReader(String file, Iterator<Event> events, Problems problems) {
        this.file = file;
        this.events = events;
        this.problems = problems;
    }

    /**
     * Reads a text.
     *
     * @param file its name, for places
     * @param text trusted for nothing
     * @param problems hears what is wrong in what can be read nevertheless, such as a name that is there twice
     * @return the root; empty if there is nothing
     * @throws ConfigException if it is no YAML, or deeper than {@link #DEPTH_MAX}
     */
    public static Mapping read(String file, String text, Problems problems) throws ConfigException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(Math.max(1, text.length()))
                .build();
        try {
            Iterator<Event> events = new ParserImpl(settings, new StreamReader(settings, text));
            return new YamlReader(file, events, problems).root();
        } catch (MarkedYamlEngineException wrong) {
            throw new ConfigException(place(file, wrong.getProblemMark()), "not YAML: " + words(wrong));
        } catch (ReaderException wrong) {
            throw new ConfigException(
                    placeOf(file, text, wrong.getPosition()),
                    String.format("not YAML: the character U+%04X is not allowed", wrong.getCodePoint()));
        } catch (YamlEngineException wrong) {
            throw new ConfigException(new Place(file), "not YAML: " + wrong.getMessage());
        }
    }

    private static String words(MarkedYamlEngineException wrong) {
        String context = wrong.getContext() == null ? "" : wrong.getContext() + ", ";
        return (context + wrong.getProblem()).replace('\n', ' ');
    }

    private static Place placeOf(String file, String text, int index) {
        String before = text.substring(0, Math.min(index, text.length()));
        int lineStart = before.lastIndexOf('\n') + 1;
        int line = 1 + (int) before.chars().filter(each -> each == '\n').count();
        return new Place(file, line, before.codePointCount(lineStart, before.length()) + 1);
    }

    private Mapping root() throws ConfigException {
        Event event = next();
        while (isStart(event)) event = next();
        if (event.getEventId() == Event.ID.StreamEnd) return new Mapping(List.of(), new Place(file, 1, 1));
        Yaml root = value(event, 0);
        next(); // The end of the document.
        Event after = next();
        if (after.getEventId() != Event.ID.StreamEnd)
            problems.add(place(after), "expected one document; found a second one");
        if (root instanceof Mapping mapping) return mapping;
        boolean isNothing = root instanceof Scalar scalar && scalar.isNothing();
        if (!isNothing) problems.add(root.place(), "expected names with values; found " + root.described());
        return new Mapping(List.of(), root.place());
    }

    private static boolean isStart(Event event) {
        return event.getEventId() == Event.ID.StreamStart || event.getEventId() == Event.ID.DocumentStart;
    }

    private Yaml value(Event event, int depth) throws ConfigException {
        refuseFrills(event);
        if (event instanceof ScalarEvent scalar) return new Scalar(scalar.getValue(), scalar.isPlain(), place(event));
        if (!(event instanceof CollectionStartEvent)) return new Scalar("", true, place(event)); // an alias, refused
        if (depth == DEPTH_MAX) throw new ConfigException(place(event), "expected a depth of at most " + DEPTH_MAX);
        return event instanceof MappingStartEvent ? mapping(event, depth + 1) : sequence(event, depth + 1);
    }

    private void refuseFrills(Event event) {
        if (event instanceof AliasEvent)
            problems.add(place(event), "expected a value; found an alias (*), write it out");
        else if (event instanceof NodeEvent node && node.getAnchor().isPresent())
            problems.add(
                    place(event),
                    "expected no anchor (&); found " + node.getAnchor().get());
        Optional<String> tag = Optional.empty();
        if (event instanceof ScalarEvent scalar) tag = scalar.getTag();
        if (event instanceof CollectionStartEvent start) tag = start.getTag();
        tag.ifPresent(found -> problems.add(place(event), "expected no tag (!); found " + Quoted.of(found)));
    }

    private Sequence sequence(Event start, int depth) throws ConfigException {
        List<Yaml> items = new ArrayList<>();
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            items.add(value(event, depth));
        }
        return new Sequence(items, place(start));
    }

    private Mapping mapping(Event start, int depth) throws ConfigException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            Yaml name = value(event, depth);
            Yaml value = value(next(), depth);
            if (!(name instanceof Scalar scalar)) {
                problems.add(name.place(), "expected a name; found " + name.described());
                continue;
            }
            Entry first = entries.putIfAbsent(scalar.text(), new Entry(scalar.text(), scalar.place(), value));
            if (first != null) problems.add(scalar.place(), twice(first));
        }
        return new Mapping(List.copyOf(entries.values()), place(start));
    }

    private static String twice(Entry first) {
        return "expected each name once; found " + Quoted.of(first.name()) + " again, first in line "
                + first.place().line();
    }

    private Event next() {
        return events.next();
    }

    private Place place(Event event) {
        return place(file, event.getStartMark());
    }

    private static Place place(String file, Optional<Mark> mark) {
        return mark.map(at -> new Place(file, at.getLine() + 1, at.getColumn() + 1))
                .orElse(new Place(file));
    }
}
