package org.layerlab.dev;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.layerlab.compiler.CompilationException;

/**
 * A module's sources and the folder of its classes. All of them are compiled each time: it takes a second or two in a
 * process that has done it before, and what depends on what need not be known. Error Prone looks at them in the next
 * {@code mvn verify}.
 */
final class JavaSources {
    private final List<Path> folders;
    private final Path classes;
    private final List<Path> classPath;
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    /**
     * @param folders of sources; one that is not there is left out
     * @param classes the folder that is written
     * @param classPath of what the sources use
     */
    JavaSources(List<Path> folders, Path classes, List<Path> classPath) {
        this.folders = List.copyOf(folders);
        this.classes = classes;
        // A class whose source has gone must not be found.
        this.classPath =
                classPath.stream().filter(path -> !path.equals(classes)).toList();
    }

    /**
     * Compiles and writes the classes that are not what they were.
     *
     * @return their names, those that have gone included
     * @throws CompilationException with the compiler's messages
     */
    Set<String> compile() throws CompilationException, IOException {
        Map<String, byte[]> compiled = new HashMap<>();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files =
                        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
                Output output = new Output(files, compiled)) {
            List<String> options = List.of(
                    "--release",
                    "17",
                    "-proc:none",
                    "-parameters",
                    "-nowarn",
                    "-g",
                    "-classpath",
                    String.join(
                            java.io.File.pathSeparator,
                            classPath.stream().map(Path::toString).toList()));
            boolean done = compiler.getTask(
                            messages, output, null, options, null, files.getJavaFileObjectsFromPaths(sources()))
                    .call();
            if (!done) {
                throw new CompilationException(messages.toString().strip());
            }
        }
        return write(compiled);
    }

    private List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> walk = Files.walk(folder)) {
                    walk.filter(path -> path.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }

    private Set<String> write(Map<String, byte[]> compiled) throws IOException {
        Set<String> changed = new HashSet<>();
        Files.createDirectories(classes);
        List<Path> former;
        try (Stream<Path> walk = Files.walk(classes)) {
            former = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : former) {
            String path = classes.relativize(file).toString().replace('\\', '/');
            String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
            byte[] bytes = compiled.get(name);
            if (bytes == null) {
                Files.delete(file);
                changed.add(name);
            } else if (Arrays.equals(bytes, Files.readAllBytes(file))) {
                compiled.remove(name);
            }
        }
        for (Map.Entry<String, byte[]> one : compiled.entrySet()) {
            Path file = classes.resolve(one.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.resolveSibling(""));
            Files.write(file, one.getValue());
            changed.add(one.getKey());
        }
        return changed;
    }

    /** Keeps the compiled classes in memory, by name. */
    private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, byte[]> compiled;

        Output(JavaFileManager files, Map<String, byte[]> compiled) {
            super(files);
            this.compiled = compiled;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            compiled.put(className, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
