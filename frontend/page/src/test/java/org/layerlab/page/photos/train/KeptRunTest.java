package org.layerlab.page.photos.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.page.settings.PhotoSettings;

class KeptRunTest {
    private static JsonObject run() {
        return new PhotoSettings(new PhotoSettings.Source("drawings", "Drawings", 0, 1), PhotoRecipe.best()).json();
    }

    @Test
    void aRunOnItsWayCanBeResumed() {
        KeptRun kept =
                KeptRun.of(run().add("iteration", 1500).add("iterations", 12000).toString());
        assertFalse(kept.over());
        assertEquals("drawings", kept.settings().photos().id());
        assertEquals(PhotoRecipe.best(), kept.settings().recipe());
        assertEquals("Resume", kept.action());
        assertEquals(
                "This browser keeps a training on Drawings that stopped at step 1,500 of 12,000."
                        + " It can continue as if it had never stopped.",
                kept.text());
    }

    @Test
    void aRunThatIsOverCanBeOpened() {
        KeptRun kept = KeptRun.of(run().add("end", true).toString());
        assertTrue(kept.over());
        assertEquals("Open", kept.action());
        assertEquals("This browser keeps the network that was trained here last, on Drawings.", kept.text());
    }

    @Test
    void aRunOnOnesOwnPhotosAsksForThem() {
        JsonObject own =
                new PhotoSettings(new PhotoSettings.Source("own", "Your photos", 0, 1), PhotoRecipe.best()).json();
        assertEquals(
                "This browser keeps a training on your own photos, stopped at step 645 of 1,800."
                        + " Choose the same photos again to continue.",
                KeptRun.of(own.add("iteration", 645).add("iterations", 1800).toString())
                        .textWithoutPhotos());
        assertEquals(
                "This browser keeps the network that was trained here last, on your own photos."
                        + " Choose the same photos again to open it.",
                KeptRun.of(own.add("end", true).toString()).textWithoutPhotos());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "{}", "{\"photos\": 3}"})
    void whatAnotherVersionKeptIsRefused(String about) {
        assertThrows(IllegalArgumentException.class, () -> KeptRun.of(about));
    }
}
