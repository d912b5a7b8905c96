package org.layerlab.page.live;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.settings.CardText;

/** What a board knows: the class and its pupils. {@link #hear} takes messages; the rest says what they come to. */
final class BoardState {
    private final Map<Integer, Tile> tiles = new TreeMap<>();
    private final HandedIn handed = new HandedIn();
    private Activity activity = Activity.FIRST;
    private boolean held;
    private boolean locked;
    private int asked;
    private int shown;

    /** Takes a message of the class. */
    void hear(JsonObject message) {
        switch (CardText.string(message, "type")) {
            case "class" -> {
                tiles.clear();
                message.get("pupils").asArray().forEach(this::put);
                hearState(message);
            }
            case "state" -> hearState(message);
            case "pupil" -> put(message.get("pupil"));
            case "gone" -> {
                Tile gone = tiles.remove(message.getInt("pupil", 0));
                if (gone != null) {
                    gone.models().forEach(handed::remove);
                }
            }
            default -> {
                // A newer server may say more.
            }
        }
    }

    private void put(JsonValue pupil) {
        Tile tile = Tile.of(pupil.asObject());
        tiles.put(tile.id(), tile);
        tile.models().forEach(model -> handed.add(model, tile.name()));
    }

    private void hearState(JsonObject message) {
        activity = Activity.of(message.get("activity"));
        held = message.getBoolean("held", false);
        locked = message.getBoolean("locked", false);
        asked = message.getInt("asked", 0);
        shown = message.getInt("shown", 0);
    }

    /**
     * Whether a command that was sent before the connection was lost has to be sent again: the class does not show it, and
     * whom it is about is still there.
     *
     * @param round of the activity when the teacher gave the command
     */
    boolean lacks(JsonObject command, int round) {
        int id = command.getInt("pupil", 0);
        return switch (CardText.string(command, "type")) {
            case "activity" -> {
                Activity asked = Activity.of(command);
                boolean isThere = activity.round() > round
                        && activity.isLesson() == asked.isLesson()
                        && activity.link().equals(asked.link());
                yield !isThere;
            }
            case "show" -> id == 0 || (tiles.containsKey(id) && asked != id && shown != id);
            case "rename", "remove" -> tiles.containsKey(id);
            default -> true;
        };
    }

    Activity activity() {
        return activity;
    }

    boolean held() {
        return held;
    }

    /** Whether nobody else may join. */
    boolean locked() {
        return locked;
    }

    /** Who was asked to show their network, and has not answered; 0 for nobody. */
    int asked() {
        return asked;
    }

    /** Whose network the class sees; 0 for nobody's. */
    int shown() {
        return shown;
    }

    /** In the order in which they joined. */
    Collection<Tile> tiles() {
        return tiles.values();
    }

    @Nullable
    Tile tile(int id) {
        return tiles.get(id);
    }

    /** How many pupils this is true of. */
    int count(Predicate<Tile> what) {
        int count = 0;
        for (Tile tile : tiles.values()) {
            count += what.test(tile) ? 1 : 0;
        }
        return count;
    }

    /** The accuracies from the lowest to the highest, of those who have one. */
    double[] accuracies() {
        double[] all = new double[tiles.size()];
        int count = 0;
        for (Tile tile : tiles.values()) {
            double accuracy = tile.run().iteration() > 0 ? tile.run().accuracy() : Double.NaN;
            if (!Double.isNaN(accuracy)) {
                all[count++] = accuracy;
            }
        }
        double[] sorted = Arrays.copyOf(all, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** The middle one; between the two in the middle where there is an even number. NaN of none. */
    static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length == 0
                ? Double.NaN
                : sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /**
     * A choice and how often it was made.
     *
     * @param choice from 1
     */
    record Votes(int choice, int count) {}

    /** What was predicted, the commonest first. */
    List<Votes> predictions() {
        return votes(tile -> tile.run().predicted());
    }

    /** The wrong answers to the lesson's question, the commonest first. */
    List<Votes> wrongAnswers() {
        return votes(tile -> tile.run().right() ? 0 : tile.run().checked());
    }

    private List<Votes> votes(ToIntFunction<Tile> choice) {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (Tile tile : tiles.values()) {
            int made = choice.applyAsInt(tile);
            if (made > 0) {
                counts.merge(made, 1, Integer::sum);
            }
        }
        List<Votes> votes = new ArrayList<>();
        counts.forEach((made, count) -> votes.add(new Votes(made, count)));
        votes.sort(Comparator.comparingInt(vote -> -vote.count()));
        return votes;
    }

    /** What was handed in, also before the server was restarted. */
    HandedIn handed() {
        return handed;
    }
}
