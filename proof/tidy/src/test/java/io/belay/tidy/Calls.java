package io.belay.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What one file mentions, as written: {@code Thread.sleep}, {@code System.out}, {@code @Disabled}. */
final class Calls {
    private Calls() {}

    /** Each {@code a.b} whose text the wish holds for, as "path:line a.b"; chains are tried link by link. */
    static List<String> selections(JavaFile file, Predicate<String> wanted) {
        var found = new ArrayList<String>();
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitMemberSelect(MemberSelectTree select, Void none) {
                if (wanted.test(select.toString())) found.add(where(file, select) + " " + select);
                return super.visitMemberSelect(select, none);
            }
        }.scan(file.unit(), null);
        return found;
    }

    /** Each annotation of that simple name, as "path:line @Name". */
    static List<String> annotations(JavaFile file, Predicate<String> wanted) {
        var found = new ArrayList<String>();
        for (AnnotationTree annotation : annotations(file)) {
            String name = simpleName(annotation);
            if (wanted.test(name)) found.add(where(file, annotation) + " @" + name);
        }
        return found;
    }

    /** All annotations, in the order of the file. */
    static List<AnnotationTree> annotations(JavaFile file) {
        var found = new ArrayList<AnnotationTree>();
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitAnnotation(AnnotationTree annotation, Void none) {
                found.add(annotation);
                return super.visitAnnotation(annotation, none);
            }
        }.scan(file.unit(), null);
        return found;
    }

    static String simpleName(AnnotationTree annotation) {
        String name = annotation.getAnnotationType().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    static String where(JavaFile file, Tree tree) {
        long start = file.docs().getSourcePositions().getStartPosition(file.unit(), tree);
        return file.path() + ":" + file.line(start);
    }
}
