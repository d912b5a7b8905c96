package org.layerlab.backend.dataset.drawing;

import java.awt.Color;
import java.util.List;

/**
 * The colors of one animal. Cats and dogs share the same coats, so that color alone tells nothing.
 *
 * @param base most of the fur
 * @param dark markings
 * @param light belly, muzzle and paws, if the pattern has them
 * @param outline around every part
 * @param eye the iris
 */
record Coat(Color base, Color dark, Color light, Color outline, Color eye, Pattern pattern) {
    enum Pattern {
        SOLID,
        /** A tabby's stripes, a brindled dog's. */
        STRIPES,
        /** Large dark spots on a light coat. */
        PATCHES,
        /** Dark face, ears, paws and tail: a Siamese, a shepherd. */
        POINTS,
        /** Light muzzle, chest and paws. */
        BIB
    }

    private record Palette(int base, int dark, int light) {}

    private static final List<Palette> PALETTES = List.of(
            new Palette(0xE5A055, 0xB8682A, 0xFBE6C6), // ginger
            new Palette(0x9AA0A8, 0x5E656F, 0xE4E7EA), // gray
            new Palette(0x4A4A55, 0x2A2A32, 0xE9E6E4), // black
            new Palette(0xF1E9DA, 0xC9A877, 0xFFFDF6), // cream
            new Palette(0x9A6A45, 0x5F3C24, 0xEBD3B4), // brown
            new Palette(0xD3B184, 0x8C663D, 0xF6E9D2), // sand
            new Palette(0x6C4633, 0x412718, 0xD9B897), // chocolate
            new Palette(0x7F8CA0, 0x4C586C, 0xDDE4EC)); // blue
    private static final List<Color> CAT_EYES = List.of(
            new Color(0x8CBF3F), new Color(0xE0B030), new Color(0x58B0D8), new Color(0xD08A2C), new Color(0x4FB090));
    private static final List<Color> DOG_EYES = List.of(
            new Color(0x5A3518), new Color(0x3A2212), new Color(0x6E4320), new Color(0x3A2212), new Color(0x78A8D0));

    static Coat of(Chance chance, boolean dog) {
        Palette palette = chance.pick(PALETTES);
        Color base = chance.near(new Color(palette.base), 0.1);
        Color dark = chance.near(new Color(palette.dark), 0.1);
        Color light = chance.near(new Color(palette.light), 0.03);
        Pattern pattern = chance.pick(List.of(Pattern.values()));
        if (dog && pattern == Pattern.STRIPES && chance.once(0.6)) {
            pattern = Pattern.PATCHES;
        }
        Color fur = pattern == Pattern.PATCHES ? light : base;
        return new Coat(
                fur,
                pattern == Pattern.PATCHES ? chance.once(0.5) ? base : dark : dark,
                light,
                Brush.shade(dark, 0.62),
                chance.near(chance.pick(dog ? DOG_EYES : CAT_EYES), 0.1),
                pattern);
    }

    Color ear() {
        return pattern == Pattern.POINTS || pattern == Pattern.PATCHES ? dark : base;
    }

    Color paw() {
        return switch (pattern) {
            case POINTS -> dark;
            case BIB -> light;
            default -> base;
        };
    }

    Color tail() {
        return pattern == Pattern.POINTS ? dark : base;
    }

    Color chest() {
        return switch (pattern) {
            case BIB -> light;
            case SOLID, POINTS -> mix(base, light, 0.45);
            default -> mix(base, light, 0.7);
        };
    }

    Color muzzle() {
        return switch (pattern) {
            case POINTS -> dark;
            case SOLID -> mix(base, light, 0.5);
            default -> light;
        };
    }

    static Color mix(Color a, Color b, double part) {
        return new Color(
                Chance.channel(a.getRed() + (b.getRed() - a.getRed()) * part),
                Chance.channel(a.getGreen() + (b.getGreen() - a.getGreen()) * part),
                Chance.channel(a.getBlue() + (b.getBlue() - a.getBlue()) * part));
    }
}
