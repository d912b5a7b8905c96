package org.layerlab.page.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.matrix.Activation;

class ModelUseTest {
    @Test
    void theInputsTellTheUse() {
        assertEquals(ModelUse.POINTS, ModelUse.of(2, 0));
        assertEquals(ModelUse.PHOTOS, ModelUse.of(64 * 64 * 3, 0));
        assertEquals(ModelUse.NONE, ModelUse.of(3, 0));
        assertEquals(ModelUse.POINTS, ModelUse.of(3, 3), "features of points");
    }

    @Test
    void aNetworkThatTakesNoPhotosIsNotOneOfPhotosWhateverTheNumberOfItsInputs() {
        ModelCard softmax = card("3072, 16, softmax10");
        assertEquals(ModelUse.NONE, ModelUse.of(softmax));
        assertEquals(
                "It takes 3,072 numbers, but its layers are not ones that judge photos here: you can keep it and download it.",
                ModelUse.NONE.describe(3072));
        assertEquals(ModelUse.NONE, ModelUse.of(card("32x128x3, conv3x2, gap, 1")));
        assertEquals(ModelUse.PHOTOS, ModelUse.of(card("32x32x3, conv3x2, gap, softmax10")));
        assertEquals(ModelUse.PHOTOS, ModelUse.of(card("3072, 16, 1")));
        assertEquals(ModelUse.POINTS, ModelUse.of(card("2, 4, 1")));
        assertEquals(ModelUse.NONE, ModelUse.of(card("3, 4, 1")));
    }

    private static ModelCard card(String layers) {
        return new CardBuilder(Architecture.parse(layers, Activation.RELU)).build();
    }

    @Test
    void aUseLeadsToItsPage() {
        assertEquals("/", ModelUse.POINTS.page());
        assertEquals("Open in the playground", ModelUse.POINTS.action());
        assertEquals("/photos", ModelUse.PHOTOS.page());
        assertEquals("Try it on photos", ModelUse.PHOTOS.action());
        assertEquals("", ModelUse.NONE.action());
    }

    @Test
    void whatFitsNowhereIsTold() {
        String text = ModelUse.NONE.describe(1000);
        assertTrue(text.startsWith("It takes 1,000 numbers, neither points (2) nor photos (12,288)"), text);
        assertTrue(ModelUse.PHOTOS.describe(12288).contains("64 × 64"));
        assertTrue(ModelUse.POINTS.describe(2).contains("plane"));
    }

    @Test
    void aModelOfPhotosContinuesWhereItsCardSaysWhereItStoppedAndTheServerHasThePhotos() {
        JsonObject card = Json.object().add("dataset", Json.object().add("id", "drawings"));
        assertFalse(ModelUse.PHOTOS.continues(card));
        card.add("checkpoint", Json.object());
        assertTrue(ModelUse.PHOTOS.continues(card));
        card.set("dataset", Json.object().add("id", "own"));
        assertFalse(ModelUse.PHOTOS.continues(card), "those photos are with one person alone");
        assertTrue(ModelUse.POINTS.continues(Json.object()));
        assertFalse(ModelUse.NONE.continues(card));
    }

    @Test
    void classesOfAPersonsOwnDoNotContinue() {
        JsonObject dataset = Json.object().add("classes", Json.array("cup", "pen"));
        JsonObject card = Json.object()
                .add("layers", "64x64x3,gap,softmax2")
                .add("dataset", dataset)
                .add("checkpoint", Json.object());
        assertFalse(ModelUse.PHOTOS.continues(card));
    }
}
