package org.layerlab.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.layerlab.kernels.Parameter.Kind;

/**
 * Writes what calls the kernels on the page, from the list of {@link KernelFunctions}: an interface with a method for each,
 * and its two implementations, by imports of the WebAssembly build and by an object of the JavaScript build.
 */
public final class CallWriter {
    private static final String PACKAGE = "org.layerlab.page.kernels";

    private static final String HEAD = "package " + PACKAGE + ";\n\n";

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

    /** The interface. */
    String kernels() {
        StringBuilder java = new StringBuilder(HEAD)
                .append(
                        "/**\n * The module's kernels. The caller has checked addresses and sizes. {@code wide} is 1 for"
                                + " float64 and 0 for float32.\n */\ninterface ModuleKernels {\n");
        for (KernelFunction function : functions) {
            java.append("\n    /**\n     * ")
                    .append(function.about())
                    .append("\n     *\n     * <p>")
                    .append(units(function))
                    .append("\n     */\n    ")
                    .append(signature(function, function.name()))
                    .append(";\n");
        }
        return java.append("}\n").toString();
    }

    private static String units(KernelFunction function) {
        StringJoiner units = new StringJoiner("; ", "", ".");
        for (Kind kind : Kind.values()) {
            StringJoiner names = new StringJoiner(", ");
            for (Parameter parameter : function.parameters()) {
                if (parameter.kind() == kind) {
                    names.add(parameter.name());
                }
            }
            if (names.length() > 0) {
                units.add(kind.title() + ": " + names);
            }
        }
        return units.toString();
    }

    /** The implementation of the WebAssembly build. */
    String imported() {
        StringBuilder java = new StringBuilder(HEAD)
                .append("import org.teavm.interop.Import;\n\n/** The kernels as imports of the WebAssembly build. */\n")
                .append("abstract class ImportedKernels implements KernelCalls {\n");
        for (KernelFunction function : functions) {
            String inner = function.name() + "0";
            java.append(method(function, returns(function) + inner))
                    .append("\n    @Import(module = \"kernel\", name = \"")
                    .append(function.name())
                    .append("\")\n    private static native ")
                    .append(signature(function, inner))
                    .append(";\n");
        }
        return java.append("}\n").toString();
    }

    /** The module's object as JavaScript has it. */
    String exports() {
        StringBuilder java = new StringBuilder(HEAD)
                .append("import org.teavm.jso.JSObject;\n\n/** The kernels among the module's exports. */\n")
                .append("interface KernelExports extends JSObject {\n");
        for (KernelFunction function : functions) {
            java.append("    ").append(signature(function, function.name())).append(";\n");
        }
        return java.append("}\n").toString();
    }

    /** The implementation of the JavaScript build. */
    String object() {
        StringBuilder java = new StringBuilder(HEAD)
                .append("/** The kernels as methods of an object of the JavaScript build. */\n")
                .append("abstract class ObjectKernels implements KernelCalls {\n")
                .append("    private final KernelExports exports;\n\n")
                .append("    ObjectKernels(KernelExports exports) {\n        this.exports = exports;\n    }\n");
        for (KernelFunction function : functions) {
            // Not as a tail call: once WebKit (2.54) has compiled one, NaN comes back.
            String sum = function.result() == KernelFunction.Result.NUMBER ? "0 + " : "";
            java.append(method(function, returns(function) + sum + "exports." + function.name()));
        }
        return java.append("}\n").toString();
    }

    private static String method(KernelFunction function, String call) {
        StringJoiner arguments = new StringJoiner(", ", "(", ")");
        arguments.add("wide");
        function.parameters().forEach(parameter -> arguments.add(parameter.name()));
        return "\n    @Override\n    public " + signature(function, function.name()) + " {\n        " + call + arguments
                + ";\n    }\n";
    }

    private static String signature(KernelFunction function, String name) {
        List<String> parameters = new ArrayList<>(List.of("int wide"));
        for (Parameter parameter : function.parameters()) {
            parameters.add((parameter.real() ? "double " : "int ") + parameter.name());
        }
        String type = switch (function.result()) {
            case NOTHING -> "void ";
            case INTEGER -> "int ";
            case NUMBER -> "double ";
        };
        return type + name + "(" + String.join(", ", parameters) + ")";
    }

    private static String returns(KernelFunction function) {
        return function.result() == KernelFunction.Result.NOTHING ? "" : "return ";
    }
}
