package org.layerlab.backend.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** One idea a file, and a method that can be seen at once. */
class SizesTest {
    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 60;

    @Test
    void noJavaFileIsLongerThanItMayBe() {
        List<String> longer = new ArrayList<>();
        for (Path file : Sources.java()) {
            long lines = Sources.read(file).lines().count();
            if (lines > FILE_LINES) {
                longer.add(Sources.name(file) + ": " + lines + " lines; at most " + FILE_LINES);
            }
        }
        assertEquals("", String.join("\n", longer));
    }

    @Test
    void noMethodIsLongerThanItMayBe() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> longer = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(Sources.java()));
            Trees trees = Trees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new Methods(unit, trees.getSourcePositions(), longer), null);
            }
        }
        assertEquals("", String.join("\n", longer));
    }

    /** Collects the methods of a file that are too long. */
    private static final class Methods extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> longer;

        Methods(CompilationUnitTree unit, SourcePositions positions, List<String> longer) {
            this.unit = unit;
            this.positions = positions;
            this.longer = longer;
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            LineMap lines = unit.getLineMap();
            long from = lines.getLineNumber(positions.getStartPosition(unit, method));
            long to = lines.getLineNumber(positions.getEndPosition(unit, method));
            if (to - from + 1 > METHOD_LINES) {
                Path file = Path.of(unit.getSourceFile().toUri());
                longer.add(Sources.name(file) + ":" + from + " " + method.getName() + ": " + (to - from + 1)
                        + " lines; at most " + METHOD_LINES);
            }
            return super.visitMethod(method, null);
        }
    }
}
