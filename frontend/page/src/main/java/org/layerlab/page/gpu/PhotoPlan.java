package org.layerlab.page.gpu;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.MixUp;
import org.layerlab.network.data.PhotoBatch;
import org.layerlab.network.data.PhotoOrigin;
import org.layerlab.network.data.PhotoTint;
import org.layerlab.network.data.Showing;

/** A batch of photos as the numbers that {@link Drawn} lists. */
final class PhotoPlan {
    private final PhotoBatch batch;
    private final double[] numbers;
    private int row;
    private boolean traces;

    private PhotoPlan(PhotoBatch batch) {
        this.batch = batch;
        numbers = new double[batch.size() * Drawn.COLUMNS];
    }

    /** All numbers of a batch. */
    static PhotoPlan of(PhotoBatch batch) {
        PhotoPlan plan = new PhotoPlan(batch);
        int madeUp = 0;
        for (int j = 0; j < batch.size(); j++) {
            Showing showing = batch.showing(j);
            plan.row = j;
            plan.set(Drawn.PHOTO, showing.madeUp() ? madeUp++ : batch.photo(j));
            plan.set(Drawn.MADE_UP, showing.madeUp() ? 1 : 0);
            plan.set(Drawn.SIDE, showing.side());
            plan.set(Drawn.TARGET, batch.target());
            plan.place(showing);
            plan.tint(showing.tint());
            plan.origin(showing.origin(), showing.side());
            MixUp mixUp = batch.mixUp();
            plan.set(Drawn.OTHER, mixUp == null ? j : mixUp.other(j));
            plan.set(Drawn.SHARE, mixUp == null ? 0 : mixUp.share(j));
        }
        return plan;
    }

    /** Row by row. */
    double[] numbers() {
        return numbers;
    }

    /** Whether any photo gets traces of another camera. */
    boolean traces() {
        return traces;
    }

    /** Whether pictures on the way have another side than what is shown. */
    boolean fits() {
        for (int j = 0; j < batch.size(); j++) {
            if (batch.showing(j).side() != batch.target()) {
                return true;
            }
        }
        return false;
    }

    /** The side of the largest picture on the way. */
    int largestSide() {
        int most = batch.target();
        for (int j = 0; j < batch.size(); j++) {
            most = Math.max(most, batch.showing(j).side());
        }
        return most;
    }

    private void set(Drawn column, double value) {
        numbers[row * Drawn.COLUMNS + column.place] = value;
    }

    private void place(Showing showing) {
        Showing.Cut cut = showing.cut();
        boolean mirrored = showing.mirrored();
        if (showing.madeUp()) {
            across(0, 1, 0);
            down(0, 1, 0);
        } else if (cut != null) {
            double step = cut.width() / batch.target();
            double reach = Math.max(1, step);
            double left = cut.left() + (step - reach) / 2;
            across(mirrored ? left + (batch.target() - 1) * step : left, mirrored ? -step : step, reach);
            step = cut.height() / batch.target();
            reach = Math.max(1, step);
            down(cut.top() + (step - reach) / 2, step, reach);
        } else {
            double pixel = showing.pixel();
            double middle = (batch.side() - 1) / 2.0;
            double step = mirrored ? -pixel : pixel;
            across(middle + showing.across() - middle * step, step, 0);
            down(middle + showing.down() - middle * pixel, pixel, 0);
        }
    }

    private void across(double from, double step, double reach) {
        set(Drawn.FROM_X, from);
        set(Drawn.STEP_X, step);
        set(Drawn.REACH_X, reach);
    }

    private void down(double from, double step, double reach) {
        set(Drawn.FROM_Y, from);
        set(Drawn.STEP_Y, step);
        set(Drawn.REACH_Y, reach);
    }

    private void tint(@Nullable PhotoTint tint) {
        set(Drawn.BLUE, tint == null ? PhotoTint.SHARES : tint.blue());
        set(Drawn.GREEN, tint == null ? PhotoTint.SHARES : tint.green());
        set(Drawn.RED, tint == null ? PhotoTint.SHARES : tint.red());
    }

    private void origin(@Nullable PhotoOrigin origin, int side) {
        set(Drawn.FEWER, side);
        if (origin == null) {
            return;
        }
        traces = true;
        if (origin.fewer() > 0) {
            set(Drawn.FEWER, origin.fewer());
        }
        set(Drawn.SHARPNESS, origin.sharpness());
        set(Drawn.NOISE, origin.noise() * Math.sqrt(3));
        set(Drawn.SEED_HIGH, origin.noiseSeed() >>> 16);
        set(Drawn.SEED_LOW, origin.noiseSeed() & 0xffff);
        set(Drawn.QUALITY, origin.quality());
    }
}
