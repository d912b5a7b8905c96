package org.layerlab.page.worker;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.Trainer;

/**
 * The learning rates of a run whose rate was changed as it went: without them its recipe would not bring it back. In a
 * card's hyperparameters {@code "learningRates": [[0, 0.2], [500, 0.03]]}, where there was more than one.
 */
final class Rates {
    private static final String KEY = "learningRates";
    private static final int MOST = 1000;

    private record From(int iteration, double rate) {}

    private final List<From> changes = new ArrayList<>();

    /** A run that begins at this rate. */
    Rates(double rate) {
        changes.add(new From(0, rate));
    }

    /** The rates of a saved run; a card may come from a stranger, and then what makes no sense is passed over. */
    static Rates of(JsonObject hyperparameters, double rate) {
        JsonValue value = hyperparameters.get(KEY);
        if (value == null || !value.isArray() || value.asArray().size() > MOST) {
            return new Rates(rate);
        }
        Rates rates = new Rates(rate);
        List<From> read = new ArrayList<>();
        for (JsonValue change : value.asArray()) {
            if (!change.isArray()
                    || change.asArray().size() != 2
                    || !change.asArray().get(0).isNumber()
                    || !change.asArray().get(1).isNumber()) {
                return rates;
            }
            From from = new From(
                    (int) change.asArray().get(0).asDouble(),
                    change.asArray().get(1).asDouble());
            int before = read.isEmpty() ? -1 : read.get(read.size() - 1).iteration;
            if (from.iteration <= before || !(from.rate > 0 && from.rate <= 1000)) {
                return rates;
            }
            read.add(from);
        }
        if (!read.isEmpty() && read.get(0).iteration == 0) {
            rates.changes.clear();
            rates.changes.addAll(read);
        }
        return rates;
    }

    /** From this iteration on the rate is another. */
    void change(int iteration, double rate) {
        From last = changes.get(changes.size() - 1);
        if (last.rate == rate || changes.size() >= MOST) {
            return;
        }
        if (last.iteration == iteration) {
            changes.remove(changes.size() - 1);
        }
        if (changes.isEmpty() || changes.get(changes.size() - 1).rate != rate) {
            changes.add(new From(iteration, rate));
        }
    }

    /** Forgets the changes from this iteration on, but for the first. */
    void cut(int iteration) {
        changes.removeIf(change -> change.iteration > 0 && change.iteration >= iteration);
    }

    /** The rate that the run began with. */
    double first() {
        return changes.get(0).rate;
    }

    /** Gives a trainer that does it again the rate that this run had at its iteration. */
    void apply(Trainer trainer) {
        double rate = first();
        for (From change : changes) {
            rate = change.iteration <= trainer.iteration() ? change.rate : rate;
        }
        if (trainer.hyperparameters().learningRate() != rate) {
            trainer.adjust(rate, trainer.hyperparameters().iterations());
        }
    }

    /** How many iterations from this one on have the same rate. */
    int until(int iteration) {
        for (From change : changes) {
            if (change.iteration > iteration) {
                return change.iteration - iteration;
            }
        }
        return Integer.MAX_VALUE;
    }

    /** Tells hyperparameters of it, where there is more to tell than one rate. */
    void addTo(JsonObject hyperparameters) {
        if (changes.size() > 1) {
            JsonArray list = new JsonArray();
            for (From change : changes) {
                list.add(new JsonArray().add(change.iteration).add(change.rate));
            }
            hyperparameters.set(KEY, list);
        }
    }
}
