package org.layerlab.speed.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Measures LayerLab beside the others, prints the table of medians and ratios and writes it into the speed page.
 * Contestants that are missing on this machine are left out, with a message.
 */
public final class Peers {
    private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3", "python");
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    private Peers() {}

    /**
     * Measures everything, which takes some minutes.
     *
     * @param args the folder for the other libraries, the page with the table, the number of rounds, and what the
     *     rows to measure contain, whose table is only printed, or {@code all}
     */
    public static void main(String[] args) throws IOException, TimeoutException {
        Path libraries = Path.of(args[0]);
        Path readme = Path.of(args[1]);
        int rounds = Integer.parseInt(args[2]);
        int cores = Runtime.getRuntime().availableProcessors();

        List<String> parts = new ArrayList<>(List.of(processor() + ", " + cores + (cores == 1 ? " core" : " cores")));
        List<AutoCloseable> opened = new ArrayList<>();
        Map<String, Rates> everyone = new HashMap<>();
        boolean all = args[3].equals("all");
        List<Comparison> comparisons = all ? Comparisons.all() : Comparisons.with(args[3]);
        if (comparisons.isEmpty()) {
            System.out.println("No row contains \"" + args[3] + "\"; see the table in " + readme.normalize());
            return;
        }
        String table;
        try {
            numpy(1, opened).ifPresent(numpy -> everyone.put(Comparisons.NUMPY_1, numpy));
            numpy(cores, opened).ifPresent(numpy -> everyone.put(Comparisons.NUMPY, numpy));
            String training = JvmTraining.class.getName();
            jvm(training, List.of("-XX:ActiveProcessorCount=1"), opened)
                    .ifPresent(jvm -> everyone.put(Comparisons.JVM_1, jvm));
            jvm(training, List.of(), opened).ifPresent(jvm -> everyone.put(Comparisons.JVM, jvm));
            libtorch(1, opened).ifPresent(libtorch -> everyone.put(Comparisons.LIBTORCH_1, libtorch));
            libtorch(cores, opened).ifPresent(libtorch -> everyone.put(Comparisons.LIBTORCH, libtorch));
            browser(Map.of(), opened, "--js-flags=" + Comparisons.JOINING).ifPresent(page -> {
                everyone.put(Comparisons.JOINED_1, page.contestant("ours-1"));
                everyone.put(Comparisons.JOINED_2, page.contestant("ours-2"));
            });
            browser(libraries(libraries), opened).ifPresent(page -> {
                for (String who : Comparisons.IN_THE_PAGE) {
                    everyone.put(who, page.contestant(who));
                }
                parts.add(page.browser());
                parts.add("TensorFlow.js " + NpmPackages.TENSORFLOW);
                parts.add("ConvNetJS " + NpmPackages.CONVNET);
                parts.add("onnxruntime-web " + NpmPackages.ONNXRUNTIME);
                parts.add("jax-js " + NpmPackages.JAX);
            });
            for (String name : List.of(Comparisons.JVM, Comparisons.LIBTORCH, Comparisons.NUMPY)) {
                if (everyone.get(name) instanceof ChildProcess child) {
                    parts.add(child.name());
                }
            }

            Measurements measurements = new Measurements(everyone, System.out);
            measurements.run(comparisons, rounds);
            table = Table.of(comparisons, measurements, String.join("; ", parts));
            System.out.println();
            System.out.println(table);
            System.out.println();
            measurements.complaints().forEach(complaint -> System.out.println("Left out: " + complaint));
        } finally {
            close(opened);
        }
        if (all) {
            Files.writeString(readme, Table.put(table, Files.readString(readme)));
            System.out.println("Wrote the table to " + readme.normalize());
        }
    }

    private static Optional<BrowserPage> browser(
            Map<String, byte[]> libraries, List<AutoCloseable> opened, String... arguments)
            throws IOException, TimeoutException {
        try {
            BrowserPage page = new BrowserPage(libraries, arguments);
            opened.add(page);
            return Optional.of(page);
        } catch (MeasurementException e) {
            System.out.println("The browser is left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Map<String, byte[]> libraries(Path folder) {
        try {
            return NpmPackages.fetch(folder);
        } catch (MeasurementException e) {
            System.out.println("The other libraries of the browser are left out: " + e.getMessage());
            return Map.of();
        }
    }

    /** The first NumPy that computes with OpenBLAS. */
    private static Optional<Rates> numpy(int threads, List<AutoCloseable> opened) throws IOException {
        String program = new String(BrowserPage.resource("peer.py"), StandardCharsets.UTF_8);
        for (String python : PYTHONS) {
            try {
                ChildProcess numpy = new ChildProcess(
                        List.of(python, "-c", program), Map.of("OPENBLAS_NUM_THREADS", String.valueOf(threads)));
                opened.add(numpy);
                if (numpy.name().contains("OpenBLAS")) {
                    return Optional.of(numpy);
                }
                System.out.println("NumPy of " + python + " is not used: it computes without OpenBLAS");
            } catch (MeasurementException e) {
                System.out.println("NumPy of " + python + " is not used: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    private static Optional<Rates> libtorch(int threads, List<AutoCloseable> opened) {
        return jvm(
                "org.layerlab.libtorch.LibTorchTraining",
                List.of("-Dai.djl.pytorch.num_threads=" + threads, "-Dai.djl.pytorch.num_interop_threads=1"),
                opened);
    }

    /** A program of the JVM, in a process of its own. */
    private static Optional<Rates> jvm(String program, List<String> options, List<AutoCloseable> opened) {
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of("-classpath", System.getProperty("java.class.path"), program));
            ChildProcess jvm = new ChildProcess(command, Map.of());
            opened.add(jvm);
            return Optional.of(jvm);
        } catch (MeasurementException e) {
            System.out.println(program + " is left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static String processor() throws IOException {
        if (Files.isReadable(PROCESSOR)) {
            try (Stream<String> lines = Files.lines(PROCESSOR)) {
                Optional<String> model = lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst();
                if (model.isPresent()) {
                    return model.get();
                }
            }
        }
        return System.getProperty("os.arch");
    }

    private static void close(List<AutoCloseable> opened) {
        for (AutoCloseable one : opened) {
            try {
                one.close();
            } catch (Exception e) {
                System.out.println(one + " did not close: " + e.getMessage());
            }
        }
    }
}
