package io.belay.tidy;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * What classes may know, as rules over a package that holds one sub-package for each module.
 *
 * @param root {@code io.belay}, or the package of a bad sample
 */
record ArchitectureRules(String root) {
    /** Modules that the same input always takes to the same output. */
    static final List<String> PURE =
            List.of("base", "mqtt", "amqp", "selector", "access", "core", "log", "node", "client");

    /** What a pure module uses of the JDK: java.base, less what only looks like it. */
    private static final DescribedPredicate<JavaClass> PLAIN_JAVA = resideInAnyPackage(
                    "java.lang..",
                    "java.util..",
                    "java.nio..",
                    "java.io..",
                    "java.math..",
                    "java.security..",
                    "javax.crypto..",
                    "java.time..",
                    "java.text..")
            .and(resideOutsideOfPackage("java.util.logging.."))
            .and(resideOutsideOfPackage("java.util.prefs.."))
            .and(resideOutsideOfPackage("java.lang.instrument.."))
            .and(resideOutsideOfPackage("java.lang.management.."));

    private static final DescribedPredicate<JavaClass> PRIMITIVE = DescribedPredicate.describe(
            "primitive", type -> type.getBaseComponentType().isPrimitive());

    /** The modules of {@link #PURE} use java.base, each other and the annotations of JSpecify. */
    ArchRule pureModulesStayPure() {
        return classes()
                .that(resideInAnyPackage(packages(PURE)))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(packages(PURE))
                        .or(PLAIN_JAVA)
                        .or(PRIMITIVE)
                        .or(resideInAnyPackage("org.jspecify.annotations")))
                .because("a pure module depends on java.base, other pure modules and JSpecify only");
    }

    /** Of our own modules {@code module} uses itself and {@code known}, also where Maven would let more through. */
    ArchRule knowsOnly(String module, List<String> known) {
        return classes()
                .that(resideInAnyPackage(root + "." + module + ".."))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(root + "..")
                        .or(resideInAnyPackage(root + "." + module + ".."))
                        .or(resideInAnyPackage(packages(known))))
                .because(module + " knows only " + known + " (docs/ARCHITECTURE.md)");
    }

    /** No two packages need each other, whatever lies between them. */
    ArchRule packagesHaveNoCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    private String[] packages(List<String> modules) {
        return modules.stream().map(module -> root + "." + module + "..").toArray(String[]::new);
    }
}
