package org.layerlab.network.file;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import org.layerlab.network.data.PhotoInput;

/**
 * How a photo becomes a network's input, as a model card's {@code input} says it: resized to {@code height} rows of
 * {@code width} pixels, row by row, of each pixel the channels in the order {@code order}, each value divided by
 * {@code divisor}.
 *
 * @param width pixels in a row, at least 1
 * @param height rows, at least 1
 * @param channels values of one pixel, at least 1
 * @param order of the channels, such as {@code BGR}
 * @param divisor of a byte, above 0
 * @param resize the method: {@link #OPENCV_CUBIC}, or another program's
 */
public record PhotoPreparation(int width, int height, int channels, String order, double divisor, String resize) {
    /** OpenCV's {@code INTER_CUBIC}, as {@link PhotoInput} computes it. */
    public static final String OPENCV_CUBIC = "opencv-cubic";

    /** The tutorial's, which is also that of a card without {@code input}. */
    public static final PhotoPreparation TUTORIAL =
            new PhotoPreparation(PhotoInput.SIZE, PhotoInput.SIZE, 3, "BGR", 255, OPENCV_CUBIC);

    private static final String WIDTH = "width";
    private static final String HEIGHT = "height";
    private static final String CHANNELS = "channels";
    private static final String ORDER = "order";
    private static final String DIVISOR = "divisor";
    private static final String RESIZE = "resize";

    public PhotoPreparation {
        require(width >= 1, WIDTH, width);
        require(height >= 1, HEIGHT, height);
        require(channels >= 1, CHANNELS, channels);
        require(divisor > 0 && divisor < Double.POSITIVE_INFINITY, DIVISOR, divisor);
    }

    private static void require(boolean holds, String name, Number value) {
        if (!holds) {
            throw new IllegalArgumentException("the input's " + name + " cannot be " + value);
        }
    }

    /** The card's {@code input}. */
    public JsonObject toJson() {
        return Json.object()
                .add(WIDTH, width)
                .add(HEIGHT, height)
                .add(CHANNELS, channels)
                .add(ORDER, order)
                .add(DIVISOR, divisor)
                .add(RESIZE, resize);
    }

    /**
     * Reads a card's {@code input}; what it does not say is the tutorial's. Two earlier forms are read too: the page
     * once wrote one {@code size}, and the command line {@code channels: "BGR"} and {@code scale: "1/255"}; both named
     * the method in words.
     *
     * @throws IllegalArgumentException when a value has another type, or is out of range
     */
    public static PhotoPreparation of(JsonObject input) {
        try {
            int size = input.getInt("size", PhotoInput.SIZE);
            JsonValue channels = input.get(CHANNELS);
            boolean named = channels != null && channels.isString();
            String resize = input.getString(RESIZE, OPENCV_CUBIC);
            return new PhotoPreparation(
                    input.getInt(WIDTH, size),
                    input.getInt(HEIGHT, size),
                    named ? channels.asString().length() : input.getInt(CHANNELS, TUTORIAL.channels),
                    named ? channels.asString() : input.getString(ORDER, TUTORIAL.order),
                    input.getDouble(DIVISOR, TUTORIAL.divisor),
                    resize.contains("INTER_CUBIC") ? OPENCV_CUBIC : resize);
        } catch (UnsupportedOperationException | NumberFormatException e) {
            throw new IllegalArgumentException("the input has a value of another type: " + e.getMessage(), e);
        }
    }
}
