package org.layerlab.kernels;

import org.layerlab.kernels.ConvolutionTileWat.A;
import org.layerlab.kernels.ConvolutionTileWat.B;
import org.layerlab.kernels.ConvolutionTileWat.Next;
import org.layerlab.kernels.KernelLayout.GradientWord;

/**
 * What the two gradients of a convolution's filters have in common: {@code dW = scale · Σ dZ · A} over pixels and
 * examples.
 *
 * <p>A stage is a band of rows of eight examples: all threads copy some of it, meet, and take sums to add it to, each a
 * tile of filters by channels. There are two stages, so that one can be copied while another thread still reads the one
 * before. At the end the sums go to where they belong.
 */
abstract class GradientStages extends SharedKernel {
    /** How many sums there are; later, pieces to copy. */
    protected final I32.Local tasks = f.i32();

    /** Into how many pieces a row of the input, and one of dZ, is copied. */
    protected final I32.Local inputBlocks = f.i32(), dzBlocks = f.i32();

    /** The first of the examples, and how many there are. */
    protected final I32.Local j = f.i32(), depth = f.i32();

    /** The first row of the band, and how many there are. */
    protected final I32.Local y = f.i32(), high = f.i32();

    /** Rows of the input that the band sees. */
    protected final I32.Local rest = f.i32();

    protected final I32.Local stage = f.i32();

    /** What is being done: a piece that is copied, or a sum. */
    protected final I32.Local task = f.i32();

    protected final I32.Local row = f.i32(), sum = f.i32(), end = f.i32();
    private final I32.Local[] words = words(GradientWord.class, GradientWord.THREADS);
    protected final I32 from = words[GradientWord.FROM];
    protected final I32 dW = words[GradientWord.DW];
    protected final I32 height = words[GradientWord.HEIGHT];
    protected final I32 width = words[GradientWord.WIDTH];
    protected final I32 channels = words[GradientWord.CHANNELS];
    protected final I32 outWidth = words[GradientWord.OUT_WIDTH];
    protected final I32 filters = words[GradientWord.FILTERS];
    protected final I32 kernel = words[GradientWord.KERNEL];
    protected final I32 stride = words[GradientWord.STRIDE];
    protected final I32 padding = words[GradientWord.PADDING];
    protected final I32 dzOffset = words[GradientWord.DZ_OFFSET];
    private final I32 dZ = words[GradientWord.DZ];
    private final I32 m = words[GradientWord.M];
    private final I32 outHeight = words[GradientWord.OUT_HEIGHT];
    private final I32 band = words[GradientWord.BAND];
    private final I32 sums = words[GradientWord.SUMS];
    private final I32 stages = words[GradientWord.STAGES];
    private final I32 stageBytes = words[GradientWord.STAGE_BYTES];

    /** Numbers of a tile's row. */
    protected final int tile = TileSizes.width(n);

    private final Real scale =
            f.let(f.loadF64(at, KernelLayout.GRADIENT_SCALE_OFFSET).in(n));
    protected final I32 mRow = f.let(f.bytes(m));

    GradientStages(String name, ScalarType n) {
        super(name, n);
    }

    /** Sets {@link #tasks}, {@link #inputBlocks} and {@link #dzBlocks}. */
    abstract void setUp();

    /** What depends on {@link #depth}. */
    abstract void perExamples();

    /** Copies the {@link #task}-th piece of the input's {@link #rest} rows into the stage. */
    abstract void copyInput();

    /** A local with the first filter of the {@link #row}-th piece of dZ. */
    abstract I32.Local firstFilter();

    abstract void add();

    abstract void store();

    final String wat() {
        setUp();
        I32 all = f.let(tasks);
        // The sums that this thread begins and ends.
        I32 begins = f.let(begin(tasks));
        I32 ends = f.let(end(tasks));
        f.clear(sumAt(begins), ends.minus(begins).times(KernelLayout.GRADIENT_SUM_BYTES));
        I32.Local turn = f.i32();
        f.until(j.atLeast(m), () -> {
            depth.set(Function.least(KernelLayout.GRADIENT_EXAMPLES, m.minus(j)));
            perExamples();
            y.set(0);
            f.doWhile(y.less(outHeight), () -> {
                high.set(Function.least(band, outHeight.minus(y)));
                stage.set(stages.plus(turn.times(stageBytes)));
                copy();
                f.takeFrom(turn);
                f.meet(count);
                f.eachTaken(turn, all, task, () -> {
                    sum.set(sumAt(task));
                    add();
                });
                turn.set(turn.xor(I32.of(1)));
                y.add(high);
            });
            j.add(KernelLayout.GRADIENT_EXAMPLES);
        });
        f.meet(count);
        task.set(begins);
        f.countOn(task, ends, () -> {
            sum.set(sumAt(task));
            store();
        });
        return f.wat();
    }

    private I32 sumAt(I32 number) {
        return sums.plus(number.times(KernelLayout.GRADIENT_SUM_BYTES));
    }

    /** This thread's pieces: rows of the input, then rows of dZ. */
    private void copy() {
        rest.set(kernel.plus(stride.times(high.minus(1))));
        I32 inputs = f.let(rest.times(inputBlocks));
        tasks.set(inputs.plus(high.times(dzBlocks)));
        task.set(begin(tasks));
        end.set(end(tasks));
        f.countOn(task, end, () -> {
            f.when(task.less(inputs), this::copyInput);
            f.otherwise(() -> {
                row.set(task.minus(inputs));
                copyDz(firstFilter());
            });
        });
    }

    /** Copies a piece of dZ behind the input: a tile's width of filters, scaled. */
    private void copyDz(I32 first) {
        I32 pixels = filters.times(outWidth).times(y.plus(row.modulo(high)));
        I32 place = dZ.plus(mRow.times(first.plus(pixels)).plus(f.bytes(j)));
        I32 valid = Function.least(tile, filters.minus(first));
        I32 to = stage.plus(dzOffset).plus(row.times(outWidth.times(depth).shl(ROW_SHIFT)));
        I32 zero = I32.ZERO;
        f.call("packBand", place, mRow, filters, valid, depth, scale, zero, outWidth, outWidth, I32.of(1), zero, to);
    }

    /** Adds a tile of products to the sum. */
    protected final void addTile(I32 rows, A<I32> a, B<I32> b, I32 run, I32 turns) {
        Rows c = new Rows(sum, I32.of(ROW));
        f.call("tiles", rows, rows, I32.of(ROW), I32.ZERO, a, b, run, turns, c, I32.ZERO, c, I32.of(1), Next.NONE);
    }
}
