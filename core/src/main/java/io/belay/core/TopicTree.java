package io.belay.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values by topic or by topic filter, one level of the name to one level of the tree. Walked without recursion, so the
 * depth of a name costs no stack.
 *
 * <p>Wildcards match as MQTT says: {@code +} one level, {@code #} its parent and all below it, and neither the first
 * level of a topic that begins with {@code $} (MQTT-4.7.2-1).
 */
final class TopicTree<T> {
    private static final class Node<T> {
        private @Nullable T value;
        private @Nullable Map<String, Node<T>> children;

        private @Nullable Node<T> child(String level) {
            return children == null ? null : children.get(level);
        }

        private Map<String, Node<T>> children() {
            if (children == null) children = new LinkedHashMap<>(4);
            return children;
        }
    }

    private final Node<T> root = new Node<>();
    private int count;

    /** How many names have a value. */
    int count() {
        return count;
    }

    @Nullable
    T at(String name) {
        Node<T> node = root;
        for (String level : levels(name)) {
            node = node.child(level);
            if (node == null) return null;
        }
        return node.value;
    }

    void put(String name, T value) {
        Node<T> node = root;
        for (String level : levels(name)) node = node.children().computeIfAbsent(level, absent -> new Node<>());
        if (node.value == null) count++;
        node.value = value;
    }

    /** Removes the value of {@code name}, which has one, and the branch that led to it alone. */
    void remove(String name) {
        List<String> levels = levels(name);
        List<Node<T>> path = new ArrayList<>(levels.size() + 1);
        path.add(root);
        for (String level : levels)
            path.add(path.get(path.size() - 1).children().get(level));
        path.get(levels.size()).value = null;
        count--;
        for (int depth = levels.size(); depth > 0; depth--) {
            Node<T> node = path.get(depth);
            if (node.value != null || node.children != null) return;
            Node<T> parent = path.get(depth - 1);
            parent.children().remove(levels.get(depth - 1));
            if (parent.children().isEmpty()) parent.children = null;
        }
    }

    /** Gives the values of all filters that match {@code topic}. */
    void match(String topic, Consumer<T> found) {
        List<String> levels = levels(topic);
        List<Node<T>> reached = List.of(root);
        for (int depth = 0; depth < levels.size() && !reached.isEmpty(); depth++) {
            boolean wild = depth > 0 || !topic.startsWith("$");
            List<Node<T>> next = new ArrayList<>(reached.size() * 2);
            for (Node<T> node : reached) {
                if (wild) give(node.child("#"), found);
                if (wild) add(node.child("+"), next);
                add(node.child(levels.get(depth)), next);
            }
            reached = next;
        }
        for (Node<T> node : reached) {
            give(node, found);
            give(node.child("#"), found);
        }
    }

    /** Gives the values of all topics that {@code filter} matches, in the order of {@link #forEach}. */
    void matching(String filter, Consumer<T> found) {
        List<String> levels = levels(filter);
        List<Node<T>> reached = List.of(root);
        for (int depth = 0; depth < levels.size(); depth++) {
            String level = levels.get(depth);
            if (level.equals("#")) {
                for (Node<T> node : reached) walk(node, node == root, found);
                return;
            }
            List<Node<T>> next = new ArrayList<>();
            for (Node<T> node : reached) {
                if (level.equals("+")) next.addAll(ordinary(node, node == root));
                else add(node.child(level), next);
            }
            reached = next;
        }
        for (Node<T> node : reached) give(node, found);
    }

    /** Gives all values: a name before those below it, siblings in the order in which they came. */
    void forEach(Consumer<T> found) {
        walk(root, false, found);
    }

    private void walk(Node<T> top, boolean withoutDollar, Consumer<T> found) {
        give(top, found);
        Deque<Node<T>> open = new ArrayDeque<>();
        push(ordinary(top, withoutDollar), open);
        while (!open.isEmpty()) {
            Node<T> node = open.pop();
            give(node, found);
            push(ordinary(node, false), open);
        }
    }

    private void push(List<Node<T>> nodes, Deque<Node<T>> open) {
        for (int index = nodes.size() - 1; index >= 0; index--) open.push(nodes.get(index));
    }

    private List<Node<T>> ordinary(Node<T> node, boolean withoutDollar) {
        if (node.children == null) return List.of();
        List<Node<T>> children = new ArrayList<>(node.children.size());
        node.children.forEach((level, child) -> {
            if (!withoutDollar || !level.startsWith("$")) children.add(child);
        });
        return children;
    }

    private void add(@Nullable Node<T> node, List<Node<T>> to) {
        if (node != null) to.add(node);
    }

    private void give(@Nullable Node<T> node, Consumer<T> found) {
        if (node != null && node.value != null) found.accept(node.value);
    }

    private static List<String> levels(String name) {
        List<String> levels = new ArrayList<>(8);
        int from = 0;
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', from)) {
            levels.add(name.substring(from, slash));
            from = slash + 1;
        }
        levels.add(name.substring(from));
        return levels;
    }
}
