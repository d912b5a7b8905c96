package org.layerlab.page.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.NumberListener;
import org.teavm.jso.JSBody;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.typedarrays.ArrayBuffer;
import org.teavm.jso.typedarrays.ArrayBufferView;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Int32Array;
import org.teavm.jso.webgpu.GPUBuffer;
import org.teavm.jso.webgpu.GPUBuffer.MapMode;
import org.teavm.jso.webgpu.GPUBuffer.Usage;
import org.teavm.jso.webgpu.GPUCommandEncoder;
import org.teavm.jso.webgpu.GPUComputePassEncoder;
import org.teavm.jso.webgpu.GPUDescriptor;
import org.teavm.jso.webgpu.GPUDevice;

/**
 * What the GPU is to do, in order. Operations gather here until {@link #submit} hands them over in one go; the CPU
 * does not wait for them.
 */
final class GpuQueue {
    /** Operations in one go: each has its numbers in a place of this many bytes. */
    private static final int MOST_OPERATIONS = 1024;

    private static final int NUMBERS_BYTES = 256;

    /** Numbers in one go that are asked for. */
    private static final int MOST_ANSWERS = 256;

    /** Values in one go that are written beside the operations. */
    private static final int UPLOAD_VALUES = 1 << 20;

    /** Values in one go that are read, unless one matrix has more. */
    private static final int READ_VALUES = 1 << 18;

    private static final int READABLE = Usage.MAP_READ | Usage.COPY_DST;

    private static final int WORD = Float.BYTES;

    /** Number of a question in this go, and who asks. */
    private final List<NumberListener> questions = new ArrayList<>();

    private final Gpu gpu;
    private final GPUDevice device;
    private final GpuBindings bindings;
    private final GPUBuffer numbers;
    private final ArrayBuffer numbersHere = new ArrayBuffer(MOST_OPERATIONS * NUMBERS_BYTES);
    private final Int32Array numberWords = new Int32Array(numbersHere);
    private final GpuBuffer answers;
    private final GPUBuffer uploads;
    private final List<GPUBuffer> readable = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<GpuBuffer> leaving = new ArrayList<>();

    private @Nullable GPUCommandEncoder encoder;
    private @Nullable GPUComputePassEncoder pass;
    private int operations;
    private int uploaded;
    private int outstanding;
    private @Nullable Reading reading;
    private @Nullable OperationTrace trace;
    private Runnable whenAnswered = () -> {};

    GpuQueue(Gpu gpu) {
        this.gpu = gpu;
        device = gpu.device();
        numbers = newBuffer(MOST_OPERATIONS * NUMBERS_BYTES, Usage.UNIFORM | Usage.COPY_DST);
        answers = new GpuBuffer(newBuffer(MOST_ANSWERS * WORD, Usage.STORAGE | Usage.COPY_SRC));
        uploads = newBuffer(UPLOAD_VALUES * WORD, Usage.STORAGE | Usage.COPY_SRC | Usage.COPY_DST);
        bindings = new GpuBindings(gpu, numbers, NUMBERS_BYTES);
    }

    /** Room for this many values, all 0. */
    GpuBuffer buffer(int values) {
        // Four values at a time are read from it.
        double bytes = 4.0 * WORD * Math.max(1, Tile.over(values, 4));
        return new GpuBuffer(newBuffer(bytes, Usage.STORAGE | Usage.COPY_SRC | Usage.COPY_DST));
    }

    private GPUBuffer newBuffer(double bytes, int usage) {
        GPUDescriptor.Buffer wanted = JSObjects.create();
        wanted.setSize(bytes);
        wanted.setUsage(usage);
        return device.createBuffer(wanted);
    }

    /** Gives room back once all operations up to here are handed over. */
    void destroy(GpuBuffer buffer) {
        leaving.add(buffer);
        if (encoder == null) {
            destroyLeaving();
        }
    }

    private void destroyLeaving() {
        leaving.forEach(buffer -> buffer.object.destroy());
        leaving.clear();
    }

    /** Notes operations and what is written, from now on; null for no longer. */
    void trace(@Nullable OperationTrace into) {
        trace = into;
    }

