package org.layerlab.dev;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.teavm.diagnostics.DefaultProblemTextConsumer;
import org.teavm.diagnostics.Problem;
import org.teavm.tooling.EmptyTeaVMToolLog;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.tooling.TeaVMToolException;
import org.teavm.vm.TeaVMOptimizationLevel;

/**
 * The programs of the pages, compiled by TeaVM to WebAssembly where a class of theirs has changed: two at once, as the
 * page's pom has it, but optimized less.
 */
final class Programs {
    private static final String RUNTIME = "org/teavm/backend/wasm/wasm-gc-runtime.min.js";
    private static final int AT_ONCE = 2;

    /** As the page's pom names them. */
    private enum Program {
        PLAY("org.layerlab.page.PlayMain"),
        PHOTOS("org.layerlab.page.PhotosMain"),
        TRAIN("org.layerlab.page.TrainMain"),
        CLASSES("org.layerlab.page.ClassesMain"),
        INSIDE("org.layerlab.page.InsideMain"),
        MODELS("org.layerlab.page.ModelsMain"),
        LEARN("org.layerlab.page.LearnMain"),
        LIVE("org.layerlab.page.LiveMain"),
        LAB("org.layerlab.page.LabMain"),
        GPU("org.layerlab.page.GpuMain");

        final String main;

        Program(String main) {
            this.main = main;
        }

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final List<File> classPath;
    private final Path folder;
    /** The classes in each program; none for one that did not compile. */
    private final Map<Program, Set<String>> contents = new EnumMap<>(Program.class);

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, work -> {
        Thread thread = new Thread(work, "teavm");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @throws IOException when the folder of the programs cannot be written
     */
    Programs(ClassPaths paths) throws IOException {
        classPath = paths.all().stream().map(Path::toFile).toList();
        folder = Files.createDirectories(paths.programs());
        try (InputStream runtime = TeaVMTool.class.getClassLoader().getResourceAsStream(RUNTIME)) {
            if (runtime == null) {
                throw new IOException("TeaVM lacks its " + RUNTIME);
            }
            Files.copy(runtime, folder.resolve("classes.wasm-runtime.js"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Compiles the programs that contain one of these classes, and those that have not been compiled yet.
     *
     * @param changed names of classes
     * @return the programs' names
     * @throws BuildException with TeaVM's messages
     */
    Set<String> compile(Set<String> changed) throws BuildException {
        Map<Program, Future<Set<String>>> running = new EnumMap<>(Program.class);
        for (Program program : EnumSet.allOf(Program.class)) {
            Collection<String> content = contents.get(program);
            if (content == null || changed.stream().anyMatch(content::contains)) {
                contents.remove(program);
                running.put(program, threads.submit(() -> compile(program)));
            }
        }
        Set<String> names = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        running.forEach((program, future) -> {
            names.add(program.id());
            try {
                contents.put(program, future.get());
            } catch (ExecutionException e) {
                problems.add(program.id() + ": " + (e.getCause() == null ? e : e.getCause()).getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        if (!problems.isEmpty()) {
            throw new BuildException(String.join("\n", problems));
        }
        return names;
    }

    /** The names of the classes in it. */
    private Set<String> compile(Program program) throws TeaVMToolException, BuildException {
        TeaVMTool tool = new TeaVMTool();
        tool.setLog(new EmptyTeaVMToolLog());
        tool.setTargetType(TeaVMTargetType.WEBASSEMBLY_GC);
        tool.setMainClass(program.main);
        tool.setEntryPointName("main");
        tool.setTargetFileName(program.id() + ".wasm");
        tool.setTargetDirectory(folder.toFile());
        tool.setOptimizationLevel(TeaVMOptimizationLevel.SIMPLE);
        tool.setFastDependencyAnalysis(true);
        tool.setObfuscated(true);
        tool.setClassLoader(TeaVMTool.class.getClassLoader());
        tool.setClassPath(classPath);
        tool.generate();
        StringBuilder problems = new StringBuilder();
        for (Problem problem : tool.getProblemProvider().getSevereProblems()) {
            DefaultProblemTextConsumer text = new DefaultProblemTextConsumer();
            problem.render(text);
            problems.append(text.getText()).append('\n');
        }
        if (problems.length() > 0) {
            throw new BuildException(problems.toString().strip());
        }
        return new HashSet<>(tool.getDependencyInfo().getReachableClasses());
    }
}
