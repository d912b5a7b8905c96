package org.layerlab.network.data;

import java.util.Arrays;

/**
 * How a photo of any size becomes what a network takes: alpha is laid over white, the EXIF orientation is undone, the
 * photo is cropped and resized, and the pixels follow one another row by row. Every model says its own in its card.
 *
 * @param side rows and columns of the network's input, {@link #MIN_SIDE} to {@link #MAX_SIDE}
 * @param order in which a pixel's channels follow one another
 * @param divisor of each byte, 0.001 to 1,000,000
 * @param resize how the photo becomes that small
 * @param crop which part of it is taken
 * @param mirror whether the network is asked about the photo and its mirror image, and the answers are averaged
 * @param detail rows and columns of the photo for a second look at its parts, {@code side} to {@link #MAX_SIDE};
 *     {@code side} where nobody looks twice
 */
public record PhotoPreparation(
        int side, ChannelOrder order, double divisor, Resize resize, Crop crop, boolean mirror, int detail) {
    /** The smallest input. */
    public static final int MIN_SIDE = PhotoSide.MIN;

    /** The largest input. */
    public static final int MAX_SIDE = PhotoSide.MAX;

    /** Values of a pixel. */
    public static final int CHANNELS = ChannelOrder.CHANNELS;

    private static final double LEAST_DIVISOR = 0.001;
    private static final double MOST_DIVISOR = 1e6;

    /** What a byte is divided by unless a card says otherwise. */
    public static final double DIVISOR = 255;

    /** The tutorial's, which is also that of a card without one. */
    public static final PhotoPreparation TUTORIAL = tutorial(64);

    public PhotoPreparation {
        if (side < MIN_SIDE || side > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "the input's side is " + side + " pixels; it has to be " + MIN_SIDE + " to " + MAX_SIDE);
        }
        if (detail < side || detail > MAX_SIDE) {
            throw new IllegalArgumentException("the input's detail is " + detail + " pixels a side; it has to be "
                    + side + ", as the input has, to " + MAX_SIDE);
        }
        // Far beyond these, float32 would overflow or hold nothing but 0.
        if (!(divisor >= LEAST_DIVISOR && divisor <= MOST_DIVISOR)) {
            throw new IllegalArgumentException(
                    "the input's divisor is " + divisor + "; it has to be " + LEAST_DIVISOR + " to " + MOST_DIVISOR);
        }
    }

    /** Asked about the photo as it is, once. */
    public PhotoPreparation(int side, ChannelOrder order, double divisor, Resize resize, Crop crop) {
        this(side, order, divisor, resize, crop, false, side);
    }

    /** In BGR, divided by 255, asked about the photo as it is. */
    public PhotoPreparation(int side, Resize resize, Crop crop) {
        this(side, ChannelOrder.BGR, DIVISOR, resize, crop);
    }

    /** The same, asked about the photo alone or about its mirror image too. */
    public PhotoPreparation withMirror(boolean also) {
        return new PhotoPreparation(side, order, divisor, resize, crop, also, detail);
    }

    /** As the tutorial prepares photos, for an input of this side. */
    public static PhotoPreparation tutorial(int side) {
        return new PhotoPreparation(side, Resize.OPENCV_CUBIC, Crop.STRETCH);
    }

    /** The same for an input of another side, looked at once. */
    public PhotoPreparation withSide(int otherSide) {
        return new PhotoPreparation(otherSide, order, divisor, resize, crop, mirror, otherSide);
    }

    /** The same, with the photo prepared at this side for a second look. */
    public PhotoPreparation withDetail(int otherDetail) {
        return new PhotoPreparation(side, order, divisor, resize, crop, mirror, otherDetail);
    }

    /** The same without a second look. */
    public PhotoPreparation lookedAtOnce() {
        return withDetail(side);
    }

    /** Whether photos are prepared with more pixels for a second look. */
    public boolean hasDetail() {
        return detail > side;
    }

    /** How photos are prepared for that second look. */
    public PhotoPreparation detailed() {
        return withSide(detail);
    }

    /** The same in BGR, divided by 255: for a network into which its own order and divisor are folded. */
    public PhotoPreparation plain() {
        return new PhotoPreparation(side, ChannelOrder.BGR, DIVISOR, resize, crop, mirror, detail);
    }

    /** Rows and columns of a square photo of this many values in three channels. */
    public static int squareSide(int features) {
        return PhotoSide.ofSquare(features);
    }

    /** The same bytes, whatever they are divided by and the network is asked. */
    public PhotoPreparation bytes() {
        return new PhotoPreparation(side, order, DIVISOR, resize, crop);
    }

    /** The side of square photos of this many values in three channels, or 0 where there is none that is allowed. */
    public static int sideOf(int features) {
        return PhotoSide.of(features);
    }

    /** Values of the network's input: {@code side · side · 3}. */
    public int features() {
        return side * side * CHANNELS;
    }

    /**
     * The network's input from a whole photo, as a canvas gives it.
     *
     * @param width columns as stored, at least 1
     * @param height rows as stored, at least 1
     * @param rgba {@code 4 · width · height} bytes, row by row: red, green, blue, alpha, not premultiplied; not
     *     modified
     * @param orientation EXIF's, 1 to 8; 1 where the pixels are upright already
     * @return {@link #features} bytes of shape (side, side, 3), row by row, channels in {@link #order}
     * @throws IllegalArgumentException when the number of bytes is not that of the size, or the orientation is none
     */
    public byte[] prepare(int width, int height, byte[] rgba, int orientation) {
        if (4L * width * height != rgba.length) {
            throw new IllegalArgumentException("a photo of " + width + "×" + height + " pixels has "
                    + 4L * width * height + " bytes of RGBA, but there are " + rgba.length);
        }
        int stride = 4 * width;
        return prepare(width, height, (y, row) -> System.arraycopy(rgba, y * stride, row, 0, stride), orientation);
    }

    /**
     * The network's input from a photo that is read a row at a time, each row at most once and in ascending order.
     *
     * @param width columns as stored, at least 1
     * @param height rows as stored, at least 1
     * @param rows the photo
     * @param orientation EXIF's, 1 to 8; 1 where the pixels are upright already
     * @return {@link #features} bytes of shape (side, side, 3), row by row, channels in {@link #order}
     * @throws IllegalArgumentException when the size is not positive, or the orientation is none
     */
    public byte[] prepare(int width, int height, PhotoRows rows, int orientation) {
        return lookedAtOnce().looks(width, height, rows, orientation).whole();
    }

    /**
     * The same, and the photo for a second look where the network takes one; the rows are read once for both.
     *
     * @param width columns as stored, at least 1
     * @param height rows as stored, at least 1
     * @param rows the photo
     * @param orientation EXIF's, 1 to 8; 1 where the pixels are upright already
     * @throws IllegalArgumentException when the size is not positive, or the orientation is none
     */
    public PreparedPhoto looks(int width, int height, PhotoRows rows, int orientation) {
        requirePhoto(width, height, orientation);
        PhotoResizer whole = resizer(side, width, height, orientation);
        if (!hasDetail()) {
            PhotoResizer.read(rows, width, height, whole);
            return new PreparedPhoto(ordered(whole), null);
        }
        PhotoResizer closer = resizer(detail, width, height, orientation);
        PhotoResizer.read(rows, width, height, whole, closer);
        return new PreparedPhoto(ordered(whole), ordered(closer));
    }

    private static void requirePhoto(int width, int height, int orientation) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a photo has at least 1×1 pixels, not " + width + "×" + height);
        }
        if (orientation < 1 || orientation > 8) {
            throw new IllegalArgumentException("orientation " + orientation + " is not one of EXIF's 1 to 8");
        }
    }

    private PhotoResizer resizer(int target, int width, int height, int orientation) {
        return new PhotoResizer(target, resize, crop, width, height, orientation);
    }

    private byte[] ordered(PhotoResizer read) {
        byte[] pixels = read.pixels();
        if (order == ChannelOrder.RGB) {
            ChannelOrder.swap(pixels);
        }
        return pixels;
    }

    /**
     * The features of one example: each byte divided by {@link #divisor}.
     *
     * @param pixels what {@link #prepare} gives; not modified
     */
    public double[] features(byte[] pixels) {
        requireInput(pixels);
        double[] features = new double[pixels.length];
        for (int i = 0; i < features.length; i++) {
            features[i] = (pixels[i] & 0xff) / divisor;
        }
        return features;
    }

    /**
     * What the network sees, as a canvas draws it.
     *
     * @param pixels what {@link #prepare} gives; not modified
     * @return {@code side·side·4} bytes, row by row: red, green, blue, and 255 for opaque
     */
    public byte[] rgba(byte[] pixels) {
        requireInput(pixels);
        return rgba(pixels, order);
    }

    /** The pixels of any photo as a canvas draws them. */
    public static byte[] rgba(byte[] pixels, ChannelOrder order) {
        int count = pixels.length / CHANNELS;
        byte[] rgba = new byte[count * 4];
        Arrays.fill(rgba, (byte) 255);
        int red = order == ChannelOrder.RGB ? 0 : 2;
        for (int p = 0; p < count; p++) {
            rgba[4 * p] = pixels[3 * p + red];
            rgba[4 * p + 1] = pixels[3 * p + 1];
            rgba[4 * p + 2] = pixels[3 * p + 2 - red];
        }
        return rgba;
    }

    private void requireInput(byte[] pixels) {
        if (pixels.length != features()) {
            throw new IllegalArgumentException(
                    "the network's input has " + features() + " values, but there are " + pixels.length);
        }
    }
}
