package org.layerlab.network.file;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Sound files, damaged at random but the same way each time: read or refused, and nothing else. */
class MutationFuzzTest {
    private static final int EXECUTIONS = 4000;
    private static final byte[] TOKENS =
            "{}[](),:\"'0123456789-.eE<>|TrueFalse\\u/".getBytes(StandardCharsets.ISO_8859_1);

    private interface Reader {
        Object read(byte[] bytes) throws ParameterFileException;
    }

    private static void fuzz(byte[] sound, long seed, Reader reader) throws ParameterFileException {
        reader.read(sound);
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < EXECUTIONS; i++) {
            byte[] bytes = mutate(sound, random);
            try {
                reader.read(bytes);
            } catch (ParameterFileException e) {
                refused++;
                String message = String.valueOf(e.getMessage());
                if (message.isEmpty() || message.equals("null") || message.indexOf('\n') >= 0) {
                    fail("execution " + i + " of seed " + seed + " is refused with '" + message + "'", e);
                }
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                fail("execution " + i + " of seed " + seed, e);
            }
        }
        assertTrue(refused > EXECUTIONS / 10, "only " + refused + " were refused: nothing is damaged");
    }

    private static byte[] mutate(byte[] sound, SplittableRandom random) {
        byte[] bytes = sound.clone();
        for (int changes = random.nextInt(1, 4); changes > 0 && bytes.length > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(8)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes[at] = TOKENS[random.nextInt(TOKENS.length)];
                case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xFF);
                case 4 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0);
                case 5 -> bytes = Arrays.copyOf(bytes, at);
                case 6 -> {
                    // A part of it comes again elsewhere.
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(64), bytes.length - Math.max(at, from));
                    System.arraycopy(bytes, from, bytes, at, length);
                }
                default -> {
                    // A part of it goes.
                    int length = Math.min(random.nextInt(1, 16), bytes.length - at);
                    byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
                    System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
                    bytes = shorter;
                }
            }
        }
        return bytes;
    }

    @Test
    void safetensors() throws Exception {
        fuzz(Samples.file().toSafetensors(StorageType.F32), 1, ParameterFile::read);
    }

    @Test
    void storedNpz() throws Exception {
        fuzz(Samples.file().toNpz(StorageType.F64), 2, ParameterFile::read);
    }

    @Test
    void deflatedNpz() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Npz.read(Samples.file().toNpz(StorageType.F64))
                .forEach((name, tensor) -> files.put(name + ".npy", Npy.write(tensor)));
        fuzz(Samples.zip(files), 3, ParameterFile::read);
    }

    @Test
    void oneArray() throws Exception {
        // On its own, since in an archive the CRC-32 would refuse most of it first.
        fuzz(
                Npy.write(Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3)),
                4,
                bytes -> Npy.read(bytes).toDoubles());
    }

    @Test
    void aFortranArrayOfBigEndianNumbers() throws Exception {
        fuzz(Samples.npy("{'descr': '>f4', 'fortran_order': True, 'shape': (2, 3, 2), }\n", 48), 5, Npy::read);
    }

    @Test
    void modelCards() throws Exception {
        byte[] card = Samples.card(2, 4, 1).toString().getBytes(StandardCharsets.ISO_8859_1);
        fuzz(card, 6, bytes -> ModelCard.parse(new String(bytes, StandardCharsets.ISO_8859_1)));
    }
}
