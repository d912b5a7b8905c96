package org.layerlab.page.kernels;

import org.jspecify.annotations.Nullable;
import org.layerlab.kernels.KernelLayout;
import org.layerlab.network.matrix.FloatKernels;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.matrix.ReferenceKernels;
import org.teavm.classlib.PlatformDetector;
import org.teavm.jso.JSBody;

/** Which kernels this browser gets: the best variant of the module that it can run, or plain Java. */
public final class KernelChoice {
    /** A thread that has not answered for three seconds counts as dead. */
    private static final int NAPS = 30;

    private static final int FEW_NAPS = 3;

    /** A trial's work: about 2 ms for one core of a desktop computer. */
    private static final int TRIAL_ROUNDS = 1 << 20;

    /** Products of one of the many tries of {@link WideTrial}: half a millisecond for a core of a desktop computer. */
    private static final int TRIAL_PRODUCTS = 100;

    /** Rows and columns of their matrices, which fit into the first-level cache and keep only one thread busy. */
    private static final int TRIAL_SIZE = 48;

    private final String variant;
    private final WideTrial wideTrial = new WideTrial();
    private boolean large;
    private boolean told;
    private boolean untried;
    private final @Nullable KernelCalls calls;
    private final @Nullable TensorMemory memory;

    private KernelChoice(String variant, @Nullable KernelCalls calls) {
        this.variant = variant;
        this.calls = calls;
        memory = calls == null ? null : new TensorMemory(calls::grow, calls.reservedBytes());
    }

    /** The choice that static/boot.js made for this worker. Make it once: it owns the kernels' memory. */
    public static KernelChoice ofThisWorker() {
        String variant = variantOfThisWorker();
        return new KernelChoice(variant, variant.equals("plain") ? null : calls());
    }

    /** {@code relaxed} (with fused multiply-add), {@code simd} or {@code plain}. */
    public String variant() {
        return variant;
    }

    /** Why the variant that the page chose could not be loaded, and plain Java computes; empty where it was. */
    public String failure() {
        return failureInThisWorker();
    }

    /** The most threads this browser gives the kernels; 1 if they cannot share a memory. */
    public int mostThreads() {
        return threadsOfThisWorker();
    }

    /**
     * Lets the kernels use this many threads from now on. New threads help as soon as they run.
     *
     * @param threads 1 to {@link #mostThreads}
     */
    public void useThreads(int threads) {
        if (threads < 1 || threads > mostThreads()) {
            throw new IllegalArgumentException(
                    threads + " threads, but this browser gives the kernels 1 to " + mostThreads());
        }
        use(threads);
    }

    private void use(int threads) {
        if (calls != null) {
            while (helpers() < threads - 1) {
                addHelper();
            }
            calls.want(threads - 1, NAPS);
        }
    }

    /**
     * Lets the kernels use as many threads as help, or one. How many help is measured when all have come, unless the
     * address of the page says how many to use. With large work, it is also measured how many tiles products should
     * take at a time.
     */
    public void share(boolean large) {
        this.large = large;
        use(large ? mostThreads() : 1);
        untried = large && mayChoose();
    }

    /** How many threads compute now, with this one. */
    public int threads() {
        return calls == null ? 1 : 1 + calls.members();
    }

    /**
     * Looks after the threads, between two pieces of work, and measures how many of them and how many tiles at a time are
     * best; that takes some milliseconds. True once, after a helper thread has died: results since the previous call may
     * be wrong, and from now on this thread computes alone.
     */
    public boolean lostOne() {
        if (untried && threads() == mostThreads()) {
            untried = false;
            use(ThreadTrial.best(mostThreads(), this::millisecondsOnEach));
            tellThreads(threads());
        }
        if (large) {
            tryTiles();
        }
        if (calls == null || told || calls.lost() == 0) {
            return false;
        }
        told = true;
        dismissHelpers();
        return true;
    }

    private double millisecondsOnEach(int threads) {
        use(threads);
        double start = now();
        runToTheLimit(TRIAL_ROUNDS);
        return now() - start;
    }

    /**
     * Tries once more how many tiles products should take at a time, unless that is known; what they compute is the same
     * to the last bit. Call it between pieces of work, so that the browser has time to optimize what is tried.
     *
     * @return whether it is known now
     */
    public boolean tryTiles() {
        if (tilesKnown()) {
            return true;
        }
        wideTrial.attempt(this::millisecondsBy);
        useTiles(tiles());
        if (tiles() > 1) {
            tellKernels(variant + " wide");
        }
        return tilesKnown();
    }

    private boolean tilesKnown() {
        return !hasWide() || wideTrial.over();
    }

