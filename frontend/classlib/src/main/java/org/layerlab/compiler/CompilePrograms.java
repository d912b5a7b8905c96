package org.layerlab.compiler;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.teavm.tooling.TeaVMTargetType;

/**
 * The step of the build that compiles all programs, two at once, from the class path that it runs with. With the same
 * JDK and options, equal classes give equal programs, byte by byte: TeaVM goes through its hash tables in an order that
 * depends on what else it has compiled and on the thread, so each of the two runs on the main thread of its own JVM and
 * has the same programs in every build.
 */
public final class CompilePrograms {
    private CompilePrograms() {}

    /**
     * Ends with status 1 and the compiler's messages when a program does not compile.
     *
     * @param args the folder for the programs; a process that this one starts also gets its number
     */
    public static void main(String[] args) throws Exception {
        if (args.length > 1) {
            // Whoever started this may end in a way that runs no hook.
            ProcessHandle.current()
                    .parent()
                    .ifPresent(parent -> beside(() -> {
                        parent.onExit().join();
                        Runtime.getRuntime().halt(1);
                    }));
            compile(Path.of(args[0]), Integer.parseInt(args[1]));
            return;
        }
        ProgramCompiler.writeRuntime(Path.of(args[0]));
        List<Process> others = new CopyOnWriteArrayList<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> others.forEach(Process::destroy)));
        for (int i = 1; i < ProgramCompiler.AT_ONCE; i++) {
            Process other = start(args[0], i);
            others.add(other);
            beside(() -> {
                if (other.onExit().join().exitValue() != 0) {
                    System.exit(1);
                }
            });
        }
        compile(Path.of(args[0]), 0);
        for (Process other : others) {
            if (other.waitFor() != 0) {
                System.exit(1);
            }
        }
    }

    /** Runs this while programs are compiled. */
    private static void beside(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    private static Process start(String folder, int number) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        command.addAll(List.of(CompilePrograms.class.getName(), folder, String.valueOf(number)));
        return new ProcessBuilder(command).inheritIO().start();
    }

    private static void compile(Path folder, int number) {
        List<Path> classPath = List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)).stream()
                .map(Path::of)
                .toList();
        ProgramCompiler compiler = new ProgramCompiler(classPath, folder, false);
        try {
            Program[] programs = Program.values();
            for (int i = number; i < programs.length; i += ProgramCompiler.AT_ONCE) {
                for (TeaVMTargetType target : programs[i].targets()) {
                    compiler.compile(programs[i], target);
                }
            }
        } catch (CompilationException problem) {
            // What is wrong with one is often wrong with all.
            if (problem.getCause() == null) {
                System.err.println(problem.getMessage());
            } else {
                problem.printStackTrace();
            }
            System.exit(1);
        }
    }
}
