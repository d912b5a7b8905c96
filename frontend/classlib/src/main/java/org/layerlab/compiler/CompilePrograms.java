package org.layerlab.compiler;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.teavm.tooling.TeaVMTargetType;

/** The step of the build that compiles all programs, two at once, from the class path that it runs with. */
public final class CompilePrograms {
    private CompilePrograms() {}

    /**
     * Ends with status 1 and the compiler's messages at the first program that does not compile.
     *
     * @param args the folder for the programs
     */
    public static void main(String[] args) throws Exception {
        List<Path> classPath = List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)).stream()
                .map(Path::of)
                .toList();
        ProgramCompiler compiler = new ProgramCompiler(classPath, Path.of(args[0]), false);
        ExecutorService threads = Executors.newFixedThreadPool(ProgramCompiler.AT_ONCE);
        List<Future<?>> running = new ArrayList<>();
        for (Program program : Program.values()) {
            for (TeaVMTargetType target : program.targets()) {
                running.add(threads.submit(() -> compiler.compile(program, target)));
            }
        }
        threads.shutdown();
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                // What is wrong with one is often wrong with all.
                if (e.getCause() instanceof CompilationException problem && problem.getCause() == null) {
                    System.err.println(problem.getMessage());
                } else {
                    e.printStackTrace();
                }
                System.exit(1);
            }
        }
    }
}
