package io.belay.tidy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which module knows which, as docs/ARCHITECTURE.md draws it or as the poms have it.
 *
 * @param knows module to modules, in the order of the picture: low ones first
 */
record ModulePicture(Map<String, List<String>> knows) {
    private static final Pattern BLOCK =
            Pattern.compile("<!-- modules: begin -->(.*?)<!-- modules: end -->", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z/]+)` \\|([^|]*)\\|");
    private static final Pattern NAME = Pattern.compile("`([a-z/]+)`");

    /** Reads the table between the two marks: a row for each module, its second cell names those it knows. */
    static ModulePicture drawnIn(String markdown) {
        Matcher block = BLOCK.matcher(markdown);
        if (!block.find()) throw new IllegalArgumentException("no table between <!-- modules: begin --> and end");
        var knows = new LinkedHashMap<String, List<String>>();
        ROW.matcher(block.group(1)).results().forEach(row -> {
            List<String> names = NAME.matcher(row.group(2))
                    .results()
                    .map(name -> name.group(1))
                    .sorted()
                    .toList();
            knows.put(row.group(1), names);
        });
        return new ModulePicture(knows);
    }

    /**
     * What the poms say. A product module knows what it compiles or runs with; a proof knows what it tests with as well.
     * The testkit stands beside the picture: all may test with it.
     */
    static ModulePicture builtBy(Repository repository) {
        var knows = new LinkedHashMap<String, List<String>>();
        var directories = new LinkedHashMap<String, String>();
        for (String module : repository.modules()) {
            directories.put("belay-" + module.substring(module.indexOf('/') + 1), module);
        }
        for (String module : repository.modules()) {
            String file = module + "/pom.xml";
            var names = new TreeSet<String>();
            for (Pom.Dependency one : Pom.parse(file, repository.text(file)).dependencies()) {
                boolean counts = module.startsWith("proof/") || !one.scope().equals("test");
                String directory = directories.get(one.artifact());
                if (counts && directory != null && !directory.equals("proof/testkit")) names.add(directory);
            }
            knows.put(module, List.copyOf(names));
        }
        return new ModulePicture(knows);
    }

    /** Each arrow that does not point to a row further up: "a knows b". */
    List<String> upwards() {
        var found = new ArrayList<String>();
        var above = new ArrayList<String>();
        knows.forEach((module, names) -> {
            names.stream().filter(name -> !above.contains(name)).forEach(name -> found.add(module + " knows " + name));
            above.add(module);
        });
        return found;
    }
}
