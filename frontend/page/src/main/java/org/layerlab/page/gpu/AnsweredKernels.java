package org.layerlab.page.gpu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.NumberListener;

/**
 * Kernels on the GPU for code that reads at once, such as the contract of all kernels. The code is run
 * several times: what it reads is answered with what came of the time before, first with zeros. Where it then asks for the
 * same operations on the same numbers as before, those answers are what it has to get, and the operations need not be done
 * again.
 */
public final class AnsweredKernels extends WebGpuKernels {
    /** What is read and written again to be read depends on two answers before it. */
    private static final int MOST_TIMES = 6;

    /** The answers, in the order of the questions. */
    private final List<double[]> answers = new ArrayList<>();

    private double @Nullable [] lastGiven;
    private @Nullable GpuMatrix lastRead;
    private int lastChanges;
    private OperationTrace trace = new OperationTrace(false);
    private int asked;
    private int waiting;
    private Runnable whenAnswered = () -> {};

    /** Kernels on this device. */
    public AnsweredKernels(Gpu gpu) {
        super(gpu);
    }

    private AnsweredKernels(Gpu gpu, Tile tile) {
        super(gpu, new TileChoice(tile), () -> {});
    }

    /**
     * Kernels on this device for each of the tiles that products are done in, under its name.
     *
     * @param widest whether the two with the most rows and the most columns of a thread will do
     */
    public static Map<String, AnsweredKernels> inTiles(Gpu gpu, boolean widest) {
        Map<String, AnsweredKernels> all = new LinkedHashMap<>();
        for (int i = widest ? Tile.ALL.length - 2 : 0; i < Tile.ALL.length; i++) {
            all.put(Tile.ALL[i].toString(), new AnsweredKernels(gpu, Tile.ALL[i]));
        }
        return all;
    }

    /**
     * Runs code until it asks for the same as the time before.
     *
     * @param then hears what the last time gave
     * @param failed hears that it asks for something else each time
     */
    public <T> void run(Supplier<T> code, Consumer<T> then, Consumer<String> failed) {
        answers.clear();
        run(code, then, failed, 1);
    }

    private <T> void run(Supplier<T> code, Consumer<T> then, Consumer<String> failed, int time) {
        // What a dry run left unwritten is not to be found by this one.
        releaseAll();
        begin(false);
        // One more, so that no answer counts as the last before all questions are asked.
        waiting = 1;
        // What the checks say before the answers are there.
        T unused = code.get();
        OperationTrace done = trace;
        whenAnswered = () -> {
            begin(true);
            T result;
            try {
                result = code.get();
            } finally {
                queue.trace(null);
            }
            if (trace.isLike(done)) {
                then.accept(result);
            } else if (time == MOST_TIMES) {
                failed.accept("other operations follow from each of the GPU's answers");
            } else {
                run(code, then, failed, time + 1);
            }
        };
        submit();
        answered();
    }

    private void begin(boolean dry) {
        asked = 0;
        lastGiven = null;
        lastRead = null;
        trace = new OperationTrace(dry);
        queue.trace(trace);
    }

    private void answered() {
        waiting--;
        if (waiting == 0) {
            whenAnswered.run();
        }
    }

    /** The next question's answer of the time before; the new one is on its way. */
    private double[] answer(int count, Consumer<Consumer<double[]>> question) {
        int which = asked++;
        if (which == answers.size()) {
            answers.add(new double[count]);
        }
        double[] given = answers.get(which);
        if (!trace.moved(count)) {
            waiting++;
            // The commands of a question do not belong to the traced code.
            queue.trace(null);
            question.accept(fresh -> {
                answers.set(which, fresh);
                answered();
            });
            queue.trace(trace);
        }
        return given.clone();
    }

    private double number(Consumer<NumberListener> question) {
        return answer(1, heard -> question.accept(number -> heard.accept(new double[] {number})))[0];
    }

    @Override
    public double[] read(Matrix M) {
        lastGiven = answer(count(M), heard -> readNow(M, heard));
        lastRead = own(M);
        lastChanges = own(M).changes();
        return lastGiven;
    }

    /** What was just read is copied on the device, so that it is right the first time. */
    @Override
    public void write(double[] values, Matrix M) {
        GpuMatrix from = lastRead;
        if (from != null && values == lastGiven && from.changes() == lastChanges && from.count() == count(M)) {
            queue.copy(from, own(M));
        } else {
            super.write(values, M);
        }
    }

    @Override
    public double crossEntropy(Matrix AL, Matrix Y) {
        return number(heard -> crossEntropy(AL, Y, heard));
    }

    @Override
    public double classCrossEntropy(Matrix AL, Matrix Y) {
        return number(heard -> classCrossEntropy(AL, Y, heard));
    }

    @Override
    public int countCorrect(Matrix AL, Matrix Y) {
        return (int) number(heard -> countCorrect(AL, Y, heard));
    }

    @Override
    public int countCorrectClasses(Matrix AL, Matrix Y) {
        return (int) number(heard -> countCorrectClasses(AL, Y, heard));
    }
}
