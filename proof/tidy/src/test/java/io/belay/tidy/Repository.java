package io.belay.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The files that we wrote, read once.
 *
 * @param root where the root pom and {@code ./build} are
 * @param files relative to the root, with slashes, in order; without what tools and brokers leave behind
 */
record Repository(Path root, List<String> files) {
    private static final Set<String> NOT_OURS = Set.of(
            ".git", "target", "node_modules", "belay-data", ".idea", ".vscode", "dist", ".cifuzz-corpus", "corpus");

    private static final Repository HERE = at(rootAbove(Path.of("").toAbsolutePath()));

    /** The repository that this test was built from. */
    static Repository here() {
        return HERE;
    }

    static Repository at(Path root) {
        var files = new ArrayList<String>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    boolean ours = directory.equals(root)
                            || !NOT_OURS.contains(directory.getFileName().toString());
                    return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    // A worktree has a file named .git where a clone has a directory.
                    if (attributes.isRegularFile() && !file.endsWith(".git")) {
                        files.add(root.relativize(file).toString().replace('\\', '/'));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Repository(root, files.stream().sorted().toList());
    }

    /** Files whose name ends so. */
    List<String> ending(String end) {
        return files.stream().filter(file -> file.endsWith(end)).toList();
    }

    boolean has(String file) {
        return Files.exists(root.resolve(file));
    }

    /** In bytes. */
    long length(String file) {
        return root.resolve(file).toFile().length();
    }

    String text(String file) {
        try {
            return Files.readString(root.resolve(file), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file, unreadable);
        }
    }

    /** Directories of the modules, in the order of the root pom: {@code base}, {@code proof/sim}. */
    List<String> modules() {
        return Pom.parse("pom.xml", text("pom.xml")).modules();
    }

    /** Modules that a user runs or links, as against those that prove. */
    List<String> products() {
        return modules().stream().filter(module -> !module.startsWith("proof/")).toList();
    }

    private static Path rootAbove(Path start) {
        Path at = start;
        while (!Files.exists(at.resolve("build")) || !Files.exists(at.resolve("pom.xml"))) {
            at = at.getParent();
            if (at == null) throw new IllegalStateException("no root pom beside ./build above " + start);
        }
        return at;
    }
}
