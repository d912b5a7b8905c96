package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.preview.PreviewPicture;
import org.layerlab.backend.script.NumpyScript;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.file.Tensor;

/**
 * Damaged files on their way into the store, as they are and in their JSON: refused with a reason, or kept and given
 * out in every format; never another exception, and never more memory than a multiple of the file.
 */
class UploadFuzzTest {
    private static final int EXECUTIONS = 2000;

    /** Of so many files that are kept, one is asked for in every form. */
    private static final int USED = 60;

    private static final Limits LIMITS = new Limits(1 << 20, 4 << 20, 4096, 1 << 20);

    /** A sound file needs a twentieth of that. */
    private static final long MAX_ALLOCATED = 64L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final byte[] TOKENS = "{}[]\",:0-9eE.\\WbPK".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    private static NumpyScript script;

    @BeforeAll
    static void load() throws Exception {
        script = NumpyScript.load();
    }

    private static ParameterFile sound() {
        ParameterFile plain = SampleModels.circles("Rings", 1);
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put("optimizer.m.W1", Tensor.of(Tensor.Type.F32, new double[] {1, 2, 3, 4, 5, 6}, 3, 2));
        ModelCard card = new CardBuilder(plain.card())
                .iteration(200)
                .dataset(new com.eclipsesource.json.JsonObject()
                        .add("id", "circle")
                        .add("noise", 15)
                        .add("trainSize", 30)
                        .add("seed", 1))
                .hyperparameters(new com.eclipsesource.json.JsonObject().add("learningRate", 0.2))
                .build();
        return new ParameterFile(plain.parameters(), card, state);
    }

    private void fuzz(byte[] file, long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        int kept = 0;
        long most = 0;
        try (ModelStore store =
                FolderStore.open(folder, Clock.systemUTC(), new SecureRandom(), LIMITS, 1L << 30, Map.of())) {
            store.save(file, true);
            for (int i = 0; i < EXECUTIONS; i++) {
                byte[] damaged = mutate(file, random);
                long before = THREADS.getCurrentThreadAllocatedBytes();
                try {
                    Saved saved = store.save(damaged, false);
                    if (kept++ % USED == 0) {
                        use(store, saved.model().id());
                    }
                } catch (ParameterFileException e) {
                    refused++;
                } catch (RuntimeException | StoreException | StackOverflowError | OutOfMemoryError e) {
                    fail("execution " + i + " of seed " + seed, e);
                }
                most = Math.max(most, THREADS.getCurrentThreadAllocatedBytes() - before);
            }
        }
        assertTrue(refused > EXECUTIONS / 10, "only " + refused + " were refused: nothing is damaged");
        assertTrue(kept > 0, "none was kept: the store's half is not tried");
        assertTrue(most < MAX_ALLOCATED, most + " bytes for " + file.length);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    0, files.filter(path -> path.toString().endsWith(".tmp")).count());
        }
        FolderStore.open(folder, Clock.systemUTC(), new SecureRandom(), LIMITS, 1L << 30, Map.of())
                .close();
    }

    /** All that a stranger can ask of a model that another stranger saved. */
    private static void use(ModelStore store, String id) throws StoreException, ParameterFileException {
        for (ModelFormat format : ModelFormat.values()) {
            try {
                assertTrue(store.file(id, format).size() > 0);
            } catch (StoreException e) {
                // A number may be too large for float32.
                assertEquals(ModelFormat.ONNX, format);
            }
        }
        ParameterFile file = ParameterFile.read(store.read(id));
        assertTrue(PreviewPicture.png(file).length > 0);
        try {
            script.of(file.card());
        } catch (IllegalArgumentException e) {
            assertTrue(String.valueOf(e.getMessage()).startsWith("its card does not say"), e.getMessage());
        }
        store.findWithCard(id);
    }

    private static byte[] mutate(byte[] file, SplittableRandom random) {
        byte[] bytes = file.clone();
        for (int changes = random.nextInt(1, 4); changes > 0 && bytes.length > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes[at] = TOKENS[random.nextInt(TOKENS.length)];
                case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xFF);
                case 4 -> bytes = Arrays.copyOf(bytes, at);
                default -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(64), bytes.length - Math.max(at, from));
                    System.arraycopy(bytes, from, bytes, at, length);
                }
            }
        }
        return bytes;
    }

    @Test
    void safetensors() throws Exception {
        fuzz(sound().toSafetensors(StorageType.F64), 1);
    }

    @Test
    void npz() throws Exception {
        fuzz(sound().toNpz(StorageType.F32), 2);
    }

    @Test
    void npzWhoseCardIsDamaged() throws Exception {
        // Behind the CRC-32, which would refuse most of it first.
        SplittableRandom random = new SplittableRandom(3);
        Map<String, Tensor> tensors = new LinkedHashMap<>(Npz.read(sound().toNpz(StorageType.F32)));
        byte[] card = sound().card().toString().getBytes(StandardCharsets.UTF_8);
        int kept = 0;
        try (ModelStore store =
                FolderStore.open(folder, Clock.systemUTC(), new SecureRandom(), LIMITS, 1L << 30, Map.of())) {
            for (int i = 0; i < EXECUTIONS; i++) {
                byte[] damaged = mutate(card, random);
                tensors.put("layerlab", Tensor.ofBytes(damaged, damaged.length));
                try {
                    String id = store.save(Npz.write(tensors), false).model().id();
                    if (kept++ % USED == 0) {
                        use(store, id);
                    }
                } catch (ParameterFileException e) {
                    assertTrue(String.valueOf(e.getMessage()).indexOf('\n') < 0, e.getMessage());
                }
            }
        }
        assertTrue(kept > 0, "none was kept");
    }
}