    /** Whether {@link #lostOne} has nothing left to try for the present work: its speed no longer changes. */
    public boolean settled() {
        return !large || tilesKnown();
    }

    private double millisecondsBy(int atATime) {
        Kernels kernels = kernels(Precision.FLOAT32);
        Matrix A = kernels.create(TRIAL_SIZE, TRIAL_SIZE);
        Matrix B = kernels.create(TRIAL_SIZE, TRIAL_SIZE);
        Matrix C = kernels.create(TRIAL_SIZE, TRIAL_SIZE);
        useTiles(atATime);
        double start = now();
        for (int i = 0; i < TRIAL_PRODUCTS; i++) {
            kernels.multiplyTN(A, B, C);
        }
        double took = now() - start;
        kernels.releaseAll();
        return took;
    }

    /** Whether products may take more than one tile at a time: only the kernels with fused multiply-add may. */
    public boolean hasWide() {
        return variant.equals("relaxed");
    }

    /**
     * Lets float32 products take this many tiles at a time, where they may.
     *
     * @param atATime 1 or {@link KernelLayout#WIDE_TILES}
     */
    public void useTiles(int atATime) {
        if (calls != null) {
            calls.storeInt(KernelLayout.WIDE, atATime - 1);
        }
    }

    /** How many tiles products take at a time, as the trial found; 1 until then. */
    public int tiles() {
        return wideTrial.best();
    }

    /**
     * Counts on one more helper, which never answers: as if a browser that is short of memory had ended it. To test what
     * happens then.
     */
    public void loseHelper() {
        if (calls != null) {
            calls.want(threads(), FEW_NAPS);
            joinInName(KernelLayout.JOINED);
        }
    }

    /** How many bytes of the kernels' memory are in use; 0 with plain Java. */
    public long usedBytes() {
        return memory == null ? 0 : memory.used();
    }

    /** How large the kernels' memory has become; 0 with plain Java. */
    public long memoryBytes() {
        return memory == null ? 0 : memory.size();
    }

    /** New kernels for numbers of this precision. */
    public Kernels kernels(Precision precision) {
        if (calls == null || memory == null) {
            return precision == Precision.FLOAT64 ? new ReferenceKernels() : plainFloat32();
        }
        return precision == Precision.FLOAT64
                ? new WasmKernels(calls, memory, precision)
                : new Float32WasmKernels(calls, memory);
    }

    /**
     * Runs multiply and add on registers alone, on all threads in use and by as many tiles as products take: the limit of
     * any float32 kernel.
     *
     * @return the number of floating-point operations; 0 with plain Java, which has no such loop
     */
    public double runToTheLimit(int rounds) {
        if (calls == null) {
            return 0;
        }
        calls.limit(0, rounds);
        return (double) rounds * KernelCalls.LIMIT_FLOPS * tiles() * threads();
    }

    // Every browser that runs the WebAssembly build has SIMD. If the module could not be loaded, that build computes in
    // float64, so that no page carries plain float32 loops. A browser without SIMD gets the JavaScript build.
    private static Kernels plainFloat32() {
        return PlatformDetector.isWebAssemblyGC() ? new ReferenceKernels() : new FloatKernels();
    }

    // An import that can be reached in the JavaScript build is an error there: the compiler sees which branch is dead.
    private static KernelCalls calls() {
        return PlatformDetector.isWebAssemblyGC() ? new ImportedCalls() : new ObjectCalls();
    }

    @JSBody(script = "return self.LayerLabKernels.failure || '';")
    private static native String failureInThisWorker();

    @JSBody(script = "return self.LayerLabKernels.threads;")
    private static native int threadsOfThisWorker();

    @JSBody(script = "return self.LayerLabKernels.mayChoose;")
    private static native boolean mayChoose();

    @JSBody(script = "return performance.now();")
    private static native double now();

    @JSBody(params = "threads", script = "self.postMessage({ chosen: { threads: threads } });")
    private static native void tellThreads(int threads);

    @JSBody(params = "kernels", script = "self.postMessage({ chosen: { kernels: kernels } });")
    private static native void tellKernels(String kernels);

    @JSBody(params = "at", script = "Atomics.add(new Int32Array(self.LayerLabKernels.memory.buffer), at >> 2, 1);")
    private static native void joinInName(int at);

    @JSBody(script = "return self.LayerLabKernels.helpers.length;")
    private static native int helpers();

    @JSBody(script = "self.LayerLabKernels.addThread();")
    private static native void addHelper();

    @JSBody(script = "self.LayerLabKernels.helpers.forEach(function(helper) { helper.terminate(); });")
    private static native void dismissHelpers();

    @JSBody(script = "return self.LayerLabKernels.variant;")
    private static native String variantOfThisWorker();
}
