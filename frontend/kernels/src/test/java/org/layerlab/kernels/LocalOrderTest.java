package org.layerlab.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LocalOrderTest {
    @Test
    void localsStandByTypeInTheOrderOfTheirFirstUse() {
        String declared = """
            (func $f (param $a i32) (result i32) (local $x v128)(local $k i32)(local $n i32)(local $unused f64)
            (local.set $n (local.get $a)) (local.set $x (local.get $x)) (local.get $k))
            """;
        String ordered = """
            (func $f (param $a i32) (result i32) (local $n i32) (local $k i32) (local $x v128)
            (local.set $n (local.get $a)) (local.set $x (local.get $x)) (local.get $k))
            """;
        assertEquals(ordered, LocalOrder.of(declared).replaceAll(" +\n", "\n"));
    }

    @Test
    void functionsWithoutLocalsStayAsTheyAre() {
        String module = "(module\n(func (export \"f\") (param $a i32) (local.set $a (local.get $a)))\n(func $g)\n)\n";
        assertEquals(module, LocalOrder.of(module));
    }
}
