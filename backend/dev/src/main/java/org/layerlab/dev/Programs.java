package org.layerlab.dev;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.layerlab.compiler.CompilationException;
import org.layerlab.compiler.Program;
import org.layerlab.compiler.ProgramCompiler;
import org.teavm.tooling.TeaVMTargetType;

/**
 * The programs of the pages, compiled to WebAssembly where a class of theirs has changed and somebody looks at them: two
 * at once, as in a build, but quickly.
 */
final class Programs {
    private final ProgramCompiler compiler;
    /** The classes in each program, as it was compiled last. */
    private final Map<Program, Set<String>> contents = new EnumMap<>(Program.class);

    private final Set<Program> outdated = EnumSet.allOf(Program.class);
    /** Those that did not compile, until something else is saved. */
    private final Set<Program> broken = EnumSet.noneOf(Program.class);

    private final ExecutorService threads = Executors.newFixedThreadPool(ProgramCompiler.AT_ONCE, work -> {
        Thread thread = new Thread(work, "teavm");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @throws IOException when the folder of the programs cannot be written
     */
    Programs(ClassPaths paths) throws IOException {
        ProgramCompiler.writeRuntime(paths.programs());
        compiler = new ProgramCompiler(paths.all(), paths.programs(), true);
    }

    /** Notes that the programs with one of these classes are not what they should be. */
    void outdate(Set<String> changed) {
        broken.clear();
        contents.forEach((program, content) -> {
            if (changed.stream().anyMatch(content::contains)) {
                outdated.add(program);
            }
        });
    }

    /** Which of these are outdated, but for those that did not compile the last time. */
    Set<Program> outdated(Set<Program> some) {
        Set<Program> all = EnumSet.copyOf(outdated);
        all.retainAll(some);
        all.removeAll(broken);
        return all;
    }

    /**
     * Compiles programs.
     *
     * @return their names
     * @throws CompilationException with TeaVM's messages
     */
    Set<String> compile(Set<Program> some) throws CompilationException {
        Map<Program, Future<Set<String>>> running = new EnumMap<>(Program.class);
        for (Program program : some) {
            running.put(program, threads.submit(() -> compiler.compile(program, TeaVMTargetType.WEBASSEMBLY_GC)));
        }
        Set<String> names = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        running.forEach((program, future) -> {
            names.add(program.id());
            try {
                contents.put(program, future.get());
                outdated.remove(program);
            } catch (ExecutionException e) {
                broken.add(program);
                problems.add((e.getCause() == null ? e : e.getCause()).getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        if (!problems.isEmpty()) {
            throw new CompilationException(String.join("\n", problems));
        }
        return names;
    }
}
