package org.layerlab.page.browser;

/**
 * A color of the style sheet, to be mixed.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
public record Color(int red, int green, int blue) {
    /** The color in a custom property such as {@code --class-0}, written as {@code #rrggbb}. */
    public static Color of(String property) {
        String hex = Dom.style(property);
        if (hex.length() != 7) {
            return new Color(128, 128, 128);
        }
        return new Color(
                Integer.parseInt(hex.substring(1, 3), 16),
                Integer.parseInt(hex.substring(3, 5), 16),
                Integer.parseInt(hex.substring(5, 7), 16));
    }

    /** Between this color (at 0) and another (at 1). */
    public Color towards(Color other, double share) {
        return new Color(mix(red, other.red, share), mix(green, other.green, share), mix(blue, other.blue, share));
    }

    /** {@code rgb(…)}, as a canvas takes it. */
    public String css() {
        return "rgb(" + red + " " + green + " " + blue + ")";
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }
}
