package org.layerlab.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What functions look like as text; that kernels compute right is their contract to show. */
class FunctionTest {
    private static final ScalarType FLOAT32 = ScalarType.float32(true);
    private static final ScalarType FLOAT64 = ScalarType.float64();

    @Test
    void aFormulaBecomesInstructionsOfItsPrecision() {
        for (ScalarType n : new ScalarType[] {FLOAT32, FLOAT64}) {
            Function f = new Function("twice", n);
            I32 at = f.parameter();
            f.store(at, f.load(at).plus(f.load(at)));
            String load = "(v128.load offset=0 (local.get $i0))";
            String sum = "(" + n.vector() + ".add " + load + " " + load + ")";
            assertEquals(
                    "(func $twice_" + n.scalar() + " (param $i0 i32)\n \n  (v128.store offset=0 (local.get $i0) " + sum
                            + ")\n)\n",
                    f.wat());
        }
    }

    @Test
    void onlyFusedTypesMultiplyAndAddAtOnce() {
        assertTrue(sum(FLOAT32).startsWith("(f32x4.relaxed_madd"), sum(FLOAT32));
        assertTrue(sum(ScalarType.float32(false)).startsWith("(f32x4.add (v128.const"), sum(FLOAT32));
        assertTrue(sum(FLOAT64).startsWith("(f64x2.add (v128.const"), sum(FLOAT64));
    }

    private static String sum(ScalarType n) {
        return Vec.all(n, "2").timesPlus(Vec.all(n, "3"), Vec.all(n, "4")).wat();
    }

    @Test
    void aLoopAsksAfterEachTurn() {
        Function f = new Function("count", FLOAT32);
        I32.Local n = f.parameter();
        f.countDown(n, () -> f.callOnly("turn"));
        assertEquals(
                "(func $count_f32 (param $i0 i32) (loop $again1 (call $turn) (br_if $again1 (local.tee $i0"
                        + " (i32.sub (local.get $i0) (i32.const 1)))) ) )",
                f.wat().replaceAll("\\s+", " ").strip());
    }

    @Test
    void countingUpAsksAfterEachTurnAndCountingOnBefore() {
        Function f = new Function("count", FLOAT32);
        I32.Local x = f.parameter();
        f.countUp(x, 3, () -> f.callOnly("turn"));
        f.countOn(x, I32.of(5), () -> f.callOnly("turn"));
        String next = "(local.set $i0 (i32.add (local.get $i0) (i32.const 1)))";
        assertEquals(
                "(func $count_f32 (param $i0 i32) (local.set $i0 (i32.const 0)) (loop $again1 (call $turn) " + next
                        + " (br_if $again1 (i32.lt_s (local.get $i0) (i32.const 3))) )"
                        + " (block $exit2 (loop $again3 (br_if $exit2 (i32.ge_s (local.get $i0) (i32.const 5)))"
                        + " (call $turn) " + next + " (br $again3) )) )",
                f.wat().replaceAll("\\s+", " ").strip());
    }

    @Test
    void otherwiseFollowsAWhen() {
        Function f = new Function("either", FLOAT32);
        I32 x = f.parameter();
        assertThrows(IllegalStateException.class, () -> f.otherwise(f::fail));
        f.when(x, () -> f.when(x.isZero(), f::fail));
        f.otherwise(() -> f.callOnly("turn"));
        assertThrows(IllegalStateException.class, () -> f.otherwise(f::fail));
        assertEquals(
                "(func $either_f32 (param $i0 i32) (if (local.get $i0) (then (if (i32.eqz (local.get $i0)) (then"
                        + " (unreachable) )) ) (else (call $turn) )) )",
                f.wat().replaceAll("\\s+", " ").strip());
    }

    @Test
    void localsOfArraysAreNumberedByRowsAfterTheOthers() {
        Function f = new Function("rows", FLOAT32);
        f.i32s(2);
        f.vecs(2, 1);
        f.i32();
        f.parameter();
        String head = "(func $rows_f32 (param $i5 i32)";
        String locals = " (local $i4 i32) (local $i0 i32) (local $v2 v128) (local $i1 i32) (local $v3 v128)";
        assertEquals(head + locals + " )", f.wat().replaceAll("\\s+", " ").strip());
    }

    /** Methods that write functions. */
    static final class Written {
        private Written() {}

        static void scale(Function f, Rows.Moving rows, Real factor) {
            f.store(rows.at(), f.loadReal(rows.at()).times(factor));
            rows.at().add(rows.row());
        }

        static void mixed(Function f, I32 at) {
            f.store(at, Vec.all(FLOAT32, "1").plus(Vec.all(FLOAT64, "1")));
        }
    }

    @Test
    void aFunctionTakesWhatTheMethodTakesThatWritesIt() {
        String wat = Function.of(FLOAT32, Written.class, "scale");
        assertTrue(wat.startsWith("(func $scale_f32 (param $i0 i32) (param $i1 i32) (param $f2 f32)"), wat);
        assertTrue(wat.contains("(f32.mul (f32.load (local.get $i0)) (local.get $f2))"), wat);
    }

    @Test
    void aFunctionWithoutItsMethodIsRefused() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> Function.of(FLOAT32, Written.class, "scale", "turn"));
        assertEquals("Written has 0 methods to write turn", refusal.getMessage());
    }

    @Test
    void whatAMethodThrowsComesThrough() {
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> Function.once(Written.class, "mixed"));
        assertTrue(String.valueOf(thrown.getMessage()).contains("don't mix"), thrown.getMessage());
    }

    @Test
    void precisionsDoNotMix() {
        Vec single = Vec.all(FLOAT32, "1");
        Vec twice = Vec.all(FLOAT64, "1");
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> single.plus(twice));
        assertTrue(String.valueOf(refusal.getMessage()).contains("f32x4 and f64x2"), refusal.getMessage());
        Real half = new Real(FLOAT64, "half");
        assertThrows(IllegalArgumentException.class, () -> single.lane(0).plus(half));
        assertEquals("(f32.demote_f64 half)", half.in(FLOAT32).wat());
    }

    @Test
    void wholeVectorsComeFirstAndSingleNumbersAreTheRest() {
        Function f = new Function("copy", FLOAT64);
        I32.Local from = f.parameter();
        I32.Local to = f.parameter();
        Loops.along(f, from, to).numbers(f.parameter(), step -> step.store(to, step.load(from)));
        String wat = f.wat();
        int vectors = wat.indexOf("v128.load offset=0 align=8");
        assertTrue(vectors > 0 && wat.indexOf("v128.load64_zero") > vectors, wat);
    }
}
