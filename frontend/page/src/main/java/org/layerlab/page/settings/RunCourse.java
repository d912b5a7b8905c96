package org.layerlab.page.settings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.text.Decimal;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.Schedule;
import org.layerlab.network.training.WeightChange;
import org.layerlab.page.settings.PlayRow.Trait;

/**
 * What makes a run again that was changed as it went: the settings that it began with and each change at its iteration,
 * as a link tells them behind the settings: {@code changed=500:learningRate=0.05,700:W1.0.1=0.5}. Independent of page
 * and worker. In float64 the same course gives the same digits.
 */
public final class RunCourse {
    private static final String KEY = "changed=";

    /** More changes than anybody makes on purpose, and than a link holds beside its points. */
    private static final int MOST = 100;

    /** What may change during a run. Its length, the last, counts only where a schedule depends on it. */
    private static final List<PlayRow<?>> CHANGEABLE = changeable();

    /**
     * One change, made after so many updates.
     *
     * @param settings what is set, as in a link; without any where a weight is
     */
    private record Step(
            int iteration, List<String> settings, @Nullable WeightChange weight) {
        /** Whether it sets the number of iterations alone. */
        boolean isLength() {
            return settings.size() == 1 && settings.get(0).startsWith(PlayRows.ITERATIONS.key() + "=");
        }
    }

    private PlaySettings first;
    private final List<Step> steps = new ArrayList<>();
    /** How many of them are made; the others are still to come. */
    private int made;

    private boolean lost;

    private static List<PlayRow<?>> changeable() {
        List<PlayRow<?>> rows = new ArrayList<>();
        for (PlayRow<?> row : PlayRows.ALL) {
            if (row.is(Trait.TRAINING) && row.is(Trait.TAKEN_UP) && row != PlayRows.ITERATIONS) {
                rows.add(row);
            }
        }
        rows.add(PlayRows.ITERATIONS);
        return rows;
    }

    /** A run that is not changed. */
    public RunCourse(PlaySettings first) {
        this.first = first;
    }

    /**
     * What a link tells; all of its changes are still to come.
     *
     * @throws IllegalArgumentException saying what is wrong with its changes
     */
    public static RunCourse of(PlaySettings.Parsed link) {
        RunCourse course = new RunCourse(link.settings());
        for (String pair : link.others()) {
            if (pair.startsWith(KEY)) {
                String told = pair.substring(KEY.length())
                        .replace("%3A", ":")
                        .replace("%3a", ":")
                        .replace("%3D", "=")
                        .replace("%3d", "=");
                course.read(Text.split(told, ','));
            }
        }
        return course;
    }

    /**
     * What a card tells of its run: the settings that it began with, and its changes; those are lost where it does not
     * tell all of them.
     *
     * @param settings those of the card, or some with other points and weights
     */
    public static RunCourse of(ModelCard card, PlaySettings settings) {
        SettingsHistory told = SettingsHistory.of(card, CardSettings.hyperparameters(card));
        RunCourse course = new RunCourse(settings);
        for (long i = 0; i <= PlayRows.MOST_ITERATIONS && !course.lost; i += told.until((int) i)) {
            course.change((int) i, CardSettings.with(settings, told.at((int) i), CHANGEABLE));
            // No link has it.
            course.lost |= told.at((int) i).momentum() != told.at(0).momentum();
            for (WeightChange weight : told.weights().at((int) i)) {
                course.edit((int) i, weight);
            }
        }
        course.lost |= !told.isTold() || !told.weights().isTold();
        return course;
    }

    /** The same, or one without changes where those are wrong. */
    public static RunCourse ofAny(PlaySettings.Parsed link) {
        try {
            return of(link);
        } catch (IllegalArgumentException e) {
            return new RunCourse(link.settings());
        }
    }

    /** The pairs of a link but for its changes. */
    public static List<String> without(List<String> pairs) {
        List<String> left = new ArrayList<>(pairs);
        left.removeIf(pair -> pair.startsWith(KEY));
        return left;
    }

    private void read(List<String> told) {
        if (told.size() > MOST) {
            throw new IllegalArgumentException("changed has " + told.size() + " changes; at most " + MOST + " fit");
        }
        int before = 0;
        for (String text : told) {
            int colon = text.indexOf(':');
            int iteration = iteration(colon < 0 ? text : text.substring(0, colon));
            if (iteration < before) {
                throw new IllegalArgumentException("changed names " + iteration + " after " + before);
            }
            before = iteration;
            String what = text.substring(colon + 1);
            if (what.startsWith("W") || what.startsWith("b")) {
                edit(iteration, WeightChange.of(what, first.architecture()));
            } else {
                change(iteration, changed(what));
            }
        }
        made = 0;
    }

