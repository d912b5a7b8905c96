package org.layerlab.network.file;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.Choices;
import org.layerlab.network.data.ChannelOrder;
import org.layerlab.network.data.Crop;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.Resize;

/** A {@link PhotoPreparation} as a model card's {@code input} says it. */
public final class PreparationJson {
    private static final PhotoPreparation TUTORIAL = PhotoPreparation.TUTORIAL;

    private static final String WHOSE = "the input's ";

    private static final String WIDTH = "width";
    private static final String HEIGHT = "height";
    private static final String CHANNELS = "channels";
    private static final String ORDER = "order";
    private static final String DIVISOR = "divisor";
    private static final String RESIZE = "resize";
    private static final String CROP = "crop";
    private static final String MIRROR = "mirror";
    private static final String DETAIL = "detail";

    private PreparationJson() {}

    /** The card's {@code input}. */
    public static JsonObject write(PhotoPreparation preparation) {
        JsonObject input = Json.object()
                .add(WIDTH, preparation.side())
                .add(HEIGHT, preparation.side())
                .add(CHANNELS, PhotoPreparation.CHANNELS)
                .add(ORDER, preparation.order().id())
                .add(DIVISOR, preparation.divisor())
                .add(RESIZE, preparation.resize().id())
                .add(CROP, preparation.crop().id());
        if (preparation.mirror()) {
            input.add(MIRROR, true);
        }
        return preparation.hasDetail() ? input.add(DETAIL, preparation.detail()) : input;
    }

    /**
     * Reads a card's {@code input}; what it does not say is the tutorial's. Two earlier forms are read too: the page
     * once wrote one {@code "size"}, and the command line {@code channels: "BGR"} and {@code scale: "1/255"}; both named
     * the method in words.
     *
     * @param side of the network's input, where the card says none
     * @throws IllegalArgumentException when a value has another type, is out of range, or is one that photos cannot be
     *     prepared by here
     */
    public static PhotoPreparation read(JsonObject input, int side) {
        CardSection card = new CardSection(input, WHOSE);
        int size = card.whole("size", side);
        int width = card.whole(WIDTH, size);
        int height = card.whole(HEIGHT, size);
        if (width != height) {
            throw new IllegalArgumentException(
                    "the input is " + width + "×" + height + " pixels; photos are prepared as squares");
        }
        JsonValue channels = input.get(CHANNELS);
        boolean named = channels != null && channels.isString();
        int count = named ? channels.asString().length() : card.whole(CHANNELS, PhotoPreparation.CHANNELS);
        if (count != PhotoPreparation.CHANNELS) {
            throw new IllegalArgumentException("the input has " + count + " channels; photos have 3");
        }
        String order =
                named ? channels.asString() : card.text(ORDER, TUTORIAL.order().id());
        String resize = card.text(RESIZE, TUTORIAL.resize().id());
        return new PhotoPreparation(
                width,
                choice(ChannelOrder.values(), order, ORDER),
                card.number(DIVISOR, TUTORIAL.divisor()),
                resize.contains("INTER_CUBIC") ? Resize.OPENCV_CUBIC : choice(Resize.values(), resize, RESIZE),
                choice(Crop.values(), card.text(CROP, TUTORIAL.crop().id()), CROP),
                card.flag(MIRROR),
                card.whole(DETAIL, width));
    }

    private static <T extends Choice> T choice(T[] values, String id, String what) {
        return Choices.of(values, id, WHOSE + what);
    }
}
