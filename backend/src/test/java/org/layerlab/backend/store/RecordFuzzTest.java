package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.store.StoreException.Reason;

/**
 * Whatever is in a model's JSON file, the store opens, has all other models, and says which file it is; what it still
 * gives of that model is sound.
 */
class RecordFuzzTest extends WithStore {
    private static final int ROUNDS = Integer.getInteger("layerlab.records.rounds", 600);

    /** Names what fails; {@code -Dlayerlab.records.seed} repeats it. */
    private static final long SEED = Long.getLong("layerlab.records.seed", System.nanoTime());

    private static final List<String> TOKENS = List.of(
            "null",
            "true",
            "{}",
            "[]",
            "\"\"",
            "-1",
            "0",
            "1e999",
            "99999999999999999999",
            "{",
            "}",
            "[",
            ",",
            ":",
            "\"");

    private static final Set<Reason> EXPECTED =
            EnumSet.of(Reason.DAMAGED, Reason.NOT_FOUND, Reason.DELETED, Reason.WRONG_TOKEN);

    private static byte[] mutate(byte[] sound, SplittableRandom random) {
        String text = new String(sound, StandardCharsets.UTF_8);
        for (int changes = random.nextInt(1, 4); changes > 0 && !text.isEmpty(); changes--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(40));
            String token = TOKENS.get(random.nextInt(TOKENS.size()));
            text = switch (random.nextInt(5)) {
                case 0 -> text.substring(0, at);
                case 1 -> text.substring(0, at) + text.substring(end);
                case 2 -> text.substring(0, at) + token + text.substring(end);
                case 3 -> replaceValue(text, token, random);
                default -> text.substring(0, at) + (char) random.nextInt(0x3000) + text.substring(at);
            };
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(10) == 0 && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    /** The value of a member that is not an object. */
    private static String replaceValue(String text, String token, SplittableRandom random) {
        List<String> keys = List.of(
                "created",
                "bytes",
                "sha256",
                "tokens",
                "listed",
                "layerDims",
                "name",
                "kind",
                "trainAccuracy",
                "trainExamples",
                "deleted",
                "changes",
                "card",
                "summary");
        String key = keys.get(random.nextInt(keys.size()));
        return text.replaceFirst(
                "\"" + key + "\":(?:\"[^\"]*\"|\\[[^\\]]*\\]|[^,}\\[\"]+)",
                java.util.regex.Matcher.quoteReplacement("\"" + key + "\":" + token));
    }

    @Test
    void anyJsonFileLeavesTheOtherModelsServed() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] file = SampleModels.safetensors("Bad", 2);
        String good;
        Saved saved;
        try (ModelStore store = open()) {
            good = store.save(SampleModels.safetensors("Good", 1), true).model().id();
            saved = store.save(file, true);
        }
        Path record = folder.resolve(saved.model().id() + ".json");
        byte[] sound = Files.readAllBytes(record);
        int leftOut = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bad = round == 0 ? new byte[0] : mutate(sound, random);
            Files.write(record, bad);
            Files.write(folder.resolve(saved.model().id() + ".safetensors"), file);
            try {
                leftOut += look(good, saved, file) ? 0 : 1;
            } catch (RuntimeException | StoreException | StackOverflowError e) {
                fail("round " + round + " of seed " + SEED + ": " + new String(bad, StandardCharsets.UTF_8), e);
            }
        }
        assertTrue(leftOut > ROUNDS / 10, leftOut + " were left out: nothing is damaged");
        assertTrue(leftOut < ROUNDS, "each was left out: what is given is not tried");
    }

    /** Whether the model is there. */
    private boolean look(String good, Saved saved, byte[] file) throws Exception {
        String id = saved.model().id();
        byte[] before = Files.readAllBytes(folder.resolve(id + ".json"));
        try (StoreReport report = new FolderPlace(folder).report()) {
            assertEquals(2, report.lines().size());
        }
        try (ModelStore store = open()) {
            assertEquals(good, store.find(good).id());
            store.list(ModelQuery.ALL, Optional.empty(), 10);
            boolean there = isThere(store, id);
            if (!there && reason(() -> store.find(id)) == Reason.DAMAGED) {
                assertTrue(
                        store.warnings().toString().contains(id + ".json"),
                        store.warnings().toString());
                assertEquals(Reason.DAMAGED, reason(() -> store.save(file, true)));
                assertTrue(Arrays.equals(before, Files.readAllBytes(folder.resolve(id + ".json"))));
                return false;
            }
            expected(() -> store.findWithCard(id));
            expected(() -> store.file(id, ModelFormat.SAFETENSORS));
            expected(() -> store.change(id, saved.manageToken().orElseThrow(), ModelChange.parse("{\"name\": \"x\"}")));
            expected(() -> store.delete(id, saved.manageToken().orElseThrow()));
            return there;
        }
    }

    private static boolean isThere(ModelStore store, String id) {
        try {
            return store.find(id).id().equals(id);
        } catch (StoreException e) {
            return false;
        }
    }

    /** What somebody does to a model. */
    private interface Use {
        void run() throws Exception;
    }

    private static void expected(Use use) throws Exception {
        try {
            use.run();
        } catch (StoreException e) {
            assertTrue(EXPECTED.contains(e.reason()), e.toString());
        }
    }
}
