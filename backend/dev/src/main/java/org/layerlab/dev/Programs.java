package org.layerlab.dev;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
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
 * The programs of the pages, compiled to WebAssembly where a class of theirs has changed: two at once, as in a build, but
 * quickly.
 */
final class Programs {
    private final ProgramCompiler compiler;
    /** The classes in each program; none for one that did not compile. */
    private final Map<Program, Set<String>> contents = new EnumMap<>(Program.class);

    private final ExecutorService threads = Executors.newFixedThreadPool(ProgramCompiler.AT_ONCE, work -> {
        Thread thread = new Thread(work, "teavm");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @throws IOException when the folder of the programs cannot be written
     */
    Programs(ClassPaths paths) throws IOException {
        compiler = new ProgramCompiler(paths.all(), paths.programs(), true);
    }

    /**
     * Compiles the programs that contain one of these classes, and those that have not been compiled yet.
     *
     * @param changed names of classes
     * @return the programs' names
     * @throws CompilationException with TeaVM's messages
     */
    Set<String> compile(Set<String> changed) throws CompilationException {
        Map<Program, Future<Set<String>>> running = new EnumMap<>(Program.class);
        for (Program program : EnumSet.allOf(Program.class)) {
            Collection<String> content = contents.get(program);
            if (content == null || changed.stream().anyMatch(content::contains)) {
                contents.remove(program);
                running.put(program, threads.submit(() -> compiler.compile(program, TeaVMTargetType.WEBASSEMBLY_GC)));
            }
        }
        Set<String> names = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        running.forEach((program, future) -> {
            names.add(program.id());
            try {
                contents.put(program, future.get());
            } catch (ExecutionException e) {
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
