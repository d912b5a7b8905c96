package org.layerlab.backend.script;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;

/** Cards that lack members, or have them of other types, get a script or a reason why there is none. */
class OddCardsTest {
    private static final String DATASET =
            "\"dataset\":{\"id\":\"circle\",\"seed\":1,\"noise\":15,\"trainSize\":30,\"testSize\":20}";
    private static final String RUN = """
            "name":"Rings","kind":"points","iteration":200,"costs":[[0,0.7],[100,0.6]],"precision":"float64",
            "trainAccuracy":0.9,"points":[[0.5,0.5,1],[-0.5,0.5,0]],"start":"seed",
            "hyperparameters":{"learningRate":0.2,"iterations":200,"batchSize":8,"optimizer":"momentum","momentum":0.9,
                "initialization":"he","schedule":"constant","l1":0,"l2":0.1,"dropout":0,"seed":1,
                "changes":[{"from":0,"learningRate":0.2,"optimizer":"sgd"}]},
            """ + DATASET;
    private static final String DENSE =
            "{\"format\":1,\"layerDims\":[2,3,1],\"activations\":[\"relu\",\"sigmoid\"]," + RUN + "}";
    private static final String LAYERS = "{\"format\":1,\"layers\":\"2, 3, 1\"," + RUN + "}";
    private static final String CONVOLUTION = "{\"format\":1,\"layers\":\"8x8x3, conv3x2, relu, gap, 1\"," + RUN + "}";

    private static final List<JsonValue> OTHER = List.of(
            Json.NULL,
            Json.TRUE,
            Json.value(-1),
            Json.value(0.5),
            Json.value(1e300),
            Json.value(9007199254740991L),
            Json.value(""),
            Json.value("relu"),
            new JsonArray(),
            new JsonArray().add(Json.NULL),
            new JsonArray().add(1).add("x"),
            new JsonObject(),
            new JsonObject().add("x", 1));

    private static NumpyScript script;

    @BeforeAll
    static void load() throws IOException {
        script = NumpyScript.load();
    }

    /** A place in a card: the names on the way to a member. */
    private static List<List<String>> members(JsonObject json) {
        List<List<String>> members = new ArrayList<>();
        for (JsonObject.Member member : json) {
            members.add(List.of(member.getName()));
            if (member.getValue() instanceof JsonObject section) {
                section.names().forEach(name -> members.add(List.of(member.getName(), name)));
            }
        }
        return members;
    }

    private static JsonObject parent(JsonObject card, List<String> member) {
        return member.size() == 2 && card.get(member.get(0)) instanceof JsonObject section ? section : card;
    }

    /** Whether a script was made; false where the card or the run was refused. */
    private static boolean tried(JsonObject json) {
        ModelCard card;
        try {
            card = ModelCard.parse(json.toString());
        } catch (ParameterFileException e) {
            return false;
        }
        String gap = assertDoesNotThrow(() -> NumpyScript.gap(card), json::toString);
        if (gap.isEmpty()) {
            assertFalse(
                    assertDoesNotThrow(() -> script.of(card), json::toString).isEmpty());
            return true;
        }
        assertEquals(
                gap,
                assertThrows(IllegalArgumentException.class, () -> script.of(card), json::toString)
                        .getMessage());
        return false;
    }

