package org.layerlab.network.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.ChannelOrder;
import org.layerlab.network.data.Crop;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.Resize;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.matrix.Activation;

class PreparationJsonTest {
    private static final PhotoPreparation TUTORIAL = PhotoPreparation.TUTORIAL;

    private static PhotoPreparation read(JsonObject input) {
        return PreparationJson.read(input, TUTORIAL.side());
    }

    private static ModelCard card(String layers, JsonObject input) {
        return new CardBuilder(Architecture.parse(layers, Activation.RELU))
                .set("input", input)
                .build();
    }

    @Test
    void isReadBackAsItWasWritten() throws Exception {
        Random random = new Random(1);
        for (Resize resize : Resize.values()) {
            for (Crop crop : Crop.values()) {
                for (ChannelOrder order : ChannelOrder.values()) {
                    int side = 32 + random.nextInt(193);
                    PhotoPreparation how = new PhotoPreparation(
                                    side, order, 1 + 300 * random.nextDouble(), resize, crop)
                            .withMirror(random.nextBoolean())
                            .withDetail(side + random.nextInt(225 - side));
                    assertEquals(how, read(PreparationJson.write(how)));
                    ModelCard card = new CardBuilder(
                                    Architecture.parse(side + "x" + side + "x3, conv3x2, gap, 1", Activation.RELU))
                            .input(how)
                            .build();
                    assertEquals(how, ModelCard.parse(card.toString()).preparation());
                }
            }
        }
    }

    @Test
    void isWrittenInWholeWords() {
        assertEquals(
                "{\"width\":64,\"height\":64,\"channels\":3,\"order\":\"BGR\",\"divisor\":255,"
                        + "\"resize\":\"opencv-cubic\",\"crop\":\"stretch\"}",
                PreparationJson.write(TUTORIAL).toString());
    }

    @Test
    void isTheTutorialsWhereTheCardDoesNotSay() {
        assertEquals(TUTORIAL, read(Json.object()));
        assertEquals(PhotoPreparation.tutorial(96), PreparationJson.read(Json.object(), 96));
        assertEquals(
                PhotoPreparation.tutorial(32), card("3072, 4, 1", Json.object()).preparation());
    }

    @Test
    void earlierFormsAreStillRead() {
        JsonObject page = Json.object()
                .add("size", 64)
                .add("order", "BGR")
                .add("divisor", 255)
                .add("resize", "INTER_CUBIC");
        assertEquals(TUTORIAL, read(page));
        JsonObject commandLine = Json.object()
                .add("width", 64)
                .add("height", 64)
                .add("channels", "BGR")
                .add("order", "rows, columns, channels")
                .add("scale", "1/255")
                .add("resize", "bicubic, as OpenCV's INTER_CUBIC");
        assertEquals(TUTORIAL, read(commandLine));
        JsonObject withoutCrop = Json.object()
                .add("width", 64)
                .add("height", 64)
                .add("channels", 3)
                .add("order", "BGR")
                .add("divisor", 255)
                .add("resize", "opencv-cubic");
        assertEquals(TUTORIAL, read(withoutCrop));
    }

    private static String refusal(JsonObject input) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> read(input)).getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "width|0",
                "width|\"wide\"",
                "width|1e99",
                "width|64.5",
                "width|null",
                "size|31",
                "size|225",
                "divisor|0",
                "divisor|-255",
                "divisor|1e999",
                "divisor|1e-300",
                "divisor|1e300",
                "divisor|0.0009",
                "divisor|1000001",
                "divisor|[255]",
                "channels|1",
                "channels|4",
                "channels|\"BGRA\"",
                "channels|\"HSV\"",
                "channels|true",
                "order|\"GBR\"",
                "order|3",
                "resize|\"nearest\"",
                "resize|{}",
                "crop|\"left\"",
                "crop|0"
            })
    void valuesThatCannotBeAreRefused(String key, String value) {
        assertFalse(refusal(Json.object().add(key, Json.parse(value))).isEmpty());
    }

    @Test
    void refusalsNameBothSides() {
        assertEquals(
                "the input is 64×48 pixels; photos are prepared as squares",
                refusal(Json.object().add("width", 64).add("height", 48)));
        assertEquals(
                "the input has 1 channels; photos have 3", refusal(Json.object().add("channels", 1)));
        assertEquals(
                "the input has 4 channels; photos have 3", refusal(Json.object().add("channels", "gray")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "width|\"64\"|a number",
                "width|64.5|a whole number",
                "size|1e99|a whole number",
                "channels|true|a number",
                "detail|[96]|a number",
                "divisor|\"255\"|a number",
                "divisor|null|a number",
                "order|3|a string",
                "resize|null|a string",
                "crop|{}|a string",
                "mirror|1|true or false"
            })
    void aValueOfAnotherTypeIsRefusedNamingKeyValueAndType(String key, String value, String type) {
        String refusal = refusal(Json.object().add(key, Json.parse(value)));
        assertTrue(refusal.startsWith("the input's " + key + " is '" + value + "', not " + type), refusal);
    }

    @Test
    void aWholeNumberMayHaveAZeroFraction() {
        assertEquals(
                TUTORIAL, read(Json.object().add("width", Json.parse("64.0")).add("height", Json.parse("6.4e1"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resize", "crop", "order"})
    void anUnknownChoiceIsRefusedNamingThoseThatExist(String key) {
        String refusal = refusal(Json.object().add(key, "lanczos"));
        assertTrue(refusal.contains("the input's " + key), refusal);
        assertTrue(refusal.contains("lanczos"), refusal);
        JsonValue known = PreparationJson.write(TUTORIAL).get(key);
        assertTrue(refusal.contains(known.asString()), refusal);
        assertTrue(refusal.contains(key.equals("resize") ? "area" : key.equals("crop") ? "center" : "RGB"), refusal);
    }

    @Test
    void aCardThatContradictsTheLayersIsRefusedNamingBoth() {
        ModelCard card = card("32x32x3, conv3x2, gap, 1", PreparationJson.write(TUTORIAL));
        assertTrue(card.takesPhotos());
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, card::preparation);
        assertEquals("the card's input is 64×64 pixels, but the layers take 32×32", refused.getMessage());
    }

    @Test
    void aNetworkOfPointsHasNoPreparation() {
        ModelCard card = card("2, 4, 1", Json.object());
        assertFalse(card.takesPhotos());
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, card::preparation);
        assertTrue(String.valueOf(refused.getMessage()).startsWith("this network takes 2 numbers, not a photo"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"32x128x3, conv3x2, gap, 1", "64x64x3, gap, 1", "64x192x1, conv3x2, gap, 1", "12288, 1"})
    void onlySquaresOfThreeChannelsAreTakenForPhotos(String layers) {
        boolean square = layers.startsWith("64x64x3") || layers.startsWith("12288");
        assertEquals(square, card(layers, Json.object()).takesPhotos());
    }
}
