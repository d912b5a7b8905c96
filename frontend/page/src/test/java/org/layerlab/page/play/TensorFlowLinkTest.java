package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.data.Points;
import org.layerlab.network.matrix.Activation;
import org.layerlab.page.settings.PlaySettings;

class TensorFlowLinkTest {
    /** As playground.tensorflow.org writes it. */
    private static final String THEIRS = "#activation=tanh&batchSize=10&dataset=circle&regDataset=reg-plane"
            + "&learningRate=0.03&regularizationRate=0&noise=0&networkShape=4,2&seed=0.53921&showTestData=false"
            + "&discretize=false&percTrainData=50&x=true&y=true&xTimesY=false&xSquared=false&ySquared=false"
            + "&cosX=false&sinX=false&cosY=false&sinY=false&collectStats=false&problem=classification"
            + "&initZero=false&hideText=false";

    @Test
    void aLinkOfTheirsOpensWithTheNearestMeaning() {
        TensorFlowLink link = TensorFlowLink.of(THEIRS);
        PlaySettings.Parsed parsed = PlaySettings.parse(link.fragment());
        PlaySettings settings = parsed.settings();
        assertEquals(List.of(), parsed.problems());
        assertEquals(List.of(), parsed.others());
        assertEquals(Points.CIRCLE, settings.dataset());
        assertEquals(0, settings.noise());
        assertEquals(250, settings.trainSize());
        assertEquals(250, settings.testSize());
        assertEquals(List.of(4, 2), settings.hidden());
        assertEquals(0.03, settings.learningRate());
        assertEquals(List.of(Activation.TANH), settings.activations());
        assertEquals(10, settings.batchSize());
        assertEquals(53_921, settings.seed());
    }

    @ParameterizedTest
    @CsvSource({
        "xSquared=true, the inputs are x and y alone",
        "y=false, the inputs are x and y alone",
        "problem=regression, regression is not done here",
        "initZero=true, weights do not begin at zero",
    })
    void whatDiffersIsSaid(String pair, String said) {
        String note = TensorFlowLink.of(THEIRS + "&" + pair).note();
        assertTrue(note.contains(said), note);
    }

    @Test
    void theirGaussAndSpiralAndHiddenControlsAreKnown() {
        PlaySettings.Parsed parsed = PlaySettings.parse(
                TensorFlowLink.of("dataset=gauss&regDataset=reg-plane&networkShape=&playButton_hide=true")
                        .fragment());
        assertEquals(Points.BLOBS, parsed.settings().dataset());
        assertEquals(List.of(), parsed.settings().hidden());
        assertEquals(List.of("playButton_hide=true"), parsed.others());
    }

    @Test
    void aLinkOfOurOwnStaysAsItIs() {
        String own = "#dataset=circle&noise=15&percTrainData=50&embed=true";
        assertEquals(new TensorFlowLink(own, ""), TensorFlowLink.of(own));
    }
}
