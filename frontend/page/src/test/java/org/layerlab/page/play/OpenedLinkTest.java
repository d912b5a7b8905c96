package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.Points;
import org.layerlab.page.parts.Origin;
import org.layerlab.page.settings.PlaySettings;

class OpenedLinkTest {
    private static final CustomPoints OWN = CustomPoints.NONE.with(0.5, -1, 1).with(2, 2, 0);

    private static OpenedLink open(String hash) {
        return OpenedLink.of(hash, () -> OWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#"})
    void anEmptyLinkIsTheDefault(String hash) {
        OpenedLink opened = open(hash);
        assertEquals(PlaySettings.DEFAULT, opened.settings());
        assertEquals(List.of(), opened.others());
        assertEquals(List.of(), opened.problems());
        assertEquals("", opened.note());
        assertEquals(Origin.NONE, opened.origin());
        assertTrue(opened.lesson().isEmpty());
    }

    @Test
    void settingsTaskAndOriginComeTogether() {
        OpenedLink opened =
                open("#dataset=moons&continue=abc-1&lesson=Moons&goalTest=95&noise_fixed=true&embed=true&engine=js");
        assertEquals(Points.MOONS, opened.settings().dataset());
        assertEquals(new Origin("abc-1", true), opened.origin());
        assertEquals("Moons", opened.lesson().title());
        assertFalse(opened.lesson().permits("noise=3"));
        assertEquals(6, opened.others().size());
        assertTrue(opened.others().containsAll(List.of("embed=true", "engine=js")));
    }

    @Test
    void whatIsWrongInSettingsAndTaskIsNamed() {
        OpenedLink opened = open("noise=-1&goalTest=abc");
        assertEquals(2, opened.problems().size(), opened.problems().toString());
        assertEquals(PlaySettings.DEFAULT, opened.settings());
    }

    @Test
    void moreActivationsThanLayersAreNamed() {
        OpenedLink opened = open("networkShape=8,4&activation=tanh,relu,sigmoid");
        assertEquals(
                List.of("activation 'tanh,relu,sigmoid' has more entries than there are hidden layers"),
                opened.problems());
        assertEquals(PlaySettings.DEFAULT.activations(), opened.settings().activations());
        assertEquals(
                List.of("activation 'tanh,relu' has more entries than there are hidden layers"),
                open("networkShape=&activation=tanh,relu").problems());
        for (String right : List.of("networkShape=8,4&activation=tanh,relu", "networkShape=&activation=tanh")) {
            assertEquals(List.of(), open(right).problems());
        }
    }

    @Test
    void whatNoMachineCanDoIsNamed() {
        for (String wrong : List.of("0", "9", "99", "-1", "abc", "2.5", "")) {
            assertEquals(
                    List.of("threads " + wrong + " is not between 1 and 8"),
                    open("threads=" + wrong).problems());
        }
        assertEquals(
                List.of("engine 'JS' is unknown; there are js, wasm, webgpu"),
                open("#engine=JS&threads=8").problems());
        assertEquals(
                List.of(
                        "kernels 'fast' is unknown; there are simd, plain",
                        "lang 'fr' is unknown; there are en, de, es"),
                open("#kernels=fast&lang=fr").problems());
        assertEquals(List.of(), open("#kernels=simd&lang=es").problems());
        for (String engine : List.of("js", "wasm", "webgpu")) {
            assertEquals(List.of(), open("threads=1&engine=" + engine).problems());
        }
    }

    @Test
    void theCustomDataSetWithoutPointsTakesOnesOwn() {
        assertEquals(OWN, open("dataset=custom").settings().points());
        CustomPoints theirs = CustomPoints.NONE.with(1, 1, 1);
        assertEquals(
                theirs,
                open("dataset=custom&points=" + theirs.encode()).settings().points());
        assertEquals(CustomPoints.NONE, open("dataset=xor").settings().points());
        PlaySettings adam = open("dataset=custom").settings();
        assertEquals(PlaySettings.of(Points.CUSTOM).hidden(), adam.hidden(), "with its own set-up");
    }

    @Test
    void aLinkOfTensorFlowPlaygroundSaysWhatDiffers() {
        OpenedLink opened = open("#activation=tanh&dataset=xor&regDataset=reg-plane&noise=0&networkShape=4,2");
        assertEquals(Points.TF_XOR, opened.settings().dataset());
        assertFalse(opened.note().isEmpty());
        assertEquals(List.of(), opened.problems());
    }

    @Test
    void changesAreNoOtherPairsAndWrongOnesAreNamed() {
        String link = "networkShape=3&changed=5:learningRate=0.1&embed=true";
        OpenedLink opened = OpenedLink.of(link, () -> CustomPoints.NONE);
        assertEquals(List.of("embed=true"), opened.others());
        assertEquals(
                opened.settings().fragment() + "&changed=5:learningRate=0.1",
                opened.course().fragment());
        OpenedLink wrong = OpenedLink.of("networkShape=3&changed=5:W1.9.0=1", () -> CustomPoints.NONE);
        assertEquals("W1 is 3×2 and has no [9, 0]", wrong.courseProblem());
        assertEquals(List.of(), wrong.problems());
        assertTrue(wrong.course().isPlain());
    }

    @Test
    void changesBeforeTheFirstIterationAreItsSettings() {
        OpenedLink opened =
                OpenedLink.of("iterations=100&changed=0:learningRate=0.125,50:iterations=300", () -> CustomPoints.NONE);
        assertEquals(0.125, opened.settings().learningRate());
        assertEquals(300, opened.settings().iterations());
        assertTrue(opened.course().isPlain());
    }

    @Test
    void savedRunThatGoesOnHasNoChangesOfTheLink() {
        OpenedLink opened = OpenedLink.of("continue=abc&changed=5:learningRate=0.1", () -> CustomPoints.NONE);
        assertTrue(opened.course().isPlain());
        assertEquals("", opened.courseProblem());
    }
}
