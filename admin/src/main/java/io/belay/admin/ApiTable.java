package io.belay.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All pages under {@code /api}, found by method and path. What a request needs is known before it is read. */
final class ApiTable {
    /** What most pages call the one thing that they are about. */
    static final String NAME = "name";

    private static final String ROOT = "/api";

    /** What a request meets. */
    sealed interface Found {
        /** The page, and what the address names, decoded. */
        record At(ApiPage page, Map<String, String> names) implements Found {}

        /** None, and why. */
        record Nowhere(int status, String why) implements Found {}
    }

    private final List<ApiPage> pages;

    ApiTable(List<ApiPage> pages) {
        this.pages = List.copyOf(pages);
    }

    /** Whether a path is one of its own. */
    static boolean isTheirs(String rawPath) {
        return rawPath.equals(ROOT) || rawPath.startsWith(ROOT + "/");
    }

    List<ApiPage> pages() {
        return pages;
    }

    /** The page of a request; HEAD comes here as GET. */
    Found find(String method, String rawPath) {
        String[] parts = rawPath.split("/", -1);
        TreeSet<String> methods = new TreeSet<>();
        for (ApiPage page : pages) {
            String[] pattern = page.pattern().split("/", -1);
            if (!fits(parts, pattern)) continue;
            methods.add(page.method());
            if (page.method().equals(method)) return found(page, parts, pattern);
        }
        if (!methods.isEmpty())
            return new Found.Nowhere(405, "expected " + String.join(" or ", methods) + "; found " + method);
        return new Found.Nowhere(404, "expected " + String.join(", ", near(parts)) + "; found no such page");
    }

    private static Found found(ApiPage page, String[] parts, String[] pattern) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int index = 0; index < parts.length; index++) {
            if (!isOpen(pattern[index])) continue;
            String what = pattern[index].substring(1, pattern[index].length() - 1);
            @Nullable String name = Query.segment(parts[index]);
            if (name == null)
                return new Found.Nowhere(400, "expected percent-encoded UTF-8 as " + what + "; found other bytes");
            if (name.isEmpty()) return new Found.Nowhere(400, "expected a " + what + " in the address; found none");
            names.put(what, name);
        }
        return new Found.At(page, names);
    }

    private static boolean fits(String[] parts, String[] pattern) {
        if (parts.length != pattern.length) return false;
        for (int index = 0; index < parts.length; index++) {
            if (!isOpen(pattern[index]) && !pattern[index].equals(parts[index])) return false;
        }
        return true;
    }

    private static boolean isOpen(String part) {
        return part.startsWith("{");
    }

    /** Those that have the first word behind {@code /api} in common; else all. */
    private List<String> near(String[] parts) {
        List<String> all = new ArrayList<>();
        List<String> near = new ArrayList<>();
        for (ApiPage page : pages) {
            all.add(page.pattern());
            if (parts.length > 2 && page.pattern().split("/", -1)[2].equals(parts[2])) near.add(page.pattern());
        }
        return (near.isEmpty() ? all : near).stream().distinct().toList();
    }
}
