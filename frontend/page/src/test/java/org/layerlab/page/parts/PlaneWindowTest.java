package org.layerlab.page.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.page.browser.Color;

class PlaneWindowTest {
    private static final PlaneWindow WINDOW = PlaneWindow.of(new double[] {-2, 2, -1, 3});

    @ParameterizedTest
    @CsvSource({"-2, 0", "2, 1", "0, 0.5", "4, 1.5"})
    void xRunsFromTheLeft(double x, double across) {
        assertEquals(across, WINDOW.across(x), 1e-12);
        assertEquals(x, WINDOW.x(across), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"3, 0", "-1, 1", "1, 0.5", "-5, 2"})
    void yRunsFromTheTop(double y, double down) {
        assertEquals(down, WINDOW.down(y), 1e-12);
        assertEquals(y, WINDOW.y(down), 1e-12);
    }

    @Test
    void placesComeBack() {
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            double z = random.nextGaussian() * 5;
            assertEquals(z, WINDOW.x(WINDOW.across(z)), 1e-9);
            assertEquals(z, WINDOW.y(WINDOW.down(z)), 1e-9);
        }
    }

    @ParameterizedTest
    @CsvSource({"-3, -2", "-2, -2", "0.5, 0.5", "7, 2"})
    void coordinatesStayInside(double coordinate, double inside) {
        assertEquals(inside, WINDOW.inside(coordinate));
        assertEquals(4, WINDOW.width());
    }

    private static BoundarySvg svg() {
        return new BoundarySvg(WINDOW, "white", "black", List.of(new Color(1, 0, 0), new Color(0, 0, 1)), 2);
    }

    @Test
    void aDrawingWithoutASurfaceHasNoPicture() {
        BoundarySvg svg = svg();
        svg.surface("data:", new float[0]);
        assertFalse(svg.text().contains("<image"), svg.text());
        assertTrue(svg.text().startsWith("<svg ") && svg.text().endsWith("</svg>\n"));
    }

    @Test
    void surfaceAndLineAreThere() {
        BoundarySvg svg = svg();
        svg.surface("data:picture", new float[] {0, 1, 0, 1});
        String text = svg.text();
        assertTrue(text.contains("href=\"data:picture\""), text);
        assertTrue(text.contains("d=\"M300.0 150.0L300.0 450.0\""), text);
    }

    @Test
    void pointsOfTheClassesAreCirclesAndSquaresFullOrHollow() {
        BoundarySvg svg = svg();
        svg.points(new double[] {-2, 2, 3, -1}, new double[] {0, 1}, true);
        svg.points(new double[] {0, 1}, new double[] {1}, false);
        String text = svg.text();
        assertTrue(
                text.contains("<circle r=\"4.5\" cx=\"0.0\" cy=\"0.0\" fill=\"rgb(1 0 0)\" stroke=\"white\"/>"), text);
        assertTrue(
                text.contains(
                        "<polygon points=\"596.0,596.0 604.0,596.0 604.0,604.0 596.0,604.0\" fill=\"rgb(0 0 1)\" stroke=\"white\"/>"),
                text);
        assertTrue(
                text.contains(
                        "<polygon points=\"295.9,295.9 304.1,295.9 304.1,304.1 295.9,304.1\" fill=\"white\" stroke=\"rgb(0 0 1)\"/>"),
                text);
    }
}
