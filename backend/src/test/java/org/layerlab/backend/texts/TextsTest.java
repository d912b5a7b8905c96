package org.layerlab.backend.texts;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.NumberSetting;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.WholeSetting;
import org.layerlab.network.data.Crop;
import org.layerlab.network.data.Points;
import org.layerlab.network.data.Resize;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Regularization;
import org.layerlab.network.training.Schedule;
import org.layerlab.page.settings.PlayRows;

/** Every sentence of the pages is there in every language: in {@code static/texts/}, under the English sentence. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TextsTest {
    private static final Path STATIC = Path.of("..", "static");
    private static final Path SOURCES = Path.of("..", "frontend");
    private static final Path PAGE = Path.of("page", "src", "main", "java", "org", "layerlab", "page");
    private static final Pattern WHOLE = Pattern.compile("(?s)[A-Z{].* .*[a-z]{2}.*\\.");
    private static final Path SCRIPTS = Path.of("src", "main", "java", "org", "layerlab", "backend", "script");
    private static final Path NETWORK =
            Path.of("..", "frontend", "network", "src", "main", "java", "org", "layerlab", "network");
    /** Their messages say what can be wrong in the form for photos. */
    private static final List<Path> RECIPE = List.of(
            NETWORK.resolve(Path.of("photo", "PhotoRecipe.java")),
            NETWORK.resolve(Path.of("data", "Augmentation.java")),
            NETWORK.resolve(Path.of("layer", "Notation.java")),
            NETWORK.resolve(Path.of("layer", "Architecture.java")),
            NETWORK.resolve(Path.of("layer", "LayerKind.java")),
            NETWORK.resolve(Path.of("matrix", "ConvShape.java")),
            NETWORK.resolve(Path.of("matrix", "PoolShape.java")),
            NETWORK.resolve(Path.of("matrix", "MapShape.java")));

    /** What they say is wrong is shown to whoever brings a table, a file or a link. */
    private static final List<Path> READERS = List.of(
            NETWORK.resolve(Path.of("data", "PointsCsv.java")),
            NETWORK.resolve(Path.of("data", "PhotoException.java")),
            NETWORK.resolve(Path.of("data", "ImageHeader.java")),
            NETWORK.resolve(Path.of("data", "JpegHeader.java")),
            NETWORK.resolve(Path.of("file", "TensorFile.java")),
            NETWORK.resolve(Path.of("file", "TensorLayers.java")));

    private static final Pattern WORDS = Pattern.compile("\\S+ \\S+ .*");
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

    /** What the pages cannot be shown without. */
    private final Set<String> needed = new TreeSet<>();

    /** Also what the network, the workers and the server may say. */
    private final Set<String> known = new TreeSet<>();

    private final Set<String> wrong = new TreeSet<>();

    /** Messages name a setting that a number is typed into: "learning rate 'x' is not a number". */
    private static Set<String> numberNames() {
        List<Setting<?>> settings = new ArrayList<>(RecipeSettings.ALL);
        PlayRows.ALL.forEach(row -> settings.add(row.setting()));
        Set<String> names = new TreeSet<>();
        for (Setting<?> setting : settings) {
            if (setting instanceof NumberSetting || setting instanceof WholeSetting) {
                names.add(setting.name());
            }
        }
        return names;
    }

    /** What the server writes into the controls of forms, and the page into the rows of a model card. */
    private static Set<String> formTexts() throws IOException {
        Set<String> texts = new TreeSet<>();
        for (Choice[] list : List.<Choice[]>of(Resize.values(), Crop.values())) {
            for (Choice choice : list) {
                texts.add(choice.label());
                texts.add(choice.help());
            }
        }
        String train = Files.readString(STATIC.resolve("pages").resolve("train.html"));
        for (Setting<?> setting : RecipeSettings.ALL) {
            boolean isControl = train.contains(" " + setting.key() + "}}");
            if (isControl || LearningSettings.ALL.contains(setting)) {
                texts.add(setting.help());
            }
            if (setting != RecipeSettings.LAYERS) {
                texts.add(setting.label());
            }
        }
        return texts;
    }

    @BeforeAll
    void readPagesAndSources() throws IOException, ParameterFileException {
        needed.addAll(PageSentences.ofHtml(STATIC.resolve("index.html")));
        for (Path page : PageSentences.files(STATIC.resolve("pages"), ".html")) {
            needed.addAll(PageSentences.ofHtml(page));
        }
        for (Path script : PageSentences.files(STATIC, ".js")) {
            needed.addAll(PageSentences.ofScript(script));
        }
        read("page");
        read("network");
        // Lists on the pages are filled with these.
        List<Choice[]> lists = List.of(
                Activation.values(),
                Initialization.values(),
                OptimizerKind.values(),
                Points.values(),
                Precision.values(),
                Regularization.values(),
                Schedule.values());
        for (Choice[] list : lists) {
            for (Choice choice : list) {
                needed.add(choice.label());
                needed.add(choice.help());
            }
        }
        needed.addAll(numberNames());
        needed.addAll(formTexts());
        // What the doctor and the workers say is translated where it is shown.
        for (Path folder : List.of(
                Path.of("network", "src", "main", "java", "org", "layerlab", "network", "doctor"),
                PAGE.resolve(Path.of("play", "worker")),
                PAGE.resolve(Path.of("photos", "worker")),
                PAGE.resolve("training"))) {
            SourceSentences.of(PageSentences.files(SOURCES.resolve(folder), ".java")).all().stream()
                    .filter(text -> WHOLE.matcher(text).matches())
                    .forEach(needed::add);
        }
        readRefusals();
        // What the built-in models' cards say is shown on their pages, and their photos beside the verdict.
        for (Path model : PageSentences.files(STATIC.resolve("models"), ".safetensors")) {
            JsonObject card =
                    ParameterFile.read(Files.readAllBytes(model)).card().json();
            for (String text : List.of("name", "description", "licence")) {
                needed.add(card.getString(text, ""));
            }
            needed.add(card.get("dataset").asObject().getString("name", ""));
        }
        known.addAll(SourceSentences.of(PageSentences.files(Path.of("src", "main", "java"), ".java"))
                .all());
        known.addAll(needed);
    }

    private void readRefusals() throws IOException {
        // The form for photos shows what is wrong with its recipe; the ends of the layers are its own.
        SourceSentences.of(RECIPE).all().stream()
                .filter(text -> isSentence(text) && !text.startsWith("the layers "))
                .forEach(needed::add);
        SourceSentences.of(READERS).all().stream().filter(TextsTest::isSentence).forEach(needed::add);
        // Why no script can repeat a run ends a sentence of ours.
        SourceSentences.of(List.of(SCRIPTS.resolve("RunGap.java"))).all().stream()
                .filter(text -> WORDS.matcher(text).matches())
                .forEach(needed::add);
    }

    private static boolean isSentence(String text) {
        return WORDS.matcher(text).matches() && WORD.matcher(text).find();
    }

    private void read(String module) throws IOException {
        SourceSentences sentences = SourceSentences.of(
                PageSentences.files(SOURCES.resolve(Path.of(module, "src", "main", "java")), ".java"));
        needed.addAll(sentences.own());
        if (module.equals("page")) {
            // Those of the network's module are the command line's.
            needed.addAll(sentences.settings());
        }
        known.addAll(sentences.all());
        wrong.addAll(sentences.wrong());
    }

    private static Map<String, String> language(String code) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        Json.parse(Files.readString(STATIC.resolve("texts").resolve(code + ".json")))
                .asObject()
                .forEach(member -> texts.put(member.getName(), member.getValue().asString()));
        return texts;
    }

    @Test
    void sentencesAreWrittenWhereTheyAreAskedFor() {
        assertTrue(needed.size() > 400, needed.size() + " sentences");
        assertTrue(needed.contains("Import a network ({0}, {1}): drop the file on this page."), needed.toString());
        assertEquals(Set.of(), wrong, "Texts.of needs a literal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "es"})
    void languageHasEverySentenceAndNoOther(String code) throws IOException {
        Map<String, String> texts = language(code);
        assertAll(
                () -> assertEquals("", lines(without(needed, texts.keySet())), "add to static/texts/" + code + ".json"),
                () -> assertEquals(
                        "", lines(without(texts.keySet(), known)), "stale in static/texts/" + code + ".json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "es"})
    void translationsHaveTheSamePlacesAndEdges(String code) throws IOException {
        language(code).forEach((sentence, translation) -> {
            assertEquals(places(sentence), places(translation), sentence);
            assertEquals(sentence.startsWith(" "), translation.startsWith(" "), sentence);
            assertEquals(sentence.endsWith(" "), translation.endsWith(" "), sentence);
            assertTrue(!translation.isEmpty(), sentence);
        });
    }

    /** One or two words may be the same in two languages: "Leaky ReLU", "Iteration {0}". */
    @ParameterizedTest
    @ValueSource(strings = {"de", "es"})
    void sentencesAreTranslated(String code) throws IOException {
        Set<String> untranslated = new TreeSet<>();
        language(code).forEach((sentence, translation) -> {
            if (translation.equals(sentence) && WORD.matcher(sentence).results().count() > 2) {
                untranslated.add(sentence);
            }
        });
        assertEquals("", lines(untranslated), "English in static/texts/" + code + ".json");
    }

    private static Set<String> places(String sentence) {
        Set<String> places = new TreeSet<>();
        Matcher matcher = PLACE.matcher(sentence);
        while (matcher.find()) {
            places.add(matcher.group());
        }
        return places;
    }

    private static Set<String> without(Collection<String> all, Collection<String> those) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(those);
        return rest;
    }

    private static String lines(Set<String> sentences) {
        return String.join("\n", sentences);
    }
}
