package org.layerlab.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What small functions and the whole text look like; that they compute right is the kernels' contract to show. */
class KernelTextTest {
    private static final ScalarType FLOAT32 = ScalarType.float32(true);
    private static final ScalarType FLOAT64 = ScalarType.float64();

    @Test
    void templatesBecomeTextOfEitherType() {
        String template = "({v}.add ({s}.const {bytes}) {splat})";
        assertEquals("(f32x4.add (f32.const 4) v128.load32_splat)", FLOAT32.fill(template));
        assertEquals("(f64x2.add (f64.const 8) v128.load64_splat)", FLOAT64.fill(template));
    }

    @Test
    void onlyFloat32MultipliesAndAddsAtOnce() {
        assertEquals("(f32x4.relaxed_madd a b c)", FLOAT32.multiplyAdd("a", "b", "c"));
        assertEquals("(f32x4.add c (f32x4.mul a b))", ScalarType.float32(false).multiplyAdd("a", "b", "c"));
        assertEquals("(f64x2.add c (f64x2.mul a b))", FLOAT64.multiplyAdd("a", "b", "c"));
    }

    @Test
    void lanesAreMovedByTheirBytes() {
        assertEquals(
                "(i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 a b)", Lanes.shuffle32("a", "b", 0, 4, 1, 5));
        assertEquals(
                "(i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 a b)", Lanes.shuffle64("a", "b", 1, 3));
    }

    @Test
    void constantsAreKeptOnceAndLoaded() {
        Constants constants = new Constants(512);
        String kept = FLOAT64.kept("0.5");
        assertEquals("(v128.load (i32.const 512)) (v128.load (i32.const 512))", constants.place(kept + " " + kept));
        assertEquals("(v128.load (i32.const 528))", constants.place(FLOAT32.kept("1")));
        assertEquals(576, constants.end());
        assertEquals(
                "(data (i32.const 512) \"" + "\\00\\00\\00\\00\\00\\00\\e0\\3f".repeat(2) + "\\00\\00\\80\\3f".repeat(4)
                        + "\")\n",
                constants.data());
    }

    @Test
    void anExportChoosesThePrecision() {
        String wat = KernelFunction.alone("cost", "f64", "i32 a", "number rate").wat(-1);
        assertTrue(wat.startsWith("(func (export \"cost\") (param $double i32) (param $a i32) (param $rate f64)"), wat);
        assertTrue(wat.contains("(call $cost_f64 (local.get $a) (local.get $rate))"), wat);
        assertTrue(wat.contains("(call $cost_f32 (local.get $a) (f32.demote_f64 (local.get $rate)))"), wat);
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
}