    /** One operation for each of n elements. */
    void each(Shader shader, int n, Numbers more, GpuMatrix... matrices) {
        dispatch(shader, n, (n + Shader.THREADS - 1) / Shader.THREADS, more, buffers(shader, matrices));
    }

    /** One operation by this many groups of threads. */
    void groups(Shader shader, int groups, Numbers more, GpuMatrix... matrices) {
        dispatch(shader, groups, groups, more, buffers(shader, matrices));
    }

    private static GpuBuffer[] buffers(Shader shader, GpuMatrix[] matrices) {
        GpuBuffer[] buffers = new GpuBuffer[matrices.length];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = matrices[i].buffer();
            if (shader.writes(i)) {
                matrices[i].changed();
            }
        }
        return buffers;
    }

    /** An operation of one group that writes the number asked for into {@code answers[p.to]}, its last role and number. */
    void ask(Shader shader, Numbers more, NumberListener listener, GpuMatrix... matrices) {
        if (operations == MOST_OPERATIONS) {
            submit();
        }
        GpuBuffer[] buffers = new GpuBuffer[matrices.length + 1];
        System.arraycopy(buffers(shader, matrices), 0, buffers, 0, matrices.length);
        buffers[matrices.length] = answers;
        dispatch(shader, 1, 1, more.count(questions.size()), buffers);
        questions.add(listener);
        if (questions.size() == MOST_ANSWERS) {
            submit();
        }
    }

    private void dispatch(Shader shader, int first, int groups, Numbers more, GpuBuffer[] buffers) {
        if (groups == 0) {
            return;
        }
        if (trace != null && trace.operation(shader.name(), first, more)) {
            return;
        }
        if (operations == MOST_OPERATIONS) {
            submit();
        }
        int at = operations++ * (NUMBERS_BYTES / WORD);
        numberWords.set(at, first);
        for (int i = 0; i < more.size(); i++) {
            numberWords.set(at + 1 + i, more.word(i));
        }
        GPUComputePassEncoder open = pass();
        bindings.bind(open, shader, buffers, WORD * at);
        if (groups <= Shader.MOST_GROUPS) {
            open.dispatchWorkgroups(groups);
        } else {
            open.dispatchWorkgroups(Shader.MOST_GROUPS, (groups + Shader.MOST_GROUPS - 1) / Shader.MOST_GROUPS);
        }
    }

    private GPUComputePassEncoder pass() {
        GPUComputePassEncoder open = pass;
        if (open == null) {
            open = encoder().beginComputePass();
            pass = open;
        }
        return open;
    }

    /** Where commands other than operations go. */
    private GPUCommandEncoder encoder() {
        if (pass != null) {
            pass.end();
            pass = null;
        }
        GPUCommandEncoder open = encoder;
        if (open == null) {
            open = device.createCommandEncoder();
            encoder = open;
        }
        return open;
    }

    /** Sets what a buffer holds, after all operations up to here; of few values without handing those over. */
    void write(GpuBuffer into, ArrayBufferView values, int count) {
        if (trace != null && trace.written(values)) {
            return;
        }
        GPUBuffer to = into.object;
        if (encoder == null) {
            device.getQueue().writeBuffer(to, 0, values);
            return;
        }
        if (count > UPLOAD_VALUES - uploaded) {
            submit();
            device.getQueue().writeBuffer(to, 0, values);
            return;
        }
        device.getQueue().writeBuffer(uploads, (double) WORD * uploaded, values);
        encoder().copyBufferToBuffer(uploads, (double) WORD * uploaded, to, 0, (double) WORD * count);
        uploaded += count;
    }

    /** Gives a matrix what another of as many elements holds. */
    void copy(GpuMatrix from, GpuMatrix to) {
        to.changed();
        if (trace != null && trace.moved(to.count())) {
            return;
        }
        if (to.count() > 0) {
            encoder().copyBufferToBuffer(from.buffer().object, 0, to.buffer().object, 0, (double) WORD * to.count());
        }
    }

    /** Hands over what has gathered. */
    void submit() {
        if (encoder == null && reading == null) {
            return;
        }
        GPUBuffer told = null;
        if (!questions.isEmpty()) {
            told = readable();
            encoder().copyBufferToBuffer(answers.object, 0, told, 0, (double) WORD * questions.size());
        }
        if (operations > 0) {
            device.getQueue().writeBuffer(numbers, 0, numbersHere, 0, (double) operations * NUMBERS_BYTES);
        }
        finish();
        if (told != null) {
            tell(told, List.copyOf(questions));
            questions.clear();
        }
        Reading read = reading;
        if (read != null) {
            reading = null;
            tell(read);
        }
    }

    private void finish() {
        submitOne(device, encoder());
        encoder = null;
        operations = 0;
        uploaded = 0;
        destroyLeaving();
    }

    private GPUBuffer readable() {
        return readable.isEmpty() ? newBuffer(MOST_ANSWERS * WORD, READABLE) : readable.remove(readable.size() - 1);
    }

    private void tell(GPUBuffer told, List<NumberListener> asked) {
        outstanding++;
        map(told, () -> {
            Float32Array values = new Float32Array(told.getMappedRange());
            double[] known = new double[asked.size()];
            for (int i = 0; i < known.length; i++) {
                known[i] = values.get(i);
            }
            told.unmap();
            readable.add(told);
            outstanding--;
            for (int i = 0; i < known.length; i++) {
                asked.get(i).known(known[i]);
            }
            whenAnswered.run();
        });
    }

    /**
     * Runs this once the buffer can be read, and after what was to be read before: a browser need not keep that order. Never
     * runs it where the device is lost, of which {@link Gpu} hears.
     */
    private void map(GPUBuffer buffer, Runnable then) {
        Delivery delivery = new Delivery(then);
        deliveries.add(delivery);
        buffer.mapAsync(MapMode.READ)
                .then(
                        ready -> {
                            delivery.ready = true;
                            deliver();
                            return null;
                        },
                        lost -> null);
    }

    /** What waits to be read. */
    private static final class Delivery {
        private final Runnable then;
        private boolean ready;

        Delivery(Runnable then) {
            this.then = then;
        }
    }

    private void deliver() {
        while (!deliveries.isEmpty() && deliveries.get(0).ready) {
            attempt(deliveries.remove(0).then);
        }
    }

    /** Runs an answer and handles its failures, which nothing else would catch. */
    private void attempt(Runnable then) {
        try {
            then.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            gpu.fail(String.valueOf(e));
        }
    }

    /** Hands over what has gathered, and runs this once all of it is done. */
    void whenDone(Runnable then) {
        submit();
        device.getQueue()
                .onSubmittedWorkDone()
                .then(
                        done -> {
                            attempt(then);
                            return null;
                        },
                        lost -> null);
    }

    /** Runs this whenever numbers that were asked for have come. */
    void whenAnswered(Runnable listener) {
        whenAnswered = listener;
    }

    /** How many times operations were handed over whose answers have not come. */
    int outstanding() {
        return outstanding;
    }

    /**
     * Reads what a matrix holds after the operations up to here.
     *
     * @param then hears it once they were handed over and are done
     */
    void read(GpuMatrix M, Consumer<float[]> then) {
        if (reading != null && reading.left() < M.count()) {
            submit();
        }
        Reading into = reading;
        if (into == null) {
            into = new Reading(newBuffer(WORD * (double) Math.max(READ_VALUES, M.count()), READABLE));
            reading = into;
        }
        if (M.count() > 0) {
            double from = WORD * (double) into.filled;
            encoder().copyBufferToBuffer(M.buffer().object, 0, into.buffer, from, WORD * (double) M.count());
        }
        into.add(M.count(), then);
    }

    private void tell(Reading read) {
        map(read.buffer, () -> {
            float[] all = new Float32Array(read.buffer.getMappedRange()).copyToJavaArray();
            read.buffer.destroy();
            read.tell(all);
        });
    }

    @JSBody(
            params = {"device", "encoder"},
            script = "device.queue.submit([encoder.finish()]);")
    private static native void submitOne(GPUDevice device, GPUCommandEncoder encoder);
}
