package org.layerlab.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class KernelModuleTest {
    @Test
    void allVariantsAssembleAndValidate() {
        for (KernelModule.Variant variant : KernelModule.Variant.all()) {
            byte[] module = Assembler.assemble(KernelModule.text(variant));
            assertEquals(
                    List.of(0, (int) 'a', (int) 's', (int) 'm'),
                    List.of((int) module[0], (int) module[1], (int) module[2], (int) module[3]));
            int most = (variant.maps() ? 100 : 64) * 1024;
            assertTrue(module.length < most, variant.file() + " has " + module.length + " bytes");
        }
    }

    @Test
    void onlyFusedProductsTakeTwoTilesAtATime() {
        assertTrue(text(true, false).contains("(call $panelWide_f32"));
        assertFalse(text(false, false).contains("panelWide"));
        assertFalse(text(true, false).contains("panelWide_f64"));
    }

    @Test
    void onlyTheSharedVariantHasThreads() {
        assertTrue(text(true, true).contains("atomic"));
        assertFalse(text(true, false).contains("atomic"));
    }

    @Test
    void onlyFloat32IsEverFused() {
        assertTrue(text(true, true).contains("f32x4.relaxed_madd"));
        assertFalse(text(false, true).contains("relaxed"));
        assertFalse(Pattern.compile("f64x2\\.relaxed").matcher(text(true, true)).find());
    }

    @Test
    void aMistakeIsReportedWithItsLine() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Assembler.assemble("(module\n(func (i32.add)))"));
        assertTrue(String.valueOf(refusal.getMessage()).contains("2:"), refusal.getMessage());
    }

    private static String text(boolean fused, boolean shared) {
        return KernelModule.text(new KernelModule.Variant(fused, true, shared));
    }
}
