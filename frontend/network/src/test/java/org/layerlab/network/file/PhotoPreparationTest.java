package org.layerlab.network.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.junit.jupiter.api.Test;

class PhotoPreparationTest {
    @Test
    void isReadBackAsItWasWritten() {
        PhotoPreparation small = new PhotoPreparation(32, 16, 1, "gray", 1, "area");
        assertEquals(small, PhotoPreparation.of(small.toJson()));
        assertEquals(
                "{\"width\":64,\"height\":64,\"channels\":3,\"order\":\"BGR\",\"divisor\":255,"
                        + "\"resize\":\"opencv-cubic\"}",
                PhotoPreparation.TUTORIAL.toJson().toString());
    }

    @Test
    void isTheTutorialsWhereTheCardDoesNotSay() {
        assertEquals(PhotoPreparation.TUTORIAL, PhotoPreparation.of(Json.object()));
    }

    @Test
    void earlierFormsAreStillRead() {
        JsonObject page = Json.object()
                .add("size", 64)
                .add("order", "BGR")
                .add("divisor", 255)
                .add("resize", "INTER_CUBIC");
        assertEquals(PhotoPreparation.TUTORIAL, PhotoPreparation.of(page));
        JsonObject commandLine = Json.object()
                .add("width", 64)
                .add("height", 64)
                .add("channels", "BGR")
                .add("order", "rows, columns, channels")
                .add("scale", "1/255")
                .add("resize", "bicubic, as OpenCV's INTER_CUBIC");
        assertEquals(PhotoPreparation.TUTORIAL, PhotoPreparation.of(commandLine));
    }

    @Test
    void valuesThatCannotBeAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> PhotoPreparation.of(Json.object().add("width", 0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> PhotoPreparation.of(Json.object().add("width", "wide")));
        assertThrows(
                IllegalArgumentException.class,
                () -> PhotoPreparation.of(Json.object().add("divisor", 0)));
    }
}