    @Test
    void aDenseNetworkInLayersNotationHasAScript() throws Exception {
        String text = script.of(ModelCard.parse(LAYERS));
        assertTrue(text.contains("\\\"activations\\\":[\\\"relu\\\",\\\"sigmoid\\\"]"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "seed", "noise", "trainSize"})
    void pointsThatNoSeedBringsBackHaveNoScript(String member) throws Exception {
        JsonObject json = Json.parse(DENSE).asObject().remove("points");
        assertEquals("", NumpyScript.gap(ModelCard.parse(json.toString())));
        json.get("dataset").asObject().remove(member);
        assertEquals("its card does not say what it was trained on", NumpyScript.gap(ModelCard.parse(json.toString())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0.5", "4294967296", "1e300"})
    void pointsOfASeedThatNumPyDoesNotTakeHaveNoScript(String seed) throws Exception {
        JsonObject json = Json.parse(DENSE).asObject().remove("points");
        json.get("dataset").asObject().set("seed", Json.parse(seed));
        assertEquals("its card does not say what it was trained on", NumpyScript.gap(ModelCard.parse(json.toString())));
        json.get("dataset").asObject().set("seed", Json.parse("4294967295"));
        assertEquals("", NumpyScript.gap(ModelCard.parse(json.toString())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"iteration\": 5}", "{\"from\": \"5\"}", "{\"from\": -1}", "5"})
    void aChangeWithoutItsIterationHasNoScript(String change) throws Exception {
        JsonObject json = Json.parse(DENSE).asObject();
        json.get("hyperparameters").asObject().set("changes", Json.parse("[" + change + "]"));
        assertEquals("its card does not say how it was trained", NumpyScript.gap(ModelCard.parse(json.toString())));
    }

    @Test
    void aSettingOutOfRangeIsNamed() throws Exception {
        JsonObject json = Json.parse(DENSE).asObject();
        json.get("hyperparameters").asObject().set("learningRate", -1);
        String gap = NumpyScript.gap(ModelCard.parse(json.toString()));
        assertTrue(gap.startsWith("its card has a setting that cannot be: learning rate is -1; it must be "), gap);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "features|x,ySquared|",
                "features|x,z|the script does not know its features, \"x,z\"",
                "features||the script does not know its features, \"\"",
                "rules|tensorflow|",
                "rules|layerlab|",
                "rules|pytorch|the script does not know its rules, \"pytorch\"",
                "initialization|uniform|"
            })
    void whatTensorFlowPlaygroundHasIsKnownOrNamed(String key, String value, String gap) throws Exception {
        JsonObject json = Json.parse(DENSE).asObject();
        json.get("hyperparameters").asObject().set(key, value == null ? "" : value);
        assertEquals(gap == null ? "" : gap, NumpyScript.gap(ModelCard.parse(json.toString())));
    }

    @Test
    void pointsOfOneDrawNeedBothSizesAndItsRulesOneOutput() throws Exception {
        JsonObject json = Json.parse(DENSE).asObject().remove("points");
        JsonObject dataset =
                json.get("dataset").asObject().set("id", "tf-spiral").set("testSize", 50);
        assertEquals("", NumpyScript.gap(ModelCard.parse(json.toString())));
        dataset.remove("testSize");
        assertEquals("its card does not say what it was trained on", NumpyScript.gap(ModelCard.parse(json.toString())));
        JsonObject several =
                Json.parse(LAYERS.replace("2, 3, 1", "2, 3, softmax3")).asObject();
        assertEquals("", NumpyScript.gap(ModelCard.parse(several.toString())));
        several.get("hyperparameters").asObject().set("rules", "tensorflow");
        assertEquals(
                "TensorFlow Playground's rules are for one output, and its network has 3",
                NumpyScript.gap(ModelCard.parse(several.toString())));
    }

    @ParameterizedTest
    @ValueSource(strings = {DENSE, LAYERS, CONVOLUTION})
    void membersThatAreMissingOrOfAnotherTypeAreRefusedOrTaken(String full) {
        int made = 0;
        for (List<String> member : members(Json.parse(full).asObject())) {
            JsonObject without = Json.parse(full).asObject();
            parent(without, member).remove(member.get(member.size() - 1));
            made += tried(without) ? 1 : 0;
            for (JsonValue other : OTHER) {
                JsonObject changed = Json.parse(full).asObject();
                parent(changed, member).set(member.get(member.size() - 1), other);
                made += tried(changed) ? 1 : 0;
            }
        }
        assertEquals(full.equals(CONVOLUTION), made == 0, made + " scripts were made");
    }

    @ParameterizedTest
    @ValueSource(strings = {DENSE, LAYERS, CONVOLUTION})
    void pairsOfMembersThatAreMissingOrOfAnotherTypeAreRefusedOrTaken(String full) {
        SplittableRandom random = new SplittableRandom(1);
        List<List<String>> members = members(Json.parse(full).asObject());
        for (int i = 0; i < 2000; i++) {
            JsonObject card = Json.parse(full).asObject();
            for (int k = 0; k < 2; k++) {
                List<String> member = members.get(random.nextInt(members.size()));
                String name = member.get(member.size() - 1);
                if (random.nextBoolean()) {
                    parent(card, member).remove(name);
                } else {
                    parent(card, member).set(name, OTHER.get(random.nextInt(OTHER.size())));
                }
            }
            tried(card);
        }
    }
}
