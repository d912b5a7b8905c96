package org.layerlab.page.photos.classes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.verdict.ConfusionMatrix;

class KeptNetworkTest {
    private static final KeptNetwork KEPT = new KeptNetwork(
            List.of("red", "blue"), 24, new ConfusionMatrix(List.of(11, 1, 0, 12)), "cats-and-dogs", "ab12", "[1, 2]");

    private static final ConfusionMatrix NONE = new ConfusionMatrix(List.of());

    private static byte[] file(String... names) {
        JsonArray classes = Json.array(names);
        Architecture architecture = new Architecture(
                new MapShape(64, 64, 3),
                List.of(Architecture.relu(12288, 4, 1).layers().get(0), new LayerKind.Softmax(names.length)));
        return new ParameterFile(
                        Initialization.HE.parameters(architecture, 1),
                        new CardBuilder(architecture)
                                .kind(ModelCard.Kind.PHOTOS)
                                .input(PhotoPreparation.TUTORIAL)
                                .dataset(Json.object().add("id", "own").add("classes", classes))
                                .build())
                .toSafetensors(StorageType.F32);
    }

    private static String refused(String about, byte[] file) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> KeptNetwork.of(about, file))
                .getMessage());
    }

    @Test
    void itsTitleHasAsMuchOfTheClassesAsAServerTakes() {
        assertEquals("red, blue", KeptNetwork.title(List.of("red", "blue")));
        String long39 = "a".repeat(39);
        assertEquals(long39 + ", " + long39, KeptNetwork.title(List.of(long39, long39)), "80 characters");
        String cut = KeptNetwork.title(List.of(long39, long39, "blue"));
        assertEquals(80, cut.length());
        assertEquals(long39 + ", " + "a".repeat(38) + "…", cut);
    }

    @Test
    void comesBackAsItWasKept() {
        assertEquals(KEPT, KeptNetwork.of(KEPT.about(), file("red", "blue")));
        KeptNetwork few = new KeptNetwork(List.of("a", "b"), 4, NONE, "x", "", "");
        assertEquals(few, KeptNetwork.of(few.about(), file("a", "b")));
    }

    @Test
    void damagedListsAndFilesAreRefusedSayingWhy() {
        byte[] good = file("red", "blue");
        for (String about : List.of("", "{", "[]", "null", "{\"names\": 3}", "{\"names\": [1, 2]}")) {
            assertEquals("its list of classes cannot be read", refused(about, good), about);
        }
        assertEquals("it names no classes", refused("{}", good));
        assertEquals("it has 1 classes", refused("{\"names\": [\"red\"]}", good));
        assertTrue(refused("{\"names\": [" + "\"x\",".repeat(1_000) + "\"y\"]}", good)
                .startsWith("it has more than 10"));
        assertTrue(refused("{\"names\": [\"" + "x".repeat(41) + "\", \"b\"]}", good)
                .contains("over 40 letters"));
        String names = "{\"names\": [\"red\", \"blue\"], \"photos\": 9, \"answers\": ";
        assertTrue(refused(names + "[5, 1, 0, 4]}", good).contains("9 photos and the answers [5, 1, 0, 4]"));
        assertTrue(refused(names + "[2147483647, 2147483647, 2147483647, 2147483647]}", good)
                .contains("9 photos"));
        assertTrue(refused(names + "[1, 1, 1, 1, 1, 1, 1, 1, 1]}", good).contains("for 2 classes"));
        assertTrue(refused(names + "[1, 2, 3]}", good).contains("3 counts"));
        assertTrue(refused(names + "[1, 2, 3, -1]}", good).contains("cannot count -1"));
        assertTrue(refused(names + "[0" + ", 0".repeat(1_000_000) + "]}", good).contains("more than 10 classes"));
        assertEquals("its list of classes cannot be read", refused(names + "7}", good));
        assertEquals("its list of classes cannot be read", refused(names + "[1e99, 0, 0, 0]}", good));
        assertFalse(refused(KEPT.about(), Arrays.copyOf(good, good.length / 2)).isEmpty());
        assertFalse(refused(KEPT.about(), new byte[0]).isEmpty());
    }

    @Test
    void aNetworkOfOtherClassesIsRefused() {
        assertEquals("its network has other classes: blue, red", refused(KEPT.about(), file("blue", "red")));
        assertEquals("its network has 3 outputs for 2 classes", refused(KEPT.about(), file("red", "blue", "green")));
    }

    @Test
    void knowsWhenThePhotosHaveChanged() {
        assertFalse(KEPT.learnedFromOthers("[1, 2]"));
        assertTrue(KEPT.learnedFromOthers("[1, 3]"));
        assertTrue(KEPT.learnedFromOthers("[]"));
        KeptNetwork older = new KeptNetwork(List.of("a", "b"), 1, NONE, "x", "", "");
        assertFalse(older.learnedFromOthers("[1, 2]"), "nobody knows");
    }

    @Test
    void knowsWhenTheNetworkToStartFromHasChanged() {
        assertFalse(KEPT.startsFromAnother("ab12"));
        assertTrue(KEPT.startsFromAnother("cd34"));
        assertFalse(KEPT.startsFromAnother(""), "the server has it no more");
        assertFalse(new KeptNetwork(List.of("a", "b"), 1, NONE, "x", "", "").startsFromAnother("cd34"));
    }
}
