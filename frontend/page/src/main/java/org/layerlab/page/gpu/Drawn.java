package org.layerlab.page.gpu;

/** The numbers that tell {@link PhotoShaders} how a photo is shown: a column each, in a row for each photo of the batch. */
enum Drawn {
    /** Number of the photo, or of the made-up picture. */
    PHOTO(0),
    /** 1 where a made-up picture is shown. */
    MADE_UP(1),
    /** Side of the picture whose colors change. */
    SIDE(2),
    /** Side of what is shown. */
    TARGET(3),
    /** Side that it has for a while. */
    FEWER(4),
    /** Where the part of the photo begins that the first column shows, in its pixels. */
    FROM_X(5),
    /** From one column to the next; below 0 where the photo is mirrored. */
    STEP_X(6),
    /** Pixels that each column is the mean of; 0 for a place between the middles of two. */
    REACH_X(7),
    /** The same for the rows. */
    FROM_Y(8),
    STEP_Y(9),
    REACH_Y(10),
    /** Factors of the colors, see {@link org.layerlab.network.data.PhotoTint}. */
    BLUE(11),
    GREEN(12),
    RED(13),
    SHARPNESS(14),
    /** What the sum of four evenly spread numbers is multiplied by. */
    NOISE(15),
    /** The 32 bits of the noise's seed, in two halves: a float has no room for all. */
    SEED_HIGH(16),
    SEED_LOW(17),
    /** Quality of JPEG; 0 for none. */
    QUALITY(18),
    /** Place of the photo that is blended into this one. */
    OTHER(19),
    /** The other's share. */
    SHARE(20);

    /** Its number of the columns. */
    final int place;

    Drawn(int place) {
        this.place = place;
    }

    /** Numbers of a photo. */
    static final int COLUMNS = values().length;

    /** In WGSL: {@code at(j, COLUMN)}, which reads {@code plan}. */
    static String declared() {
        StringBuilder text = new StringBuilder();
        for (Drawn column : values()) {
            text.append("const ").append(column.name()).append(" = ").append(column.place);
            text.append("u;\n");
        }
        return text.append("fn at(j: u32, column: u32) -> f32 { return plan[j * ")
                .append(COLUMNS)
                .append("u + column]; }\n")
                .toString();
    }
}
