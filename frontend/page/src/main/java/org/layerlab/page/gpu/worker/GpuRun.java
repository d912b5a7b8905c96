package org.layerlab.page.gpu.worker;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.photo.PhotoLearning;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.TrainerState;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.gpu.Gpu;
import org.layerlab.page.gpu.WebGpuKernels;
import org.layerlab.page.message.GpuMessages;
import org.layerlab.page.training.SentState;

/**
 * A run on photos that trains on the GPU, a leg at a time. Updates are handed over before the answers to the
 * ones before have come, so that the device never waits.
 */
final class GpuRun {
    /** Updates that are on their way at a time. */
    private static final int AHEAD = 3;

    private final EventLoop clock = EventLoop.BROWSER;
    private final Runnable turn = clock.soon(this::turn);
    private final WebGpuKernels kernels;
    private final Trainer trainer;
    /** Parameters of the network, whatever their values: those on the device can't be read at once. */
    private final Parameters shapes;

    private @Nullable BiConsumer<TrainerState, Double> arrived;
    private int until;
    private double end;
    private double start;
    /** Whether the fastest tiles are known: they are found out after the first leg. */
    private boolean timed;
    /** Where the first leg began, until the tiles are known. */
    private @Nullable TrainerState first;

    /** A run at its beginning. */
    GpuRun(Gpu gpu, PhotoRecipe recipe, byte[] photos, byte[] labels, int costEvery) {
        kernels = new WebGpuKernels(gpu);
        trainer = new PhotoLearning(kernels, recipe, photos, labels, costEvery).trainer();
        shapes = Initialization.ZERO.parameters(recipe.learning(), 1);
        kernels.whenAnswered(turn);
    }

    /** Goes on from this state in the next leg. */
    void resume(GpuMessages.State state) {
        int moments = trainer.hyperparameters().optimizer().moments();
        TrainerState begin = SentState.of(state, shapes, moments);
        trainer.resume(begin);
        if (!timed) {
            first = begin;
        }
    }

    /**
     * Trains on.
     *
     * @param last iteration of the leg
     * @param milliseconds that it should take at most
     * @param then hears the state that it came to, and how long it took
     */
    void go(int last, double milliseconds, BiConsumer<TrainerState, Double> then) {
        until = last;
        start = clock.now();
        end = start + milliseconds;
        arrived = then;
        turn();
    }

    /** Ends the leg soon. */
    void hurry() {
        end = 0;
    }

    private void turn() {
        BiConsumer<TrainerState, Double> waiting = arrived;
        if (waiting == null) {
            return;
        }
        if (trainer.done() || trainer.iteration() >= until || clock.now() >= end) {
            if (kernels.outstanding() == 0) {
                arrived = null;
                double took = clock.now() - start;
                trainer.fetch(() -> came(trainer.state(), took, waiting));
            }
            return;
        }
        if (kernels.outstanding() < AHEAD) {
            trainer.step();
            kernels.submit();
            turn.run();
        }
    }

    /** After the first leg the tiles are timed, and it is made again with the fastest: they are what has to be right. */
    private void came(TrainerState state, double took, BiConsumer<TrainerState, Double> waiting) {
        TrainerState begin = first;
        if (begin == null) {
            waiting.accept(state, took);
            return;
        }
        first = null;
        timed = true;
        kernels.timeProducts(() -> {
            trainer.resume(begin);
            arrived = waiting;
            turn();
        });
    }
}
