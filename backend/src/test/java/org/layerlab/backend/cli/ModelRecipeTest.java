package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;

/** Recipes in cards of strangers, and what a shell would make of them. */
class ModelRecipeTest {
    private static final Architecture LAYERS = Architecture.relu(12288, 3, 1);

    @TempDir
    private Path folder;

    private static ModelCard card(JsonValue recipe) {
        return new CardBuilder(LAYERS).set("recipe", recipe).build();
    }

    private static Optional<String> in(String recipe) {
        return ModelRecipe.in(card(Json.value(recipe)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "layerlab train --out m.npz; rm -rf ~",
                "layerlab train --out m.npz && rm -rf ~",
                "layerlab train --out m.npz & layerlab train --out n.npz",
                "layerlab train --out m.npz &&",
                "layerlab train --out m.npz || layerlab train",
                "layerlab train --out $(id)",
                "layerlab train --out `id`",
                "layerlab train --out $HOME",
                "layerlab train --out ${IFS}",
                "layerlab train --out \"$(id)\"",
                "layerlab train --out m.npz\nrm -rf ~",
                "layerlab train --out 'm\nrm -rf ~'",
                "layerlab train --out m.npz\rrm",
                "layerlab train --out 'm.npz",
                "layerlab train --out m.npz'",
                "layerlab train --out \\m",
                "layerlab train --out m\\",
                "layerlab train --out m.npz > .bashrc",
                "layerlab train --out m.npz | sh",
                "layerlab train --out m.npz # comment",
                "layerlab train --out ~/m.npz",
                "layerlab train --out *",
                "layerlab train --out m{1,2}",
                "layerlab train --out m.npz \u00a0x",
                "layerlab train --out ünïcode",
                "layerlab  train",
                " layerlab train",
                "layerlab",
                "layerlab serve --host 0.0.0.0",
                "A=1 layerlab train",
                "sh -c id",
                "&& layerlab train",
                ""
            })
    void whatIsMoreThanWordsIsLeftOut(String recipe) {
        assertEquals(Optional.empty(), in(recipe));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "layerlab circles --layers 2,3,1",
                "layerlab train --dataset pets --learning-rate 0.1 --out m.npz",
                "layerlab train --name 'my model; rm -rf ~ $(id) `id`' --out m.npz",
                "layerlab train --name 'it'\\''s' --out '🐱.npz' --description ''",
                "layerlab train --out a.npz && layerlab train --from a.npz --out b.npz"
            })
    void whatThisProgramWroteStaysAsItIs(String recipe) {
        assertEquals(Optional.of(recipe), in(recipe));
    }

    @Test
    void pathsOfOthersAreCutAsOnesOwnAre() {
        assertEquals(
                Optional.of("layerlab train --dataset pets.zip --out '' --from ''"),
                in("layerlab train --dataset /home/me/pets.zip --out=/tmp/ --from ../ --cache x --resume"));
        assertEquals(Optional.of("layerlab train --out .."), in("layerlab train --out .."));
    }

    @Test
    void noPathOfThisMachineIsTold() {
        assertEquals(
                "layerlab train --dataset pets --neither things.zip --from a.npz --out b.npz",
                ModelRecipe.of(List.of(
                        "train",
                        "--dataset",
                        "/home/me/pets/",
                        "--neither=/home/me/things.zip",
                        "--from",
                        "/tmp/a.npz",
                        "--out",
                        "b.npz")));
    }

    @Test
    void cardsWithoutARecipeHaveNone() {
        assertEquals(Optional.of(""), ModelRecipe.in(new CardBuilder(LAYERS).build()));
        assertEquals(Optional.empty(), ModelRecipe.in(card(Json.value(5))));
        assertEquals(Optional.empty(), ModelRecipe.in(card(Json.NULL)));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no sh")
    void aShellSeesTheSameWords() throws Exception {
        List<String> words = List.of(
                "train", "; rm -rf ~", "$(id)", "`id`", "'", "''\\''", "a\"b", "\\", "*", "", "a\nb", "!1", "#", "-n");
        String line = ShellLine.of(words);
        Process shell = new ProcessBuilder("sh", "-c", "printf '<%s>' " + line).start();
        String seen = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("<" + String.join("><", words) + ">", seen);
        assertEquals(0, shell.waitFor());
        List<String> readable =
                words.stream().filter(word -> !word.contains("\n")).toList();
        assertEquals(List.of(readable), ShellLine.commands(ShellLine.of(readable)));
    }

    @Test
    void aLongRecipeOfAnotherModelIsLeftOut() {
        String before = "layerlab train --name " + "x".repeat(9000);
        assertEquals("layerlab train --out m.npz", ModelRecipe.after("", "layerlab train --out m.npz"));
        assertTrue(ModelRecipe.after(before, "layerlab train --out m.npz").startsWith(before + " && "));
        assertEquals(before, ModelRecipe.after(before, before));
    }

    private String recipeOfARunFrom(JsonValue recipe, String said) throws Exception {
        NoisePhotos.make(folder.resolve("photos"));
        Path first = folder.resolve("first.safetensors");
        Files.write(
                first,
                new ParameterFile(Initialization.NORMAL.parameters(LAYERS, 1), card(recipe))
                        .toSafetensors(StorageType.F32));
        Path second = folder.resolve("second.safetensors");
        Cli.Result result = Cli.run(
                NoisePhotos.train(folder.resolve("photos"), "12288,3,1", second, "--iterations", 1, "--from", first));
        assertEquals(0, result.code(), result.err());
        assertEquals(!said.isEmpty(), result.err().contains("is left out"), result.err());
        return ParameterFile.read(Files.readAllBytes(second)).card().json().getString("recipe", "");
    }

    @Test
    void aRunFromAStrangersModelCopiesNoCommands() throws Exception {
        String recipe =
                recipeOfARunFrom(Json.value("layerlab train; touch '" + folder.resolve("pwned") + "'"), "left out");
        assertTrue(recipe.startsWith("layerlab train --dataset photos "), recipe);
        assertFalse(recipe.contains("touch"), recipe);
    }

    @Test
    void aRunFromAModelWhoseRecipeIsANumberEnds() throws Exception {
        assertFalse(recipeOfARunFrom(Json.value(5), "left out").contains("&&"));
    }

    @Test
    void aRunFromAModelOfThisProgramTellsBoth() throws Exception {
        String recipe = recipeOfARunFrom(Json.value("layerlab train --out first.safetensors"), "");
        assertTrue(
                recipe.startsWith("layerlab train --out first.safetensors && layerlab train --dataset photos "),
                recipe);
    }
}
