package org.layerlab.page.parts;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.data.PointMark;
import org.layerlab.network.data.Points;

/** Whether people with any color vision can tell classes apart, by color and by shape. */
class ClassColorsTest {
    /** The least difference in CIELAB (CIE76); 2.3 is just noticeable side by side. */
    private static final double CLEAR = 20;

    /** What each kind of color vision makes of linear RGB: Machado, Oliveira and Fernandes 2009, severity 1. */
    private static final double[][] VISION = {
        {1, 0, 0, 0, 1, 0, 0, 0, 1},
        {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
        {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
        {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900}
    };

    /** sRGB to CIE XYZ by the white of D65. */
    private static final double[] XYZ = {
        0.4124564 / 0.95047,
        0.3575761 / 0.95047,
        0.1804375 / 0.95047,
        0.2126729,
        0.7151522,
        0.0721750,
        0.0193339 / 1.08883,
        0.1191920 / 1.08883,
        0.9503041 / 1.08883
    };

    @ParameterizedTest
    @CsvSource({"light, 0", "dark, 1"})
    void anyTwoDifferInEachKindOfColorVision(String theme, int nth) throws Exception {
        List<double[]> colors = new ArrayList<>();
        String css = Files.readString(Path.of("../../static/style.css"));
        for (int label = 0; label < Points.MOST_CLASSES; label++) {
            Matcher hex =
                    Pattern.compile("--class-" + label + ": #([0-9a-f]{6});").matcher(css);
            for (int i = 0; i <= nth; i++) {
                assertTrue(hex.find(), theme + " has no --class-" + label);
            }
            colors.add(linear(Integer.parseInt(hex.group(1), 16)));
        }
        for (double[] vision : VISION) {
            for (int a = 0; a < colors.size(); a++) {
                for (int b = 0; b < a; b++) {
                    double[] x = lab(times(vision, colors.get(a)));
                    double[] y = lab(times(vision, colors.get(b)));
                    double far =
                            Math.sqrt(Math.pow(x[0] - y[0], 2) + Math.pow(x[1] - y[1], 2) + Math.pow(x[2] - y[2], 2));
                    assertTrue(far > CLEAR, theme + ": classes " + b + " and " + a + " are " + far + " apart");
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 4", "2, 3", "3, 4", "4, 3", "5, 12"})
    void eachClassHasAShapeOfItsOwn(int label, int corners) {
        assertTrue(PointMark.corners(label).length == 2 * corners);
        for (int other = 0; other < label; other++) {
            assertTrue(!Arrays.equals(PointMark.corners(label), PointMark.corners(other)), "as " + other);
        }
    }

    private static double[] linear(int rgb) {
        double[] linear = new double[3];
        for (int i = 0; i < 3; i++) {
            double c = (rgb >> (16 - 8 * i) & 255) / 255.0;
            linear[i] = c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
        }
        return linear;
    }

    private static double[] times(double[] matrix, double[] vector) {
        double[] product = new double[3];
        for (int i = 0; i < 9; i++) {
            product[i / 3] += matrix[i] * vector[i % 3];
        }
        return product;
    }

    private static double[] lab(double[] rgb) {
        double[] inside = new double[3];
        for (int i = 0; i < 3; i++) {
            inside[i] = Math.max(0, Math.min(1, rgb[i]));
        }
        double[] f = times(XYZ, inside);
        for (int i = 0; i < 3; i++) {
            f[i] = f[i] > 0.008856 ? Math.cbrt(f[i]) : 7.787 * f[i] + 16.0 / 116;
        }
        return new double[] {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
    }
}
