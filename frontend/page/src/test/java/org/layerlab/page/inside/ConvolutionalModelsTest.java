package org.layerlab.page.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConvolutionalModelsTest {
    private static final String DENSE =
            "{\"id\": \"dense\", \"kind\": \"photos\", \"bundled\": true, \"layerDims\": [3072, 1]}";
    private static final String POINTS = "{\"id\": \"circles\", \"kind\": \"points\", \"layerDims\": [2, 10, 1]}";
    private static final String MINE =
            "{\"id\": \"mine\", \"kind\": \"photos\", \"layers\": \"64x64x3, conv3x8, relu, gap, softmax3\"}";
    private static final String OURS = "{\"id\": \"ours\", \"kind\": \"photos\", \"bundled\": true, \"name\": \"Cats\","
            + " \"layers\": \"64x64x3, conv3x8, relu, gap, 1\"}";

    private static final String DEPTHWISE =
            "{\"id\": \"deep\", \"kind\": \"photos\", \"layers\": \"64x64x3, dw3, relu, gap, 1\"}";

    private static final String UNKNOWN =
            "{\"id\": \"unknown\", \"kind\": null, \"layers\": \"64x64x3, conv3x8, relu, gap, 1\"}";

    private static ConvolutionalModels of(String... models) {
        return ConvolutionalModels.of("{\"items\": [" + String.join(",", models) + "]}");
    }

    @Test
    void networksWithoutConvolutionsAreLeftOut() {
        ConvolutionalModels models = of(DENSE, POINTS, MINE, OURS, DEPTHWISE, UNKNOWN);
        assertEquals(List.of("mine", "ours", "deep"), List.copyOf(models.names().keySet()));
        assertEquals(List.of("mine", "Cats", "deep"), List.copyOf(models.names().values()));
    }

    @Test
    void oneThatComesWithTheProgramIsShownAtFirst() {
        assertEquals("ours", of(MINE, OURS).best());
        assertEquals("mine", of(DENSE, MINE).best());
        assertEquals("", of(DENSE, POINTS).best());
    }
}
