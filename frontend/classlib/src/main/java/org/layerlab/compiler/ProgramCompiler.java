package org.layerlab.compiler;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import org.teavm.diagnostics.DefaultProblemTextConsumer;
import org.teavm.diagnostics.Problem;
import org.teavm.diagnostics.ProblemSeverity;
import org.teavm.tooling.EmptyTeaVMToolLog;
import org.teavm.tooling.TeaVMProblemRenderer;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.tooling.TeaVMToolException;
import org.teavm.vm.TeaVMOptimizationLevel;

/** Compiles programs by TeaVM. Several threads may use one at once: TeaVM itself keeps no more than one core busy. */
public final class ProgramCompiler {
    /** How many programs a build and {@code mvn -Pdev} compile at once. */
    public static final int AT_ONCE = 2;

    private static final String RUNTIME = "org/teavm/backend/wasm/wasm-gc-runtime.min.js";

    private final List<File> classPath;
    private final Path folder;
    private final boolean quick;

    /**
     * @param classPath where the pages' classes and all that they use are; the first class of a name counts
     * @param folder where the programs go
     * @param quick whether to save time rather than to make programs fast and small
     */
    public ProgramCompiler(List<Path> classPath, Path folder, boolean quick) {
        this.classPath = classPath.stream().map(Path::toFile).toList();
        this.folder = folder;
        this.quick = quick;
    }

    /**
     * Writes the script that all programs in WebAssembly start with.
     *
     * @param folder where the programs go
     * @throws IOException when the folder cannot be written
     */
    public static void writeRuntime(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (InputStream runtime = TeaVMTool.class.getClassLoader().getResourceAsStream(RUNTIME)) {
            if (runtime == null) {
                throw new IOException("TeaVM lacks its " + RUNTIME);
            }
            // One for all programs, by the name that boot.js loads.
            Files.copy(runtime, folder.resolve("classes.wasm-runtime.js"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Compiles one into a file named after it, which ends in {@code .wasm} or {@code .js}.
     *
     * @return the names of the classes in it
     * @throws CompilationException with TeaVM's messages
     */
    public Set<String> compile(Program program, TeaVMTargetType target) throws CompilationException {
        String name = program.id() + (target == TeaVMTargetType.JAVASCRIPT ? ".js" : ".wasm");
        TeaVMTool tool = new TeaVMTool();
        tool.setLog(new EmptyTeaVMToolLog());
        tool.setTargetType(target);
        tool.setMainClass(program.mainClass());
        tool.setEntryPointName("main");
        tool.setTargetFileName(name);
        tool.setTargetDirectory(folder.toFile());
        // ADVANCED, not FULL: FULL inlines so much that V8 compiles the hot loops 2 to 7 times slower.
        tool.setOptimizationLevel(quick ? TeaVMOptimizationLevel.SIMPLE : TeaVMOptimizationLevel.ADVANCED);
        tool.setFastDependencyAnalysis(quick);
        tool.setObfuscated(true);
        tool.getProperties().putAll(program.properties());
        tool.setClassLoader(TeaVMTool.class.getClassLoader());
        tool.setClassPath(classPath);
        try {
            tool.generate();
        } catch (TeaVMToolException | RuntimeException | OutOfMemoryError e) {
            throw new CompilationException(name + ": " + e, e);
        }
        StringBuilder problems = new StringBuilder();
        for (Problem problem : tool.getProblemProvider().getProblems()) {
            String described = name + ": " + described(problem, tool) + "\n";
            if (problem.getSeverity() == ProblemSeverity.ERROR) {
                problems.append(described);
            } else if (!quick) {
                // Mostly scripts in newer JavaScript than TeaVM parses, which it then takes as they are.
                System.err.print("warning: " + described);
            }
        }
        if (problems.length() > 0) {
            throw new CompilationException(problems.toString().strip());
        }
        if (target == TeaVMTargetType.WEBASSEMBLY_GC) {
            shorten(folder.resolve(name));
        }
        return Set.copyOf(tool.getDependencyInfo().getReachableClasses());
    }

    private static void shorten(Path module) throws CompilationException {
        try {
            Files.write(module, ShortSizes.of(Files.readAllBytes(module)));
        } catch (IOException e) {
            throw new CompilationException(module + ": " + e, e);
        }
    }

    /** What is wrong, and who calls it. */
    private static String described(Problem problem, TeaVMTool tool) {
        DefaultProblemTextConsumer text = new DefaultProblemTextConsumer();
        problem.render(text);
        StringBuilder callers = new StringBuilder();
        TeaVMProblemRenderer.renderCallStack(tool.getDependencyInfo().getCallGraph(), problem.getLocation(), callers);
        return text.getText() + callers;
    }
}
