package org.layerlab.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TemplateTest {
    @Test
    void holesTakeValuesByName() {
        assertEquals(
                "(i32.const 512) {s} 512",
                new Template("(i32.const {depth}) {s} {depth}")
                        .with("depth", 512)
                        .text());
    }

    @Test
    void aHoleThatIsNotThereIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Template("(i32.const 1)").with("depth", 512));
    }

    @Test
    void aFileThatIsNotThereIsRefusedByName() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Template.read("nothing.wat"));
        assertTrue(String.valueOf(refusal.getMessage()).contains("nothing.wat"), refusal.getMessage());
    }

    @Test
    void offsetsAreBytes() {
        assertEquals(
                "offset=28 offset=0",
                new Template("offset={layer.n} offset={layer.w}")
                        .withOffsets("layer", DescriptorLayout.of(KernelLayout.LayerWord.class))
                        .text());
    }
}
