package org.layerlab.backend.texts;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The sentences in Java sources.
 *
 * @param own those that {@code Texts.of} is given
 * @param settings the labels and helps of settings
 * @param all every text, also those that are put together: <code>{0}</code>, <code>{1}</code>, … stand for what varies
 * @param wrong calls of {@code Texts.of} whose sentence is not written there
 */
record SourceSentences(Set<String> own, Set<String> settings, Set<String> all, List<String> wrong) {
    /** Those of some files. */
    static SourceSentences of(List<Path> files) throws IOException {
        SourceSentences sentences =
                new SourceSentences(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new ArrayList<>());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    manager,
                    ignored -> {},
                    List.of("-proc:none"),
                    null,
                    manager.getJavaFileObjectsFromPaths(files));
            for (CompilationUnitTree unit : task.parse()) {
                new Reader(unit, sentences).scan(unit, null);
            }
        }
        return sentences;
    }

    private static final class Reader extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourceSentences sentences;

        Reader(CompilationUnitTree unit, SourceSentences sentences) {
            this.unit = unit;
            this.sentences = sentences;
        }

        @Override
        public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void nothing) {
            return null;
        }

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
            if (call.getMethodSelect().toString().equals("Texts.of")) {
                ExpressionTree sentence = call.getArguments().get(0);
                String template = template(sentence);
                if (template == null || !written(sentence)) {
                    sentences.wrong.add(unit.getSourceFile().getName() + ": Texts.of(" + sentence + ")");
                } else {
                    sentences.own.add(template);
                }
            }
            return super.visitMethodInvocation(call, null);
        }

        /** Labels and helps of settings, which forms show: {@code new NumberSetting("noise", "Noise", "…", …)}. */
        @Override
        public @Nullable Void visitNewClass(NewClassTree made, @Nullable Void nothing) {
            boolean setting = made.getIdentifier().toString().replace("<>", "").endsWith("Setting");
            if (setting && made.getArguments().size() > 2) {
                for (ExpressionTree text : made.getArguments().subList(1, 3)) {
                    String template = template(text);
                    if (template != null && written(text)) {
                        sentences.settings.add(template);
                    }
                }
            }
            return super.visitNewClass(made, null);
        }

        @Override
        public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void nothing) {
            add(literal);
            return null;
        }

        @Override
        public @Nullable Void visitBinary(BinaryTree sum, @Nullable Void nothing) {
            if (sum.getKind() != Tree.Kind.PLUS) {
                return super.visitBinary(sum, null);
            }
            add(sum);
            for (ExpressionTree term : terms(sum, new ArrayList<>())) {
                if (!(term instanceof LiteralTree)) {
                    scan(term, null);
                }
            }
            return null;
        }

        private void add(ExpressionTree text) {
            String template = template(text);
            if (template != null) {
                sentences.all.add(template.strip());
            }
        }

        /** The text of a literal or a sum with literals in it; null for everything else. */
        private static @Nullable String template(ExpressionTree text) {
            StringBuilder template = new StringBuilder();
            int varying = 0;
            boolean literal = false;
            for (ExpressionTree term : terms(text, new ArrayList<>())) {
                if (term instanceof LiteralTree constant && constant.getValue() instanceof String part) {
                    template.append(part);
                    literal = true;
                } else {
                    template.append('{').append(varying++).append('}');
                }
            }
            return literal ? template.toString() : null;
        }

        private static boolean written(ExpressionTree text) {
            return terms(text, new ArrayList<>()).stream()
                    .allMatch(term -> term instanceof LiteralTree constant && constant.getValue() instanceof String);
        }

        private static List<ExpressionTree> terms(ExpressionTree text, List<ExpressionTree> terms) {
            if (text instanceof BinaryTree sum && text.getKind() == Tree.Kind.PLUS) {
                terms(sum.getLeftOperand(), terms);
                terms(sum.getRightOperand(), terms);
            } else if (text instanceof ParenthesizedTree inner && inner.getExpression() instanceof BinaryTree) {
                terms(inner.getExpression(), terms);
            } else {
                terms.add(text);
            }
            return terms;
        }
    }
}
