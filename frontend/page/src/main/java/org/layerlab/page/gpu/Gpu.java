package org.layerlab.page.gpu;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSMapLike;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.webgpu.GPU;
import org.teavm.jso.webgpu.GPUAdapter;
import org.teavm.jso.webgpu.GPUDescriptor;
import org.teavm.jso.webgpu.GPUDevice;

/** The GPU that the browser gives this worker. */
public final class Gpu {
    private static final String NONE = "This browser doesn’t offer a GPU.";
    private static final String UNUSABLE = "This browser's GPU can't be used: ";

    @JSFunctor
    private interface Heard extends JSObject {
        void heard(String message);
    }

    private final GPUDevice device;
    private final GpuPipelines pipelines;
    private final TileChoice tiles = new TileChoice();
    private final KeptTiles keptTiles;

    private final String name;
    private final boolean fallback;
    private final double mostBytes;
    private @Nullable String failure;
    private Consumer<String> onFailure = why -> {};

    private Gpu(GPUAdapter adapter, GPUDevice device) {
        this.device = device;
        pipelines = new GpuPipelines(device, hasSubgroups(adapter));
        fallback = isFallback(adapter);
        name = name(adapter);
        keptTiles = new KeptTiles(name, tiles);
        mostBytes = Math.min(
                adapter.getLimits().getMaxStorageBufferBindingSize(),
                adapter.getLimits().getMaxBufferSize());
        device.getLost().then(info -> {
            fail("The browser took the GPU away: " + info.getMessage());
            return null;
        });
        onError(device, message -> fail("The GPU reported an error: " + message));
    }

    /**
     * Asks the browser for the fastest one.
     *
     * @param software whether one that is emulated in software will do
     * @param found uses it; what it throws, {@code failed} hears
     * @param none hears why there is none
     * @param failed hears why the one that is there can't be used
     */
    public static void open(boolean software, Consumer<Gpu> found, Consumer<String> none, Consumer<String> failed) {
        GPU gpu = gpu();
        if (JSObjects.isUndefined(gpu)) {
            none.accept(NONE);
            return;
        }
        GPUDescriptor.RequestAdapterOptions options = JSObjects.create();
        options.setPowerPreference("high-performance");
        gpu.requestAdapter(options)
                .then(
                        adapter -> {
                            if (isNull(adapter)) {
                                none.accept(NONE);
                            } else if (isFallback(adapter) && !software) {
                                none.accept("This browser emulates its GPU in software.");
                            } else {
                                attempt(() -> open(adapter, found, failed), failed);
                            }
                            return null;
                        },
                        error -> refused(error, none));
    }

    private static void open(GPUAdapter adapter, Consumer<Gpu> found, Consumer<String> failed) {
        GPUDescriptor.Device wanted = JSObjects.create();
        // A batch of large maps is more than the 128 MB that are granted unasked.
        JSMapLike<JSNumber> limits = JSObjects.create();
        limits.set(
                "maxStorageBufferBindingSize",
                JSNumber.valueOf(adapter.getLimits().getMaxStorageBufferBindingSize()));
        limits.set("maxBufferSize", JSNumber.valueOf(adapter.getLimits().getMaxBufferSize()));
        wanted.setRequiredLimits(limits);
        if (hasSubgroups(adapter)) {
            wanted.setRequiredFeatures(new String[] {"subgroups"});
        }
        adapter.requestDevice(wanted)
                .then(
                        device -> {
                            attempt(
                                    () -> {
                                        Gpu gpu = new Gpu(adapter, device);
                                        gpu.keptTiles.load(() -> attempt(() -> found.accept(gpu), failed));
                                    },
                                    failed);
                            return null;
                        },
                        error -> refused(error, failed));
    }

    /** Runs a part of the opening: what is thrown in a promise's listener, nothing else would catch. */
    private static void attempt(Runnable part, Consumer<String> failed) {
        try {
            part.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            failed.accept(UNUSABLE + e.getMessage());
        }
    }

    private static @Nullable JSObject refused(Object error, Consumer<String> why) {
        why.accept(UNUSABLE + JSObjects.toString(error));
        return null;
    }

    GPUDevice device() {
        return device;
    }

    GpuPipelines pipelines() {
        return pipelines;
    }

    TileChoice tiles() {
        return tiles;
    }

    /** Keeps which tiles were fastest, for the next visit. */
    void keepTiles() {
        keptTiles.keep();
    }

    /** The maker's name and the kind, as far as the browser tells them. */
    public String name() {
        return name;
    }

    /** What an operation can read of one matrix or array, in bytes. */
    double mostBytes() {
        return mostBytes;
    }

    /** Whether it is emulated in software. */
    public boolean isSoftware() {
        return fallback;
    }

    /** Hears once why it computes no longer: results since may be wrong, and no answers come. */
    public void onFailure(Consumer<String> listener) {
        onFailure = listener;
        if (failure != null) {
            listener.accept(failure);
        }
    }

    /** It computes no longer: what it was asked for may never come. */
    void fail(String why) {
        if (failure == null) {
            failure = why;
            onFailure.accept(why);
        }
    }

    @JSBody(script = "return navigator.gpu;")
    private static native GPU gpu();

    /** TeaVM's own method reads a property that no browser has. */
    @JSBody(
            params = "adapter",
            script = "return ((adapter.info || {}).isFallbackAdapter || adapter.isFallbackAdapter) === true;")
    private static native boolean isFallback(GPUAdapter adapter);

    /** What the maker tells of it, which the oldest browsers with WebGPU keep to themselves. */
    @JSBody(
            params = "adapter",
            script = "var info = adapter.info || {};"
                    + "return info.description || [info.vendor, info.architecture].join(' ').trim() || 'WebGPU';")
    private static native String name(GPUAdapter adapter);

    /** Whether shaders have subgroups, and {@code subgroup_id} in them. */
    @JSBody(
            params = "adapter",
            script = "var features = navigator.gpu.wgslLanguageFeatures;"
                    + "return adapter.features.has('subgroups') && !!features && features.has('subgroup_id');")
    private static native boolean hasSubgroups(GPUAdapter adapter);

    @JSBody(params = "object", script = "return object === null;")
    private static native boolean isNull(JSObject object);

    @JSBody(
            params = {"device", "heard"},
            script = "device.addEventListener('uncapturederror', function(event) { heard(event.error.message); });")
    private static native void onError(GPUDevice device, Heard heard);
}