    private static int iteration(String text) {
        try {
            int iteration = Decimal.index(text);
            if (iteration <= PlayRows.MOST_ITERATIONS) {
                return iteration;
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw new IllegalArgumentException(
                "'" + text + "' in changed is not an iteration from 0 to " + PlayRows.MOST_ITERATIONS);
    }

    private PlaySettings changed(String pair) {
        String key = pair.substring(0, Math.max(0, pair.indexOf('=')));
        boolean known = false;
        for (PlayRow<?> row : CHANGEABLE) {
            known |= key.equals(row.key());
        }
        PlaySettings.Parsed parsed = PlaySettings.parse(after(steps).fragment() + "&" + pair);
        if (!known) {
            throw new IllegalArgumentException(
                    "'" + pair + "' in changed is not a setting that can change during a run");
        }
        if (!parsed.problems().isEmpty()) {
            throw new IllegalArgumentException(parsed.problems().get(0));
        }
        return parsed.settings();
    }

    /**
     * A person chose other settings after this many updates, or took the run back to there: those that were changed later
     * hold from here on. What was still to come is dropped.
     */
    public void change(int iteration, PlaySettings now) {
        cut(iteration);
        steps.removeIf(step -> step.weight == null && step.iteration == iteration);
        if (iteration == 0) {
            first = now;
        } else {
            shown(now);
            if (isConstant() && now.schedule() == Schedule.CONSTANT) {
                first = first.with(PlayRows.ITERATIONS, now.get(PlayRows.ITERATIONS));
            }
            List<String> pairs = pairs(after(steps), now, CHANGEABLE);
            if (!pairs.isEmpty()) {
                add(new Step(iteration, pairs, null));
            }
        }
        made = steps.size();
    }

    /**
     * A person chose another number of iterations after this many updates, which changes nothing but the length where no
     * schedule depends on it. What is still to come stays.
     */
    public void lengthen(int iteration, PlaySettings now) {
        if (isConstant()) {
            first = first.with(PlayRows.ITERATIONS, now.get(PlayRows.ITERATIONS));
            return;
        }
        // Also one that is due here and not made yet: the person's length takes its place.
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).iteration == iteration && steps.get(i).isLength()) {
                steps.remove(i);
                made -= i < made ? 1 : 0;
            }
        }
        int at = 0;
        while (at < made && steps.get(at).iteration <= iteration) {
            at++;
        }
        List<String> longer = pairs(after(steps.subList(0, at)), now, List.of(PlayRows.ITERATIONS));
        if (!longer.isEmpty()) {
            steps.add(at, new Step(iteration, longer, null));
            made++;
            bound();
        }
    }

    /** Takes from these settings what does not change a run. */
    public void shown(PlaySettings now) {
        first = shown(first, now);
    }

    /** Settings with what others have that does not change a run: how it is shown, and what ends it early. */
    public static PlaySettings shown(PlaySettings settings, PlaySettings now) {
        List<PlayRow<?>> rows = new ArrayList<>(PlayRows.STOP_RULES);
        for (PlayRow<?> row : PlayRows.ALL) {
            if (row.onlySeen()) {
                rows.add(row);
            }
        }
        return with(settings, pairs(settings, now, rows));
    }

    /** A person set a weight after this many updates; what was still to come is dropped. */
    public void edit(int iteration, WeightChange weight) {
        cut(iteration);
        steps.removeIf(step -> step.iteration == iteration && step.weight != null && weight.isOfSame(step.weight));
        add(new Step(iteration, List.of(), weight));
        made = steps.size();
    }

    private void add(Step step) {
        steps.add(step);
        bound();
    }

    private void bound() {
        int told = 0;
        for (Step step : steps) {
            told += Math.max(1, step.settings.size());
        }
        lost |= told > MOST;
        if (lost) {
            steps.clear();
            made = 0;
        }
    }

    private void cut(int iteration) {
        steps.subList(made, steps.size()).clear();
        steps.removeIf(step -> step.iteration > iteration);
    }

    /** At a constant rate the number of iterations does not matter. */
    private boolean isConstant() {
        boolean constant = first.schedule() == Schedule.CONSTANT;
        for (Step step : steps) {
            for (String pair : step.settings) {
                constant &= !pair.startsWith(PlayRows.SCHEDULE.key() + "=");
            }
        }
        return constant;
    }

    private PlaySettings after(List<Step> some) {
        List<String> pairs = new ArrayList<>();
        for (Step step : some) {
            pairs.addAll(step.settings);
        }
        return with(first, pairs);
    }

    private static PlaySettings with(PlaySettings settings, List<String> pairs) {
        return pairs.isEmpty() ? settings : settings.with(String.join("&", pairs));
    }

    /** What of these rows has to be set to go from some settings to others. */
    private static List<String> pairs(PlaySettings from, PlaySettings to, List<PlayRow<?>> rows) {
        List<String> pairs = new ArrayList<>();
        for (PlayRow<?> row : rows) {
            if (!from.text(row).equals(to.text(row))) {
                pairs.add(row.key() + "=" + to.text(row));
            }
        }
        return pairs;
    }

    /** How many updates may be made from this iteration on before the next change is due. */
    public int until(int iteration) {
        return made == steps.size() ? Integer.MAX_VALUE : Math.max(0, steps.get(made).iteration - iteration);
    }

    /** The settings, as they are after the change that is due. */
    public PlaySettings dueSettings() {
        return after(steps.subList(0, made + 1));
    }

    /** What the change that is due sets, as in a link; empty where a weight is set. */
    public String dueText() {
        return String.join("&", steps.get(made).settings);
    }

    /** The weight that is due to be set; null where settings are due. */
    public @Nullable WeightChange dueWeight() {
        return steps.get(made).weight;
    }

    /** The change that was due is made. */
    public void done() {
        made++;
    }

    /** Whether nothing is changed, or it is not known any more what. */
    public boolean isPlain() {
        return steps.isEmpty();
    }

    /** The settings that it begins with. */
    public PlaySettings first() {
        return first;
    }

    /** All of it, as in a link; empty where it had more changes than are kept. */
    public String fragment() {
        if (lost) {
            return "";
        }
        String changes = changes();
        return changes.isEmpty() ? first.fragment() : first.fragment() + "&" + KEY + changes;
    }

    /** The changes alone, as in a link. */
    public String changes() {
        StringBuilder text = new StringBuilder();
        String before = "";
        for (Step step : steps) {
            List<String> told = step.weight == null ? step.settings : List.of(step.weight.text());
            for (String pair : told) {
                text.append(before).append(step.iteration).append(':').append(pair);
                before = ",";
            }
        }
        return text.toString();
    }
}
