package io.belay.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * One source file as the compiler parses it, without knowing what its names mean.
 *
 * @param path relative to the root of the repository
 * @param text the whole
 * @param unit the tree of it
 * @param docs finds comments and positions
 */
record JavaFile(String path, String text, CompilationUnitTree unit, DocTrees docs) {
    /**
     * A type, method or constructor that is written out.
     *
     * @param file where it stands
     * @param path of the tree, up to the file
     */
    record Declaration(JavaFile file, TreePath path) {
        Tree tree() {
            return path.getLeaf();
        }

        boolean isMethod() {
            return tree() instanceof MethodTree;
        }

        boolean hasBody() {
            return tree() instanceof MethodTree method && method.getBody() != null;
        }

        boolean isConstructor() {
            return tree() instanceof MethodTree method && method.getReturnType() == null;
        }

        /** As written; a constructor has the name of its type. */
        String name() {
            if (tree() instanceof ClassTree type) return type.getSimpleName().toString();
            if (isConstructor()) return new Declaration(file, path.getParentPath()).name();
            return ((MethodTree) tree()).getName().toString();
        }

        /** Lines from the first modifier to the closing brace, without the comment and the annotations above. */
        int lines() {
            return file.line(end()) - file.line(Math.max(start(), endOfAnnotations())) + 1;
        }

        boolean isDocumented() {
            return file.docs.getDocComment(path) != null;
        }

        boolean overrides() {
            return annotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
        }

        /** Whether others can see it: it and all that it stands in are public, written out or by being in an interface. */
        boolean isPublic() {
            for (TreePath at = path; at.getLeaf() != file.unit; at = at.getParentPath()) {
                if (!(at.getLeaf() instanceof ClassTree) && !(at.getLeaf() instanceof MethodTree)) return false;
                boolean written = modifiers(at.getLeaf()).contains(Modifier.PUBLIC);
                if (!written && !isInInterface(at)) return false;
            }
            return true;
        }

        /** Path and line: {@code base/src/…/Check.java:12 invariant}. */
        String where() {
            return file.path + ":" + file.line(start()) + " " + name();
        }

        private static boolean isInInterface(TreePath at) {
            Tree.Kind around = at.getParentPath().getLeaf().getKind();
            return (around == Tree.Kind.INTERFACE || around == Tree.Kind.ANNOTATION_TYPE)
                    && !modifiers(at.getLeaf()).contains(Modifier.PRIVATE);
        }

        private List<? extends AnnotationTree> annotations() {
            return tree() instanceof ClassTree type
                    ? type.getModifiers().getAnnotations()
                    : ((MethodTree) tree()).getModifiers().getAnnotations();
        }

        private static Set<Modifier> modifiers(Tree tree) {
            return tree instanceof ClassTree type
                    ? type.getModifiers().getFlags()
                    : ((MethodTree) tree).getModifiers().getFlags();
        }

        private long start() {
            return file.docs.getSourcePositions().getStartPosition(file.unit, tree());
        }

        private long end() {
            return endOf(tree());
        }

        private long endOfAnnotations() {
            return annotations().stream().mapToLong(this::endOf).max().orElse(-1);
        }

        private long endOf(Tree tree) {
            return file.docs.getSourcePositions().getEndPosition(file.unit, tree);
        }
    }

    private static final class All {
        private static final List<JavaFile> FILES = parse(Repository.here().ending(".java").stream()
                .map(path -> new Source(path, Repository.here().text(path)))
                .toList());
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String path;
        private final String text;

        Source(String path, String text) {
            super(URI.create("tidy:///" + path), Kind.SOURCE);
            this.path = path;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    static JavaFile parse(String path, String text) {
        return parse(List.of(new Source(path, text))).get(0);
    }

    /** By one compiler: one for each file takes ten times as long. */
    private static List<JavaFile> parse(List<Source> sources) {
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problem -> {}, List.of("-proc:none"), null, sources);
        DocTrees docs = DocTrees.instance(task);
        List<JavaFile> files = new ArrayList<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                var source = (Source) unit.getSourceFile();
                files.add(new JavaFile(source.path, source.text, unit, docs));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return files;
    }

    /** All of this repository, in the order of their paths; parsed once for all tests. */
    static List<JavaFile> all() {
        return All.FILES;
    }

    int lines() {
        return (int) text.lines().count();
    }

    boolean isTest() {
        return path.contains("src/test/");
    }

    boolean isProof() {
        return path.startsWith("proof/");
    }

    /** Whether it is part of what a user runs or links. */
    boolean isProduct() {
        return !isTest() && !isProof();
    }

    /** Whether it is one of the two files that only describe. */
    boolean isInfo() {
        return path.endsWith("package-info.java") || path.endsWith("module-info.java");
    }

    int line(long position) {
        return (int) unit.getLineMap().getLineNumber(position);
    }

    /** Types, methods and constructors in the order of the file; what the compiler adds is not among them. */
    List<Declaration> declarations() {
        var found = new ArrayList<Declaration>();
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void none) {
                if (!type.getSimpleName().isEmpty()) found.add(new Declaration(JavaFile.this, getCurrentPath()));
                return super.visitClass(type, none);
            }

            @Override
            public Void visitMethod(MethodTree method, Void none) {
                found.add(new Declaration(JavaFile.this, getCurrentPath()));
                return super.visitMethod(method, none);
            }
        }.scan(unit, null);
        return found;
    }
}
