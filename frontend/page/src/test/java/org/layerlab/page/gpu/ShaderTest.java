package org.layerlab.page.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.MapShape;

class ShaderTest {
    private static final Shader BACKWARD = Shader.each("backward")
            .reads("A", "dA")
            .writes("dZ")
            .counts("columns")
            .numbers("scale")
            .body("dZ[i] = dA[i] * A[i];");

    @Test
    void bindsMatricesAndNumbersInTheirOrder() {
        String source = BACKWARD.source();
        assertTrue(source.startsWith("struct Numbers {\n  n: u32,\n  columns: u32,\n  scale: f32,\n}"), source);
        assertTrue(source.contains("@binding(0) var<uniform> p: Numbers;"), source);
        assertTrue(source.contains("@binding(1) var<storage, read> A: array<f32>;"), source);
        assertTrue(source.contains("@binding(2) var<storage, read> dA: array<f32>;"), source);
        assertTrue(source.contains("@binding(3) var<storage, read_write> dZ: array<f32>;"), source);
    }

    /** No matrix may be bound twice: in place, both names are the one that is bound first. */
    @Test
    void aMatrixThatIsReadAndWrittenIsBoundOnce() {
        String source = BACKWARD.source(new int[] {0, 1, 1}, true);
        assertTrue(source.contains("@binding(2) var<storage, read_write> dA: array<f32>;"), source);
        assertFalse(source.contains("dZ"), source);
        assertTrue(source.contains("dA[i] = dA[i] * A[i];"), source);
    }

    @Test
    void onlySumsUseSubgroupsAndOnlyWhereTheyAreThere() {
        int[] all = {0, 1};
        String sum = SumShaders.SUM_COLUMNS.source(all, true);
        assertTrue(sum.startsWith("enable subgroups;"), sum);
        assertTrue(sum.contains("subgroupAdd(value)"), sum);
        assertFalse(SumShaders.SUM_COLUMNS.source(all, false).contains("subgroup"));
        assertFalse(BACKWARD.source(new int[] {0, 1, 2}, true).contains("subgroup"));
    }

    @Test
    void numbersAreWordsInTheOrderOfTheirDeclaration() {
        Numbers numbers = Numbers.of(3, -1).and(1, 0.5).count(7).and(1e300, 2, 3, 4, 5, 6, 7);
        int[] expected = {
            3, -1, Float.floatToIntBits(1), Float.floatToIntBits(0.5f), 7, Float.floatToIntBits(Float.POSITIVE_INFINITY)
        };
        assertEquals(12, numbers.size());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], numbers.word(i));
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void everyActivationHasItsFormulas(Activation g) {
        assertTrue(ElementShaders.forward(g).source().contains("A[i] = "));
        assertTrue(ElementShaders.backward(g).source().contains("dZ[i] = dA[i] * "));
    }

    @Test
    void operationsOfOtherShapesOrTilesHaveOtherNames() {
        Set<String> names = new HashSet<>();
        int count = 0;
        for (int channels = 1; channels < 4; channels++) {
            for (int stride = 1; stride < 3; stride++) {
                ConvShape shape = new ConvShape(new MapShape(9, 8, channels), 5, 3, stride, 1);
                for (Tile tile : Tile.ALL) {
                    for (boolean byFours : new boolean[] {false, true}) {
                        names.add(
                                ConvolutionShaders.forward(shape, tile, byFours).name());
                        names.add(
                                ConvolutionShaders.toInput(shape, tile, byFours).name());
                        count += 2;
                    }
                    names.add(ConvolutionShaders.toFilters(shape, tile).name());
                    count++;
                }
            }
        }
        assertEquals(count, names.size());
    }

    @Test
    void groupsShareALongSumAndNoTermIsLost() {
        TileChoice tiles = new TileChoice();
        for (int groups : new int[] {1, 3, 50, 128, 4000}) {
            for (int k : new int[] {0, 1, 15, 16, 255, 257, 65_536}) {
                int share = tiles.share(groups, k);
                assertEquals(0, share % Tile.DEPTH);
                int parts = Math.max(1, Tile.over(k, share));
                assertTrue((long) parts * share >= k);
                assertTrue(groups >= 128 ? parts == 1 : parts * groups <= 128, groups + " " + k);
            }
        }
    }
}
