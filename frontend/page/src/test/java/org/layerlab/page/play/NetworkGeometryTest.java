package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkGeometryTest {
    private static NetworkGeometry of(int... dims) {
        List<Integer> list = java.util.Arrays.stream(dims).boxed().toList();
        return new NetworkGeometry(list, new int[dims.length], 500, 300, false);
    }

    @Test
    void everyUnitAndWeightHasAPlaceOfItsOwnAndNoneIsLeftOver() {
        NetworkGeometry g = of(2, 4, 128, 3, 1);
        assertEquals(2 + 4 + 10 + 3 + 1, g.units());
        Set<Integer> units = new HashSet<>();
        Set<Integer> weights = new HashSet<>();
        for (int l = 0; l < g.layers(); l++) {
            for (int row = 0; row < g.shown(l); row++) {
                units.add(g.unitIndex(l, row));
                for (int column = -1; l > 0 && column < g.shown(l - 1); column++) {
                    weights.add(g.weightIndex(l, row, column));
                }
            }
        }
        assertEquals(g.units(), units.size());
        assertEquals(g.units() - 1, Collections.max(units));
        assertEquals(g.weights(), weights.size());
        assertEquals(g.weights() - 1, Collections.max(weights));
        assertEquals(4 * 3 + 10 * 5 + 3 * 11 + 4, g.weights());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 255, 275, 290, 400})
    void everyUnitIsLargeEnoughToHit(int tall) {
        NetworkGeometry g = new NetworkGeometry(List.of(2, 10, 1), new int[3], 300, tall, false);
        assertTrue(g.unit() >= 24, "unit of " + g.unit());
        assertTrue(g.y(1, 1) - g.y(1, 0) > g.unit(), "units overlap");
    }

    @Test
    void ofSeveralOutputsEachIsOfAClass() {
        assertEquals(-1, of(2, 4, 1).label(2, 0));
        assertEquals(-1, of(2, 4, 5).label(1, 3));
        assertEquals(3, of(2, 4, 5).label(2, 3));
        NetworkGeometry later = new NetworkGeometry(List.of(2, 4, 12), new int[] {0, 0, 10}, 500, 300, false);
        assertEquals(11, later.label(2, 1));
    }

    @Test
    void aWideLayerShowsItsUnitsPageByPage() {
        List<Integer> dims = List.of(2, 128, 1);
        assertTrue(of(2, 128, 1).folds(1));
        assertFalse(of(2, 10, 1).foldsAnywhere());
        NetworkGeometry last = new NetworkGeometry(dims, new int[] {0, 120, 0}, 500, 300, false);
        assertEquals(120, last.first(1));
        assertEquals(8, last.shown(1));
        NetworkGeometry beyond = new NetworkGeometry(dims, new int[] {0, 9999, 0}, 500, 300, false);
        assertEquals(120, beyond.first(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void layersStandFromLeftToRightAndUnitsInside(boolean thumbs) {
        for (List<Integer> dims :
                List.of(List.of(2, 1), List.of(2, 1, 1), List.of(2, 512, 512, 512, 512, 512, 512, 512, 512, 1))) {
            NetworkGeometry g = new NetworkGeometry(dims, new int[dims.size()], 320, 300, thumbs);
            for (int l = 0; l < g.layers(); l++) {
                assertTrue(g.x(l) - g.unit() / 2 >= 0, dims + " " + l);
                assertTrue(g.x(l) + g.unit() / 2 <= g.width(), dims + " " + l);
                if (l > 0) {
                    assertTrue(g.x(l) - g.x(l - 1) > g.unit(), dims + " " + l);
                }
                for (int row = 0; row < g.shown(l); row++) {
                    assertTrue(g.y(l, row) - g.unit() / 2 >= 0, dims + " " + l);
                    assertTrue(g.y(l, row) + g.unit() / 2 <= g.height(), dims + " " + l);
                }
            }
        }
    }

    @Test
    void controlsInOneLineStandApartHoweverLargeTheTextIs() {
        for (double rem = 12; rem <= 40; rem += 0.5) {
            for (int hidden = 0; hidden <= 8; hidden++) {
                List<Integer> dims = new ArrayList<>(List.of(2));
                dims.addAll(Collections.nCopies(hidden, 4));
                dims.add(1);
                for (int room = 300; room < 1600; room += 50) {
                    NetworkGeometry g = new NetworkGeometry(dims, new int[dims.size()], room, 300, false, rem);
                    for (int l = 1; l < g.layers(); l++) {
                        double pitch = g.x(l) - g.x(l - 1);
                        assertTrue(pitch >= Math.max(54, 3.375 * rem) - 1e-9, pitch + " px at " + rem);
                        // Two buttons of 25 px and the number; of the gaps between them, a part may be shared.
                        assertTrue(!g.wideColumns() || pitch >= 2.75 * rem + 48 - 1e-9, pitch + " px at " + rem);
                    }
                }
            }
        }
    }

    @Test
    void theStyleSheetMakesColumnsAsWide() throws IOException {
        String css = Files.readString(Path.of("../../static/style.css"));
        assertTrue(css.contains(".net-head, .net-foot {") && css.contains("width: max(54px, 3.375rem); }"));
    }

    @Test
    void theLineUnderThePointerIsFound() {
        NetworkGeometry g = of(2, 6, 1);
        double from = g.x(0) + g.unit() / 2;
        double x = from + 0.8 * (g.x(1) - g.unit() / 2 - from);
        double y = g.y(0, 0) + NetworkGeometry.rise(0.8) * (g.y(1, 5) - g.y(0, 0));
        assertEquals(new NetworkGeometry.Weight(1, 5, 0), g.weightAt(x, y));
        assertNull(g.weightAt(x, -50));
        assertNull(g.weightAt(g.x(1), g.y(1, 0)), "on a unit");
    }

    @Test
    void aLineLeavesAndArrivesLevelAndPassesTheMiddle() {
        assertEquals(0, NetworkGeometry.rise(0), 1e-6);
        assertEquals(0.5, NetworkGeometry.rise(0.5), 1e-5);
        assertEquals(1, NetworkGeometry.rise(1), 1e-5);
        assertTrue(NetworkGeometry.rise(0.1) < 0.05);
    }
}
