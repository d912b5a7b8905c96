package org.layerlab.network.data;

/** Sides of square photos by how many values they have: apart from what prepares photos, which programs on points leave out. */
public final class PhotoSide {
    private PhotoSide() {}

    /** The side of square photos of so many values in three channels, or 0 where there is none that is allowed. */
    public static int of(int features) {
        int side = ofSquare(features);
        boolean allowed = side >= PhotoPreparation.MIN_SIDE && side <= PhotoPreparation.MAX_SIDE;
        return allowed && features == side * side * PhotoPreparation.CHANNELS ? side : 0;
    }

    /** The side of a square of so many values in three channels, rounded. */
    static int ofSquare(int features) {
        return (int) Math.round(Math.sqrt(features / (double) PhotoPreparation.CHANNELS));
    }
}
