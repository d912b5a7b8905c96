package org.layerlab.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.layerlab.kernels.Parameter.Kind;

/**
 * Writes what calls the module on the page, from the lists of {@link KernelFunctions} and {@link ModuleFunction}: an
 * interface with a method for each, and its two implementations, by imports of the WebAssembly build and by an object of
 * the JavaScript build.
 */
public final class CallWriter {
    private static final String PACKAGE = "org.layerlab.page.kernels";

    private final List<Call> calls = new ArrayList<>();

    /**
     * A function of the module, as Java calls it.
     *
     * @param type of what it returns
     * @param parameters with their types
     * @param about paragraphs of Javadoc
     */
    private record Call(String type, String name, List<String> parameters, List<String> about) {
        static Call of(KernelFunction function) {
            List<String> parameters = new ArrayList<>(List.of("int wide"));
            for (Parameter parameter : function.parameters()) {
                parameters.add((parameter.real() ? "double " : "int ") + parameter.name());
            }
            String type = switch (function.result()) {
                case NOTHING -> "void";
                case INTEGER -> "int";
                case NUMBER -> "double";
            };
            return new Call(type, function.name(), parameters, List.of(function.about(), units(function)));
        }

        static Call of(ModuleFunction function) {
            List<String> parameters =
                    function.parameters().stream().map(name -> "int " + name).toList();
            return new Call(
                    function.answers() ? "int" : "void", function.name(), parameters, List.of(function.about()));
        }

        String signature(String called) {
            return type + " " + called + "(" + String.join(", ", parameters) + ")";
        }

        /** A method that calls another of the same parameters. */
        String method(String inner) {
            String arguments = parameters.stream()
                    .map(parameter -> parameter.substring(parameter.indexOf(' ') + 1))
                    .collect(Collectors.joining(", "));
            return """

                        @Override
                        public %s {
                            %s(%s);
                        }
                    """.formatted(signature(name), (type.equals("void") ? "" : "return ") + inner, arguments);
        }
    }

    CallWriter() {
        KernelFunctions.all().forEach(function -> calls.add(Call.of(function)));
        ModuleFunction.all().forEach(function -> calls.add(Call.of(function)));
    }

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

    /** A source: its head, what is written for each call, and the last brace. */
    private String each(String head, java.util.function.Function<Call, String> text) {
        String begin = "package " + PACKAGE + ";\n\n" + head;
        return calls.stream().map(text).collect(Collectors.joining("", begin, "}\n"));
    }

    /** The interface. */
    String kernels() {
        return each("""
                /**
                 * The module's functions. The caller has checked addresses and sizes. {@code wide} is 1 for float64 and 0 for \
                float32.
                 */
                interface ModuleKernels {
                """, call ->
                """

                    /**
                     * %s
                     */
                    %s;
                """.formatted(String.join("\n     *\n     * <p>", call.about()), call.signature(call.name())));
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

                /** The module's functions as imports of the WebAssembly build. */
                abstract class ImportedKernels implements KernelCalls {
                """, call -> {
            String inner = call.name() + "0";
            return call.method(inner) + """

                        @Import(module = "kernel", name = "%s")
                        private static native %s;
                    """.formatted(call.name(), call.signature(inner));
        });
    }

    /** The module's object as JavaScript has it. */
    String exports() {
        return each("""
                import org.teavm.jso.JSObject;

                /** The module's exports. */
                interface KernelExports extends JSObject {
                """, call -> "    " + call.signature(call.name()) + ";\n");
    }

    /** The implementation of the JavaScript build. */
    String object() {
        return each("""
                /** The module's functions as methods of an object of the JavaScript build. */
                abstract class ObjectKernels implements KernelCalls {
                    private final KernelExports exports;

                    ObjectKernels(KernelExports exports) {
                        this.exports = exports;
                    }
                """, call -> {
            // Not as a tail call: once WebKit (2.54) has compiled one, NaN comes back.
            String sum = call.type().equals("double") ? "0 + " : "";
            return call.method(sum + "exports." + call.name());
        });
    }
}
