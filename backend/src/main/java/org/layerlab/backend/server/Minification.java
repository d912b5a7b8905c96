package org.layerlab.backend.server;

import com.google.javascript.jscomp.CompilationLevel;
import com.google.javascript.jscomp.Compiler;
import com.google.javascript.jscomp.CompilerOptions;
import com.google.javascript.jscomp.CompilerOptions.LanguageMode;
import com.google.javascript.jscomp.Result;
import com.google.javascript.jscomp.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Shortens, at build time, the scripts that each page loads before it is seen: names, spaces and what is said twice. */
final class Minification {
    private static final List<String> SCRIPTS = List.of("boot.js", "language.js", "page.js", "theme.js");

    private Minification() {}

    /**
     * Rewrites them in {@code org/layerlab/static/} of the folder of the compiled classes.
     *
     * @param args the folder
     */
    public static void main(String[] args) throws IOException {
        for (String name : SCRIPTS) {
            Path script = Path.of(args[0], "org/layerlab/static", name);
            Files.writeString(script, minified(name, Files.readString(script)));
        }
    }

    /**
     * The same script, shorter. Its global names stay, for other scripts use them.
     *
     * @throws IllegalStateException when it is no JavaScript
     */
    static String minified(String name, String script) {
        CompilerOptions options = new CompilerOptions();
        CompilationLevel.SIMPLE_OPTIMIZATIONS.setOptionsForCompilationLevel(options);
        // What was written runs where it ran: nothing is made older or newer.
        options.setLanguage(LanguageMode.ECMASCRIPT_NEXT);
        options.setEmitUseStrict(true);
        Compiler compiler = new Compiler();
        Result result = compiler.compile(List.of(), List.of(SourceFile.fromCode(name, script)), options);
        if (!result.success) {
            throw new IllegalStateException(name + ": " + result.errors);
        }
        return compiler.toSource();
    }
}
