package org.layerlab.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.layerlab.compiler.CompilationException;

/**
 * Serves the site until Ctrl-C, and keeps it as new as the source tree: a saved static file is served at once, a saved
 * class of the page or the network is compiled, then the programs that contain it, and the open pages reload.
 */
public final class Dev {
    private static final int LOOK_EVERY_MILLIS = 150;

    private final Path root;
    private final DevServer server;
    private final LiveSite site;
    private final JavaSources network;
    private final JavaSources page;
    private final Programs programs;
    /** Changed classes that no program was compiled with, because another class did not compile. */
    private final Set<String> pending = new TreeSet<>();

    private boolean javaIsUpToDate;

    /**
     * @param root the folder of the whole source tree
     * @param live what is compiled here goes there
     * @param port 0 for any free one
     */
    Dev(Path root, Path live, int port) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        ClassPaths paths = ClassPaths.ofThisProcess(this.root, live);
        network = new JavaSources(
                List.of(this.root.resolve("frontend/network/src/main/java")), paths.networkClasses(), paths.all());
        page = new JavaSources(
                List.of(
                        this.root.resolve("frontend/page/src/main/java"),
                        this.root.resolve("frontend/page/target/generated-sources")),
                paths.pageClasses(),
                paths.all());
        programs = new Programs(paths);
        site = new LiveSite(this.root, paths.programs());
        server = new DevServer(live.resolve("store"), port);
    }

    /**
     * Runs it.
     *
     * @param args the folder of the source tree, a folder for what is compiled, the port
     */
    public static void main(String[] args) throws Exception {
        Dev dev = new Dev(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]));
        SourceWatch watch = new SourceWatch(dev.watched());
        dev.start();
        while (true) {
            Set<Path> saved = watch.changes();
            if (saved.isEmpty()) {
                Thread.sleep(LOOK_EVERY_MILLIS);
            } else {
                dev.rebuild(saved);
            }
        }
    }

    /** The folders and files that are looked at. */
    List<Path> watched() {
        return List.of(
                root.resolve("static"),
                root.resolve("frontend/network/src/main"),
                root.resolve("frontend/page/src/main"),
                root.resolve("frontend/kernels/src/main"),
                root.resolve("frontend/classlib/src/main"),
                root.resolve("backend/src/main"),
                root.resolve("pom.xml"));
    }

    /**
     * Compiles everything and begins to serve.
     *
     * @return the port
     * @throws IOException when something does not compile, or the server does not start
     */
    int start() throws IOException {
        say("compiling the programs");
        long before = System.nanoTime();
        try {
            network.compile();
            page.compile();
            javaIsUpToDate = true;
            programs.compile(Set.of());
        } catch (CompilationException e) {
            throw new IOException(e.getMessage(), e);
        }
        int port = server.publish(site.files());
        say("LayerLab is at http://localhost:" + port + "/ after " + seconds(before)
                + "; save a file, and the page reloads. Ctrl-C ends it.");
        return port;
    }

    /** Brings the site up to date with what was saved; says what it did, or what is wrong. */
    void rebuild(Set<Path> saved) {
        long before = System.nanoTime();
        saved.stream()
                .map(path -> root.relativize(path))
                .filter(Dev::needsMaven)
                .min(Comparator.naturalOrder())
                .ifPresent(path -> say(path + " has changed: Ctrl-C and mvn -Pdev again, and it counts"));
        try {
            Set<String> done = new TreeSet<>();
            if (saved.stream().anyMatch(path -> isIn("static", path))) {
                done.add("static files");
            }
            if (saved.stream().anyMatch(path -> isIn("frontend/network", path) || isIn("frontend/page", path))) {
                done.addAll(programs.compile(compileJava(saved)));
            }
            if (!done.isEmpty()) {
                server.publish(site.files());
                say(String.join(", ", done) + " served after " + seconds(before));
            }
        } catch (CompilationException e) {
            say(e.getMessage() + "\nThe page stays as it was.");
        } catch (IOException | IllegalArgumentException e) {
            say("not served: " + e);
        }
    }

    /** The names of the classes that are not what they were. */
    private Set<String> compileJava(Set<Path> saved) throws CompilationException, IOException {
        long before = System.nanoTime();
        // What did not compile the last time is not among the saved files of this time.
        boolean whole = !javaIsUpToDate;
        javaIsUpToDate = false;
        boolean networkSaved = whole || saved.stream().anyMatch(path -> isIn("frontend/network", path));
        Set<String> changed = new TreeSet<>(pending);
        if (networkSaved) {
            changed.addAll(network.compile());
            pending.addAll(changed);
        }
        changed.addAll(page.compile());
        javaIsUpToDate = true;
        pending.clear();
        say("Java compiled after " + seconds(before));
        return changed;
    }

    private boolean isIn(String folder, Path saved) {
        return saved.startsWith(root.resolve(folder));
    }

    /** What is built before this process starts. */
    private static boolean needsMaven(Path saved) {
        return List.of("frontend/kernels", "frontend/classlib", "backend", "pom.xml").stream()
                .anyMatch(saved::startsWith);
    }

    private static String seconds(long before) {
        return String.format(java.util.Locale.ROOT, "%.1f s", (System.nanoTime() - before) / 1e9);
    }

    private static void say(String line) {
        System.out.println("[dev] " + line);
    }
}
