package io.belay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Nothing in the repository knows the machine that it was written on. */
class PlacesTest {
    private static final Pattern PLACE =
            Pattern.compile("(?<![\\w./:$}*-])/(work|root|tmp|Users|home/[a-z]+|var/tmp)/[\\w.]");
    private static final Pattern TEXT = Pattern.compile(
            ".*\\.(java|md|xml|sh|txt|ya?ml|json|js|properties|c|py|html|css|config)|build|belay|run|LICENSE|install|run");

    @Test
    void no_text_names_a_directory_of_one_machine() {
        Repository here = Repository.here();
        var found = new ArrayList<String>();
        for (String file : here.files()) {
            String name = file.substring(file.lastIndexOf('/') + 1);
            if (TEXT.matcher(name).matches()) found.addAll(places(file, here.text(file)));
        }

        Findings.none("Take these paths from a parameter, a temporary directory or the repository's root:", found);
    }

    @Test
    void a_path_of_a_machine_is_found() {
        String slash = "/"; // Written apart, or this file would be found itself.
        String text = "cp " + slash + "tmp/x\nfine\n\"" + slash + "root/.m2\"\n" + slash + "home/ann/x";

        assertThat(places("a.sh", text)).containsExactly("a.sh:1", "a.sh:3", "a.sh:4");
    }

    @Test
    void what_only_looks_like_one_is_left_alone() {
        String slash = "/";
        String text = "a" + slash + "tmp/x ${DIR}" + slash + "tmp/x ." + slash + "work/y " + slash + "tmp, network"
                + slash + "root/x http://host" + slash + "root/x";

        assertThat(places("a.sh", text)).isEmpty();
    }

    private static List<String> places(String file, String text) {
        var found = new ArrayList<String>();
        List<String> lines = text.lines().toList();
        for (int index = 0; index < lines.size(); index++) {
            if (PLACE.matcher(lines.get(index)).find()) found.add(file + ":" + (index + 1));
        }
        return found;
    }
}
