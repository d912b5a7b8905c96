package org.layerlab.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.layerlab.kernels.KernelFunction.Result;
import org.layerlab.kernels.Parameter.Kind;

/**
 * Writes what calls the kernels on the page, from the list of {@link KernelFunctions}: an interface with a method for each,
 * and its two implementations, by imports of the WebAssembly build and by an object of the JavaScript build.
 */
public final class CallWriter {
    private static final String PACKAGE = "org.layerlab.page.kernels";

    private final List<KernelFunction> functions = KernelFunctions.all();

    /**
     * Writes the sources.
     *
     * @param args the folder for them
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0], PACKAGE.split("\\.", -1)));
        CallWriter writer = new CallWriter();
        Files.writeString(folder.resolve("ModuleKernels.java"), writer.kernels());
        Files.writeString(folder.resolve("ImportedKernels.java"), writer.imported());
        Files.writeString(folder.resolve("KernelExports.java"), writer.exports());
        Files.writeString(folder.resolve("ObjectKernels.java"), writer.object());
    }

    /** A source: its head, what is written for each kernel, and the last brace. */
    private String each(String head, java.util.function.Function<KernelFunction, String> text) {
        String begin = "package " + PACKAGE + ";\n\n" + head;
        return functions.stream().map(text).collect(Collectors.joining("", begin, "}\n"));
    }

    /** The interface. */
    String kernels() {
        return each("""
                /**
                 * The module's kernels. The caller has checked addresses and sizes. {@code wide} is 1 for float64 and 0 for \
                float32.
                 */
                interface ModuleKernels {
                """, function ->
                """

                    /**
                     * %s
                     *
                     * <p>%s
                     */
                    %s;
                """.formatted(function.about(), units(function), signature(function, function.name())));
    }

    private static String units(KernelFunction function) {
        StringJoiner units = new StringJoiner("; ", "", ".");
        for (Kind kind : Kind.values()) {
            String names = function.parameters().stream()
                    .filter(parameter -> parameter.kind() == kind)
                    .map(Parameter::name)
                    .collect(Collectors.joining(", "));
            if (!names.isEmpty()) {
                units.add(kind.title() + ": " + names);
            }
        }
        return units.toString();
    }

    /** The implementation of the WebAssembly build. */
    String imported() {
        return each("""
                import org.teavm.interop.Import;

                /** The kernels as imports of the WebAssembly build. */
                abstract class ImportedKernels implements KernelCalls {
                """, function -> {
            String inner = function.name() + "0";
            return method(function, inner) + """

                        @Import(module = "kernel", name = "%s")
                        private static native %s;
                    """.formatted(function.name(), signature(function, inner));
        });
    }

    /** The module's object as JavaScript has it. */
    String exports() {
        return each("""
                import org.teavm.jso.JSObject;

                /** The kernels among the module's exports. */
                interface KernelExports extends JSObject {
                """, function -> "    " + signature(function, function.name()) + ";\n");
    }

    /** The implementation of the JavaScript build. */
    String object() {
        return each("""
                /** The kernels as methods of an object of the JavaScript build. */
                abstract class ObjectKernels implements KernelCalls {
                    private final KernelExports exports;

                    ObjectKernels(KernelExports exports) {
                        this.exports = exports;
                    }
                """, function -> {
            // Not as a tail call: once WebKit (2.54) has compiled one, NaN comes back.
            String sum = function.result() == Result.NUMBER ? "0 + " : "";
            return method(function, sum + "exports." + function.name());
        });
    }

    private static String method(KernelFunction function, String call) {
        String arguments = function.parameters().stream()
                .map(parameter -> ", " + parameter.name())
                .collect(Collectors.joining());
        String returns = function.result() == Result.NOTHING ? "" : "return ";
        return """

                    @Override
                    public %s {
                        %s(wide%s);
                    }
                """.formatted(signature(function, function.name()), returns + call, arguments);
    }

    private static String signature(KernelFunction function, String name) {
        String parameters = function.parameters().stream()
                .map(parameter -> (parameter.real() ? ", double " : ", int ") + parameter.name())
                .collect(Collectors.joining());
        String type = switch (function.result()) {
            case NOTHING -> "void ";
            case INTEGER -> "int ";
            case NUMBER -> "double ";
        };
        return type + name + "(int wide" + parameters + ")";
    }
}
