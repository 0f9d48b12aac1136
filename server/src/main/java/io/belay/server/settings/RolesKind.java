package io.belay.server.settings;

import io.belay.access.Action;
import io.belay.access.Permission;
import io.belay.base.NearNames;
import io.belay.config.Kind;
import io.belay.config.Problems;
import io.belay.config.Yaml;
import io.belay.config.Yaml.Entry;
import io.belay.config.Yaml.Mapping;
import io.belay.config.Yaml.Scalar;
import io.belay.config.Yaml.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Roles and what they allow, as they stand in the file:
 *
 * <pre>
 * roles:
 *   till:
 *     - allow: [publish, consume]
 *       queues: [orders, "reply/${client}"]
 *       topics: ["shop/#"]
 * </pre>
 */
final class RolesKind implements Kind<Map<String, List<Grant>>> {
    private static final List<String> FIELDS = List.of("allow", "queues", "topics");
    private static final int NAME_LENGTH_MAX = 256;

    @Override
    public String expected() {
        return "roles by name, each with a list of what it allows";
    }

    @Override
    public @Nullable Map<String, List<Grant>> read(String text) {
        return null;
    }

    @Override
    public boolean isScalar() {
        return false;
    }

    @Override
    public String written(Map<String, List<Grant>> roles) {
        return String.join(", ", roles.keySet());
    }

    /** Only the empty one, which is the default, is ever written. */
    @Override
    public String yaml(Map<String, List<Grant>> roles) {
        return "{}";
    }

    @Override
    public @Nullable Map<String, List<Grant>> read(Yaml yaml, Problems problems) {
        Map<String, List<Grant>> roles = new LinkedHashMap<>();
        if (yaml instanceof Scalar scalar && scalar.isNothing()) return roles;
        if (!(yaml instanceof Mapping mapping)) return null;
        for (Entry entry : mapping.entries()) {
            if (isName(entry.name())) roles.put(entry.name(), role(entry, problems));
            else
                problems.add(
                        entry.place(),
                        "roles: expected a name of 1 to " + NAME_LENGTH_MAX + " characters; found another");
        }
        return roles;
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= NAME_LENGTH_MAX
                && name.chars().noneMatch(Character::isISOControl);
    }

    private static List<Grant> role(Entry role, Problems problems) {
        List<Grant> grants = new ArrayList<>();
        if (role.value() instanceof Scalar scalar && scalar.isNothing()) return grants; // a role that may nothing yet
        if (!(role.value() instanceof Sequence list)) {
            problems.add(
                    role.value().place(),
                    "expected a list (- allow: …); found " + role.value().described());
            return grants;
        }
        for (Yaml each : list.items()) {
            if (each instanceof Mapping grant) grants.add(grant(grant, problems));
            else problems.add(each.place(), "expected allow, queues and topics; found " + each.described());
        }
        return grants;
    }

    private static Grant grant(Mapping grant, Problems problems) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (Entry entry : grant.entries()) {
            if (FIELDS.contains(entry.name())) lists.put(entry.name(), texts(entry, problems));
            else
                problems.add(
                        entry.place(), "expected one of " + String.join(", ", FIELDS) + near(entry.name(), FIELDS));
        }
        if (!lists.containsKey("allow"))
            problems.add(grant.place(), "expected allow: with a list of actions; found none");
        boolean isOfSomething = lists.containsKey("queues") || lists.containsKey("topics");
        if (!isOfSomething)
            problems.add(grant.place(), "expected queues: or topics: with a list of patterns; found neither");
        List<Action> actions = of(lists, "allow").stream()
                .map(Action::of)
                .filter(Objects::nonNull)
                .toList();
        return new Grant(actions, of(lists, "queues"), of(lists, "topics"));
    }

    private static List<String> of(Map<String, List<String>> lists, String name) {
        return lists.getOrDefault(name, List.of());
    }

    private static List<String> texts(Entry entry, Problems problems) {
        List<String> texts = new ArrayList<>();
        if (!(entry.value() instanceof Sequence list)) {
            problems.add(
                    entry.value().place(),
                    entry.name() + ": expected a list; found " + entry.value().described());
            return texts;
        }
        for (Yaml each : list.items()) {
            String wrong = each instanceof Scalar scalar && !scalar.text().isEmpty()
                    ? objection(entry.name(), scalar.text())
                    : "expected a text";
            if (wrong != null) problems.add(each.place(), entry.name() + ": " + wrong + "; found " + each.described());
            else texts.add(((Scalar) each).text());
        }
        return texts;
    }

    private static @Nullable String objection(String field, String text) {
        if (field.equals("allow"))
            return Action.of(text) != null
                    ? null
                    : "expected one of " + String.join(", ", Grant.WORDS) + near(text, Grant.WORDS);
        String objection = Permission.objection(text);
        return objection == null ? null : "expected a pattern: " + objection;
    }

    private static String near(String asked, List<String> names) {
        List<String> near = NearNames.of(asked, names);
        return near.isEmpty() ? "" : " (" + near.get(0) + "?)";
    }
}
