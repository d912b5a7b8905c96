package org.layerlab.page.photos.classes;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.verdict.ConfusionMatrix;
import org.layerlab.page.message.AnswersJson;
import org.layerlab.page.message.ClassMessages;
import org.layerlab.page.settings.CardText;

/**
 * What this browser keeps beside a network of a person's own classes, so that it can be tried and shared after a reload.
 *
 * @param names of the classes, in the order of the network's outputs
 * @param photos how many it learned from
 * @param answers on photos that were left out in turns; of no classes where an older version kept it
 * @param base the id of the network that the classes start from
 * @param baseDigest the SHA-256 of that network's file, as the server tells it; empty where it does not
 * @param learned the {@link ClassMarks} of the photos that it learned from; empty where an older version kept it
 */
record KeptNetwork(
        List<String> names, int photos, ConfusionMatrix answers, String base, String baseDigest, String learned) {
    /** The key under which it is kept. */
    static final String KEY = "class-network";

    private static final int LEAST_CLASSES = 2;

    /** The longest name of a model that a server takes. */
    private static final int LONGEST_TITLE = 80;

    KeptNetwork {
        names = List.copyOf(names);
    }

    /** What it is called in its card: its classes, as far as there is room for them. */
    static String title(List<String> names) {
        String all = String.join(", ", names);
        return all.length() <= LONGEST_TITLE ? all : CardText.cut(all, LONGEST_TITLE - 1);
    }

    /** The same with the digest of the network that the classes start from. */
    KeptNetwork from(String digest) {
        return new KeptNetwork(names, photos, answers, base, digest, learned);
    }

    /** What is kept, as JSON. */
    String about() {
        JsonArray list = new JsonArray();
        names.forEach(list::add);
        return Json.object()
                .add("names", list)
                .add("photos", photos)
                .add("base", base)
                .add("baseDigest", baseDigest)
                .add("learned", learned)
                .add(AnswersJson.KEY, AnswersJson.of(answers))
                .toString();
    }

    /**
     * What was kept.
     *
     * @param about what {@link #about} wrote
     * @param file the network's parameter file
     * @throws IllegalArgumentException saying what is wrong when one of them is damaged, or they do not belong together
     */
    static KeptNetwork of(String about, byte[] file) {
        KeptNetwork kept;
        try {
            kept = read(Json.parse(about).asObject());
        } catch (ParseException | UnsupportedOperationException | NumberFormatException e) {
            throw new IllegalArgumentException("its list of classes cannot be read", e);
        }
        try {
            ModelCard card = ParameterFile.readSafetensors(file).card();
            int outputs = card.architecture().outputs();
            if (!card.takesPhotos() || outputs != kept.names.size()) {
                throw new IllegalArgumentException(
                        "its network has " + outputs + " outputs for " + kept.names.size() + " classes");
            }
            List<String> own = CardText.classes(card.json());
            if (!own.equals(kept.names)) {
                throw new IllegalArgumentException("its network has other classes: " + String.join(", ", own));
            }
        } catch (ParameterFileException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
        return kept;
    }

    private static KeptNetwork read(JsonObject json) {
        List<String> names = new ArrayList<>();
        JsonValue list = json.get("names");
        if (list == null) {
            throw new IllegalArgumentException("it names no classes");
        }
        for (JsonValue name : list.asArray()) {
            if (names.size() == ClassMessages.MOST_CLASSES || name.asString().length() > ClassNames.LONGEST) {
                throw new IllegalArgumentException("it has more than " + ClassMessages.MOST_CLASSES
                        + " classes, or names of over " + ClassNames.LONGEST + " letters");
            }
            names.add(name.asString());
        }
        if (names.size() < LEAST_CLASSES) {
            throw new IllegalArgumentException("it has " + names.size() + " classes");
        }
        int photos = json.getInt("photos", 0);
        ConfusionMatrix answers = AnswersJson.read(json);
        boolean isOfThese = answers.classes() == 0 || answers.classes() == names.size();
        if (!isOfThese || photos < 0 || answers.total() > photos) {
            throw new IllegalArgumentException("its figures are " + photos + " photos and the answers "
                    + answers.counts() + " for " + names.size() + " classes");
        }
        return new KeptNetwork(
                names,
                photos,
                answers,
                json.getString("base", ""),
                json.getString("baseDigest", ""),
                json.getString("learned", ""));
    }

    /**
     * Whether the network that the classes start from has changed.
     *
     * @param digest of its file, as the server tells it; empty where there is none of that id
     */
    boolean startsFromAnother(String digest) {
        return !digest.isEmpty() && !baseDigest.isEmpty() && !digest.equals(baseDigest);
    }

    /**
     * Whether it learned from other photos than those that are there.
     *
     * @param marks their {@link ClassMarks}
     */
    boolean learnedFromOthers(String marks) {
        return !learned.isEmpty() && !learned.equals(marks);
    }
}
