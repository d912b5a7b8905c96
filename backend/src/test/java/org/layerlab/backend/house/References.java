package org.layerlab.backend.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Which files of the main code need which; a file goes by the full name of its outermost class.
 *
 * <p>Bytecode alone does not tell: the compiler copies constants and drops where they came from. Sources alone do not
 * either: a chain of calls passes through types without naming them.
 */
final class References {
    private static final String OURS = "org.layerlab.";

    private References() {}

    /** For each file, the files that its code names or its bytecode mentions; bytecode of what the backend ships. */
    static Map<String, Set<String>> all() {
        Map<String, Set<String>> references = ofSources();
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.layerlab.network", "org.layerlab.page", "org.layerlab.backend");
        for (JavaClass from : classes) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String to = outermost(dependency.getTargetClass().getBaseComponentType());
                if (to.startsWith(OURS) && !to.equals(outermost(from))) {
                    references
                            .computeIfAbsent(outermost(from), f -> new TreeSet<>())
                            .add(to);
                }
            }
        }
        return references;
    }

    /** For each file, the files that its code names, by imports and packages; what comments name does not count. */
    static Map<String, Set<String>> ofSources() {
        List<Path> sources = Sources.java().stream()
                .filter(file -> Sources.name(file).contains("/src/main/"))
                .filter(file -> !file.endsWith("package-info.java"))
                .toList();
        Map<String, Path> files = new HashMap<>();
        for (Path source : sources) {
            files.put(className(source), source);
        }
        Map<String, Set<String>> references = new TreeMap<>();
        for (CompilationUnitTree unit : parse(sources)) {
            String from = className(Path.of(unit.getSourceFile().toUri()));
            references.put(from, namedIn(unit, from, files.keySet()));
        }
        return references;
    }

    /** The package of a class. */
    static String packageOf(String className) {
        return className.substring(0, className.lastIndexOf('.'));
    }

    private static String outermost(JavaClass type) {
        String name = type.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static Iterable<? extends CompilationUnitTree> parse(List<Path> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            return task.parse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> namedIn(CompilationUnitTree unit, String from, Set<String> files) {
        Map<String, String> imported = new HashMap<>();
        for (ImportTree one : unit.getImports()) {
            String name = one.getQualifiedIdentifier().toString();
            String file = file(name, files);
            if (file != null) {
                imported.put(name.substring(name.lastIndexOf('.') + 1), file);
            }
        }
        Names names = new Names();
        names.scan(unit.getTypeDecls(), null);
        Set<String> named = new TreeSet<>();
        for (String name : names.qualified) {
            String file = file(name, files);
            if (file != null) {
                named.add(file);
            }
        }
        names.simple.removeAll(names.declared);
        for (String name : names.simple) {
            String beside = packageOf(from) + "." + name;
            String file = imported.getOrDefault(name, files.contains(beside) ? beside : from);
            named.add(file);
        }
        named.remove(from);
        return named;
    }

    /** The file that a class, a nested class or a static member is in; null if it is none of ours. */
    private static @Nullable String file(String name, Set<String> files) {
        String outer = name;
        while (!files.contains(outer)) {
            int dot = outer.lastIndexOf('.');
            if (dot < 0) {
                return null;
            }
            outer = outer.substring(0, dot);
        }
        return outer;
    }

    private static String className(Path source) {
        String name = Sources.name(source);
        return name.substring(name.indexOf("/java/") + "/java/".length(), name.length() - ".java".length())
                .replace('/', '.');
    }

    /** Collects the names in a file. */
    private static final class Names extends TreeScanner<Void, Void> {
        final Set<String> simple = new HashSet<>();
        final Set<String> qualified = new HashSet<>();
        final Set<String> declared = new HashSet<>();

        @Override
        public Void visitIdentifier(IdentifierTree identifier, Void none) {
            simple.add(identifier.getName().toString());
            return super.visitIdentifier(identifier, null);
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree select, Void none) {
            String name = select.toString();
            if (name.startsWith(OURS)) {
                qualified.add(name);
            }
            return super.visitMemberSelect(select, null);
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            declared.add(type.getSimpleName().toString());
            return super.visitClass(type, null);
        }
    }
}
