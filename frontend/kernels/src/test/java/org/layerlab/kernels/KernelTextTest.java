package org.layerlab.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What small functions and the whole text look like; that they compute right is the kernels' contract to show. */
class KernelTextTest {
    private static final ScalarType FLOAT32 = ScalarType.float32(true);
    private static final ScalarType FLOAT64 = ScalarType.float64();

    @Test
    void lanesAreMovedByTheirBytes() {
        Vec a = new Vec(FLOAT32, "a");
        Vec b = new Vec(FLOAT32, "b");
        assertEquals(
                "(i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 a b)",
                Lanes.shuffle32(a, b, 0, 4, 1, 5).wat());
        assertEquals(
                "(i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 a b)",
                Lanes.shuffle64(a, b, 1, 3).wat());
    }

    @Test
    void constantsAreKeptOnceAndLoaded() {
        Constants constants = new Constants(512);
        String kept = Vec.kept(FLOAT64, "0.5").wat();
        assertEquals("(v128.load (i32.const 512)) (v128.load (i32.const 512))", constants.place(kept + " " + kept));
        String one = Vec.kept(FLOAT32, "1").wat();
        assertEquals("(v128.load (i32.const 528))", constants.place(one));
        assertEquals(576, constants.end());
        assertEquals(
                "(data (i32.const 512) \"" + "\\00\\00\\00\\00\\00\\00\\e0\\3f".repeat(2) + "\\00\\00\\80\\3f".repeat(4)
                        + "\")\n",
                constants.data());
    }

    @Test
    void anExportChoosesThePrecision() {
        KernelFunction cost = KernelFunction.alone("cost", KernelFunction.Result.NUMBER)
                .takes(Parameter.Kind.READ.of("a"), Parameter.Kind.NUMBER.of("rate"));
        String wat = cost.wat(-1);
        assertTrue(
                wat.startsWith("(func (export \"cost\") (param $i0 i32) (param $i1 i32) (param $f2 f64) (result f64)"),
                wat);
        assertTrue(wat.contains("(call $cost_f64 (local.get $i1) (local.get $f2))"), wat);
        assertTrue(wat.contains("(call $cost_f32 (local.get $i1) (f32.demote_f64 (local.get $f2)))"), wat);
    }

    @Test
    void aParameterThatIsNotThereIsRefusedByName() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> KernelFunction.shared("cost", Division.repeated("rounds"))
                        .takes(Parameter.Kind.COUNT.of("count"))
                        .wat(0));
        assertTrue(String.valueOf(refusal.getMessage()).contains("rounds"), refusal.getMessage());
    }

    /** Exports pass their arguments on by position, so two addresses that change places would still assemble. */
    @Test
    void kernelsNameTheirParametersAsTheListDoes() {
        Map<String, Method> writers = Stream.of(ElementwiseWat.class, UpdateWat.class, CostWat.class, ExamplesWat.class)
                .flatMap(family -> Stream.of(family.getDeclaredMethods()))
                .filter(method -> !Modifier.isPrivate(method.getModifiers())
                        && !method.getName().equals("wat"))
                .collect(Collectors.toMap(Method::getName, method -> method));
        Set<String> compared = new HashSet<>();
        for (KernelFunction kernel : KernelFunctions.all()) {
            Method writer = writers.get(kernel.function());
            if (writer != null) {
                List<String> listed =
                        kernel.parameters().stream().map(Parameter::name).toList();
                List<String> names = Stream.of(writer.getParameters())
                        .filter(parameter -> parameter.getType() != Function.class)
                        .limit(listed.size())
                        .map(java.lang.reflect.Parameter::getName)
                        .toList();
                assertEquals(listed, names, kernel.name());
                compared.add(kernel.name());
            }
        }
        assertEquals(
                Set.of(
                        "dropout",
                        "addBias",
                        "descend",
                        "momentum",
                        "adam",
                        "crossEntropy",
                        "sumColumns",
                        "countCorrect",
                        "examples"),
                compared);
    }

    @Test
    void functionsAreDefinedOnceAndWhatIsCalledExists() {
        for (KernelModule.Variant variant : KernelModule.Variant.all()) {
            String text = KernelModule.text(variant);
            Set<String> defined = new HashSet<>();
            Matcher functions = Pattern.compile("\\(func (\\$\\w+)").matcher(text);
            while (functions.find()) {
                assertTrue(defined.add(functions.group(1)), variant.file() + " defines twice " + functions.group(1));
            }
            Matcher calls = Pattern.compile("\\(call (\\$\\w+)").matcher(text);
            while (calls.find()) {
                assertTrue(defined.contains(calls.group(1)), variant.file() + " lacks " + calls.group(1));
            }
        }
    }

    @Test
    void everyKernelIsExportedOnce() {
        Set<String> names = new HashSet<>();
        for (KernelFunction function : KernelFunctions.all()) {
            assertTrue(names.add(function.name()), function.name());
        }
        assertFalse(names.isEmpty());
    }

    /** All of their parameters and results are 32-bit integers. */
    @Test
    void functionsForMemoryAndThreadsTakeWhatTheListSays() {
        for (KernelModule.Variant variant : KernelModule.Variant.all()) {
            String text = KernelModule.text(variant);
            for (ModuleFunction function : ModuleFunction.all()) {
                Matcher head = Pattern.compile("\\(func[^()]*\\(export \"" + function.name()
                                + "\"\\)((?: \\(param[^()]*\\))*)( \\(result i32\\))?")
                        .matcher(text);
                assertTrue(head.find(), variant.file() + " lacks " + function.name());
                assertEquals(
                        function.parameters().size(),
                        Pattern.compile("i32").matcher(head.group(1)).results().count(),
                        function.name());
                assertEquals(function.answers(), head.group(2) != null, function.name());
            }
        }
    }
}
