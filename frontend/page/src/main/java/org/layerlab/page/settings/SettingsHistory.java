package org.layerlab.page.settings;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.SettingsJson;
import org.layerlab.network.file.WeightHistory;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.Schedule;

/**
 * What was changed of a run as it went: without it, its recipe would not bring it back. The {@link
 * LearningSettings#CHANGEABLE} ones stand in a card's hyperparameters as {@code "changes": [{"from": 0, "learningRate": 0.2, …}, {"from": 500, …}]},
 * where there was more than one choice of them; of weights that the user set tells a {@link WeightHistory}.
 */
public final class SettingsHistory {
    private static final String CHANGES = "changes";
    private static final String FROM = "from";

    /**
     * What each change says. Of the other settings, it says those that differ from the card's own; the number of
     * iterations wherever a schedule depends on it.
     */
    private static final List<Setting<?>> IN_EACH_CHANGE = List.of(
            LearningSettings.LEARNING_RATE, LearningSettings.SCHEDULE, LearningSettings.L1, LearningSettings.L2);

    /** How cards of before told of rates, when nothing else was told. */
    private static final String RATES = "learningRates";

    private static final int MOST = 1000;

    private record Leg(int from, Hyperparameters choices) {}

    private final List<Leg> legs = new ArrayList<>();
    private WeightHistory weights = new WeightHistory();

    /** Whether a stranger's card tells changes that make no sense, or an earlier run had more than a card tells. */
    private boolean untold;

    /** A run that begins with these choices. */
    public SettingsHistory(Hyperparameters first) {
        legs.add(new Leg(0, first));
    }

    /**
     * The course of a saved run.
     *
     * @param last the choices that its card names outright: those that it had when it was saved
     */
    public static SettingsHistory of(ModelCard card, Hyperparameters last) {
        SettingsHistory course = new SettingsHistory(last);
        JsonObject told = card.hyperparameters();
        JsonValue list = told.get(CHANGES) == null ? told.get(RATES) : told.get(CHANGES);
        if (list != null) {
            course.read(list, last);
        }
        course.weights = WeightHistory.of(card);
        return course;
    }

    private void read(JsonValue list, Hyperparameters last) {
        List<Leg> read = new ArrayList<>();
        try {
            for (JsonValue value : list.asArray()) {
                Leg leg = value.isArray() ? rate(value.asArray(), last) : leg(value.asObject(), last);
                int before = read.isEmpty() ? -1 : read.get(read.size() - 1).from;
                if (leg.from <= before || (read.isEmpty() && leg.from != 0)) {
                    throw new IllegalArgumentException("a change at " + leg.from + " comes after " + before);
                }
                read.add(leg);
            }
        } catch (IllegalArgumentException | UnsupportedOperationException | IndexOutOfBoundsException e) {
            read.clear();
        }
        untold = read.isEmpty() || read.size() > MOST;
        if (!untold) {
            legs.clear();
            legs.addAll(read);
        }
    }

    private static Leg rate(JsonArray pair, Hyperparameters last) {
        return new Leg(pair.get(0).asInt(), last.with(pair.get(1).asDouble(), last.iterations()));
    }

    private static Leg leg(JsonObject json, Hyperparameters last) {
        Chosen choices = SettingsJson.read(LearningSettings.CHANGEABLE, json, last.chosen());
        return new Leg(json.getInt(FROM, -1), Hyperparameters.of(choices));
    }

    /** The choices change at this iteration; later changes are dropped. */
    public void change(int iteration, Hyperparameters choices) {
        if (same(at(iteration), choices)) {
            return;
        }
        legs.removeIf(leg -> leg.from >= iteration);
        if (legs.isEmpty() || !same(at(iteration), choices)) {
            legs.add(new Leg(iteration, choices));
        }
    }

    /** Whether an update is the same with both: at a constant rate the number of iterations does not matter. */
    private static boolean same(Hyperparameters a, Hyperparameters b) {
        boolean constant = a.schedule() == Schedule.CONSTANT && b.schedule() == Schedule.CONSTANT;
        return (constant ? a.with(a.learningRate(), b.iterations()) : a).equals(b);
    }

    /** The weights that were set. */
    public WeightHistory weights() {
        return weights;
    }

    /** Forgets the changes from this iteration on, but for the first, and the weights set after it. */
    public void cut(int iteration) {
        legs.removeIf(leg -> leg.from > 0 && leg.from >= iteration);
        weights.cut(iteration);
    }

    /** Whether it is known which settings were changed, and when. */
    boolean isTold() {
        return !untold && legs.size() <= MOST;
    }

    /** The choices with which the update after this many iterations is made. */
    public Hyperparameters at(int iteration) {
        Hyperparameters choices = legs.get(0).choices;
        for (Leg leg : legs) {
            choices = leg.from <= iteration ? leg.choices : choices;
        }
        return choices;
    }

    /** After how many iterations a schedule ends before its time, in a run of this many; −1 where none does. */
    int shortfall(int made) {
        for (int i = 0; i < made; ) {
            int end = (int) Math.min(made, (long) i + until(i));
            Hyperparameters choices = at(i);
            if (choices.schedule() != Schedule.CONSTANT && choices.iterations() < end) {
                return choices.iterations();
            }
            i = end;
        }
        return -1;
    }

    /** How many iterations from this one on have the same choices, and no weight is set after the first of them began. */
    public int until(int iteration) {
        int weight = weights.until(iteration);
        for (Leg leg : legs) {
            if (leg.from > iteration) {
                return Math.min(weight, leg.from - iteration);
            }
        }
        return weight;
    }

    /**
     * Tells a card of it, as far as it led to an iteration.
     *
     * @param hyperparameters of the card; they tell more where there was more than one choice
     */
    public void addTo(CardBuilder card, JsonObject hyperparameters, int iteration) {
        JsonArray changes = new JsonArray();
        for (Leg leg : legs) {
            // Also one that nothing was done with yet: the card names the choices as they are now.
            if (leg.from <= iteration) {
                changes.add(json(leg, at(iteration)));
            }
        }
        if (!isTold()) {
            hyperparameters.set(CHANGES, "more than are told");
        } else if (changes.size() > 1) {
            hyperparameters.set(CHANGES, changes);
        } else {
            hyperparameters.remove(CHANGES);
        }
        weights.addTo(card, iteration);
    }

    private static JsonObject json(Leg leg, Hyperparameters last) {
        JsonObject json = Json.object().add(FROM, leg.from);
        for (Setting<?> row : LearningSettings.CHANGEABLE) {
            boolean matters = row == LearningSettings.ITERATIONS
                    ? leg.choices.schedule() != Schedule.CONSTANT
                    : IN_EACH_CHANGE.contains(row) || !leg.choices.get(row).equals(last.get(row));
            if (matters) {
                SettingsJson.set(json, row, leg.choices.chosen());
            }
        }
        return json;
    }
}
