package org.layerlab.backend.preview;

import java.awt.Color;
import java.util.List;

/** The colors of the page's light theme. */
final class Palette {
    static final Color PAPER = new Color(0xf4f5f8);
    static final Color NEUTRAL = new Color(0xf7f7fa);
    static final Color CLASS_0 = new Color(0xe07a12);
    static final Color CLASS_1 = new Color(0x1473c4);
    /** Of up to six classes; those after it have the last color. */
    private static final List<Color> CLASSES = List.of(
            CLASS_0, CLASS_1, new Color(0x075828), new Color(0xc772ae), new Color(0x7a756c), new Color(0x350a1e));

    static final Color INK = new Color(0x1d2230);

    private static final double BACKGROUND_STRENGTH = 0.55;

    private Palette() {}

    /**
     * The color of a value from −1 (class 0) through 0 (neutral) to 1 (class 1).
     *
     * @param strength 0 to 1: the share of the full color
     * @return 0xRRGGBB
     */
    static int between(double value, double strength) {
        return towards(value < 0 ? CLASS_0 : CLASS_1, strength * Math.min(1, Math.abs(value)));
    }

    /** The color of a class. */
    static Color ofClass(int label) {
        return CLASSES.get(Math.max(0, Math.min(label, CLASSES.size() - 1)));
    }

    /** The background where a class is ahead of all others by this probability; of a diverged network, neutral. */
    static int background(int label, double ahead) {
        double share = Double.isNaN(ahead) ? 0 : Math.max(0, Math.min(1, ahead));
        return towards(ofClass(label), BACKGROUND_STRENGTH * share);
    }

    private static int towards(Color full, double share) {
        return mix(NEUTRAL.getRed(), full.getRed(), share) << 16
                | mix(NEUTRAL.getGreen(), full.getGreen(), share) << 8
                | mix(NEUTRAL.getBlue(), full.getBlue(), share);
    }

    /** The background color, light enough for points to stand out. */
    static int background(double probability) {
        // A diverged network predicts NaN: its background stays neutral.
        return between(Double.isNaN(probability) ? 0 : 2 * probability - 1, BACKGROUND_STRENGTH);
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }
}
