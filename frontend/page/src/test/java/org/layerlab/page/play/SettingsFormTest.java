package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.page.settings.PlaySettings;

class SettingsFormTest {
    @ParameterizedTest
    @CsvSource({
        "regularization=L1, true",
        "regularization=L2&regularizationRate=0, true",
        "regularization=L2&regularizationRate=0.001, false",
        "regularizationRate=0.1, false",
        "seed=2, false"
    })
    void aPenaltyOfStrengthZeroIsNoted(String link, boolean noted) {
        assertEquals(noted, SettingsForm.lacksStrength(PlaySettings.parse(link).settings()));
    }

    @Test
    void theNoteStandsBesideTheStrength() throws IOException {
        String html = Files.readString(Path.of("..", "..", "static", "pages", "playground.html"));
        int field = html.indexOf("data-control=\"regularizationRate\"");
        int note = html.indexOf("id=\"regularization-note\"", field);
        assertTrue(field > 0 && note > field && note < html.indexOf("</div>", field));
    }
}
