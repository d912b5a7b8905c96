package org.layerlab.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Logger;
import org.layerlab.compiler.CompilationException;
import org.layerlab.compiler.Program;

/**
 * Serves the site until Ctrl-C, and keeps it as new as the source tree: a saved static file is served at once, a saved
 * class of the page or the network is compiled, then the programs of open pages that contain it, and these pages reload.
 * Other programs that contain it are compiled when their page is opened.
 */
public final class Dev {
    private static final int LOOK_EVERY_MILLIS = 150;

    private final Path root;
    private final DevServer server;
    private final LiveSite site;
    private final JavaSources network;
    private final JavaSources page;
    private final Programs programs;
    private final LoadedPrograms loaded = new LoadedPrograms(Logger.getLogger("org.layerlab.access"));
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
            if (!saved.isEmpty()) {
                dev.rebuild(saved);
            } else if (!dev.serveOpened()) {
                Thread.sleep(LOOK_EVERY_MILLIS);
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
            programs.compile(EnumSet.allOf(Program.class));
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
        attempt(() -> {
            Set<String> done = new TreeSet<>();
            if (saved.stream().anyMatch(path -> isIn("static", path))) {
                done.add("static files");
            }
            if (saved.stream().anyMatch(path -> isIn("frontend/network", path) || isIn("frontend/page", path))) {
                programs.outdate(compileJava(saved));
                done.addAll(programs.compile(programs.outdated(loaded.open())));
            }
            publish(done, before);
        });
    }

    /**
     * Compiles the programs of pages that were opened after a class of theirs had changed.
     *
     * @return false if there are none
     */
    boolean serveOpened() {
        Set<Program> wanted = programs.outdated(loaded.open());
        if (wanted.isEmpty()) {
            return false;
        }
        long before = System.nanoTime();
        attempt(() -> publish(programs.compile(wanted), before));
        return true;
    }

    private interface Step {
        void run() throws CompilationException, IOException;
    }

    /** Says what is wrong, if something is. */
    private static void attempt(Step step) {
        try {
            step.run();
        } catch (CompilationException e) {
            say(e.getMessage() + "\nThe page stays as it was.");
        } catch (IOException | IllegalArgumentException e) {
            say("not served: " + e);
        }
    }

    private void publish(Set<String> changed, long before) throws IOException {
        if (!changed.isEmpty()) {
            loaded.pagesReload();
            server.publish(site.files());
            say(String.join(", ", changed) + " served after " + seconds(before));
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
