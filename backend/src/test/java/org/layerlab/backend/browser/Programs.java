package org.layerlab.backend.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs of this machine: where they are, how Debian's packages bring them, and how they end. */
final class Programs {
    private Programs() {}

    /** A program on the path. */
    static Optional<Path> onPath(String name) {
        String path = System.getenv("PATH");
        return Stream.of((path == null ? "/usr/bin" : path).split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The program that a variable of the environment names. */
    static Optional<Path> fromEnvironment(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        Path path = Path.of(value);
        if (!Files.isExecutable(path)) {
            throw new IllegalStateException(name + " is set to " + path + ", which is not a program");
        }
        return Optional.of(path);
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** What a finder finds, after Debian's packages have been installed where it found nothing and this may install. */
    static <T> Optional<T> findOrInstall(Finder<T> finder, String... packages) {
        Optional<T> found = finder.find();
        return found.isPresent() || !isRoot() || onPath("apt-get").isEmpty() ? found : install(finder, packages);
    }

    /** Looks for programs. */
    interface Finder<T> {
        Optional<T> find();
    }

    /** Tests run in several processes, of which one installs. */
    private static <T> Optional<T> install(Finder<T> finder, String... packages) {
        Path lock = Path.of(System.getProperty("java.io.tmpdir"), "layerlab-install.lock");
        try (FileChannel file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = file.lock()) {
            Optional<T> found = finder.find();
            if (held.isValid() && found.isEmpty()) {
                run("apt-get", "update");
                run(Stream.concat(Stream.of("apt-get", "install", "-y", "--no-install-recommends"), Stream.of(packages))
                        .toArray(String[]::new));
                found = finder.find();
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String... command) {
        System.out.println("A browser is missing here for the tests: " + String.join(" ", command));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        try {
            int code = builder.start().waitFor();
            if (code != 0) {
                System.out.println(String.join(" ", command) + " ended with " + code);
            }
        } catch (IOException e) {
            System.out.println(String.join(" ", command) + " did not start: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts a program, which ends with the tests at the latest. */
    static Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "end-program"));
        return process;
    }

    /** Ends a program and those that it started. */
    static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
