package org.layerlab.page.photos.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.layerlab.network.photo.PhotoRecipe;

class TrainingProgressTest {
    /** 15 % of the photos are kept for validation, 64 are learned from at a time. */
    private final PhotoRecipe recipe = PhotoRecipe.best();

    @Test
    void epochsAreCountedFromOne() {
        TrainingProgress start = TrainingProgress.of(recipe, 1000, 0, false, 0);
        assertEquals("Epoch", start.unit());
        assertEquals("1 of " + recipe.epochs(), start.position());
    }

    @Test
    void anEpochIsOnePassOverWhatIsLearned() {
        int perEpoch = TrainingProgress.of(recipe, 1000, 0, false, 0).iterations() / recipe.epochs();
        assertEquals(
                "2 of " + recipe.epochs(),
                TrainingProgress.of(recipe, 1000, perEpoch, false, 0).position());
        assertEquals(
                "1 of " + recipe.epochs(),
                TrainingProgress.of(recipe, 1000, perEpoch - 1, false, 0).position());
    }

    @Test
    void theLastEpochIsNotPassed() {
        int iterations = TrainingProgress.of(recipe, 1000, 0, false, 0).iterations();
        String last = recipe.epochs() + " of " + recipe.epochs();
        assertEquals(
                last, TrainingProgress.of(recipe, 1000, iterations, false, 0).position());
        assertEquals(
                last, TrainingProgress.of(recipe, 1000, iterations, true, 0).position());
    }

    @Test
    void iterationsAreCountedWhereTheRecipeCountsThem() {
        TrainingProgress progress = TrainingProgress.of(PhotoRecipe.tutorial(), 6000, 1200, false, 0);
        assertEquals("Iteration", progress.unit());
        assertTrue(progress.position().startsWith("1,200 of "), progress.position());
    }

    @Test
    void speedAndTimeAreUnknownAtFirst() {
        TrainingProgress start = TrainingProgress.of(recipe, 1000, 0, false, 0);
        assertEquals("–", start.speed());
        assertEquals("–", start.timeLeft());
    }

    @Test
    void speedCountsPhotosAndTimeTheIterationsLeft() {
        TrainingProgress progress = TrainingProgress.of(recipe, 10_000, 0, false, 10);
        int batch = recipe.hyperparameters(8500).batchSize();
        assertEquals(10 * batch + " photos a second", progress.speed());
        int iterations = progress.iterations();
        assertEquals(
                "10 s",
                TrainingProgress.of(recipe, 10_000, iterations - 100, false, 10).timeLeft());
    }

    @Test
    void noPhotosAreNoReasonToFail() {
        assertEquals("Epoch", TrainingProgress.of(recipe, 0, 0, false, 0).unit());
    }

    @Test
    void theNetworkThatWasKeptIsToldAsTheRunIsCounted() {
        int perEpoch = TrainingProgress.of(recipe, 1000, 0, false, 0).iterations() / recipe.epochs();
        assertEquals(
                "Kept: the network after epoch 20, the best on 150 validation photos.",
                TrainingProgress.kept(recipe, 1000, 20 * perEpoch, 150));
        assertEquals(
                "Kept: the network after iteration 1,200, the best on 900 validation photos.",
                TrainingProgress.kept(PhotoRecipe.tutorial(), 6000, 1200, 900));
    }
}
