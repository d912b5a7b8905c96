package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.text.Text;
import org.layerlab.page.parts.GoalKind;
import org.layerlab.page.settings.CardText;
import org.layerlab.page.settings.LinkText;
import org.layerlab.page.settings.PlaySettings;

/**
 * A task that comes with a link: {@code lesson=TITLE&lessonText=TEXT}, goals such as {@code goalTest=90}, and
 * {@code NAME_fixed=true} for each control that is not to be touched.
 *
 * @param title above the task; may be empty
 * @param text the task, with {@code %0A} for a new line; may be empty
 * @param goals what has to be true at once
 * @param fixed names of controls, as in {@code NAME_hide}; with the data set also its number of classes
 * @param problems what was wrong in the link
 */
record Lesson(String title, String text, List<Goal> goals, List<String> fixed, List<String> problems) {
    static final int MOST_TITLE = 100;
    static final int MOST_TEXT = 2000;

    /** One of the goals. */
    record Goal(GoalKind kind, double bound) {
        /** Whether a run that stands so has reached it. A run without iterations has reached nothing. */
        boolean met(RunResult run) {
            return run.iteration() > 0
                    && switch (kind) {
                        case TRAIN -> reaches(run.train(), bound);
                        case TEST -> reaches(run.test(), bound);
                        case COST -> run.cost() <= bound;
                        case ITERATIONS -> run.iteration() <= bound;
                        case UNITS -> allows(run.settings());
                    };
        }

        /** Whether a share, in percent, is as large as the bound: 100 times 0.58 is 57.99999999999999. */
        private static boolean reaches(double share, double bound) {
            return 100 * share >= bound - 1e-9;
        }

        /** Whether a run with these settings may reach it. */
        private boolean allows(PlaySettings settings) {
            int units = 0;
            for (int n : settings.hidden()) {
                units += n;
            }
            return kind != GoalKind.UNITS || units <= bound;
        }
    }

    Lesson {
        goals = List.copyOf(goals);
        fixed = List.copyOf(fixed);
        problems = List.copyOf(problems);
    }

    /**
     * The lesson of a link.
     *
     * @param pairs {@code KEY=VALUE} each; those that say nothing of a lesson are passed over
     */
    static Lesson of(List<String> pairs) {
        String title = "";
        String text = "";
        List<Goal> goals = new ArrayList<>();
        List<String> fixed = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String pair : pairs) {
            String key = pair.substring(0, pair.indexOf('='));
            String value = pair.substring(key.length() + 1);
            GoalKind kind = GoalKind.of(key);
            if (key.equals("lesson")) {
                title = CardText.cut(LinkText.decoded(value), MOST_TITLE);
            } else if (key.equals("lessonText")) {
                text = CardText.cut(LinkText.decoded(value), MOST_TEXT);
            } else if (kind != null) {
                double bound = kind.bound(value);
                if (Double.isNaN(bound)) {
                    problems.add(key + " '" + value + "' is not a number between 0 and " + kind.most());
                } else {
                    goals.add(new Goal(kind, bound));
                }
            } else if (key.endsWith("_fixed") && value.equals("true")) {
                fixed.add(key.substring(0, key.length() - "_fixed".length()));
                if (key.equals("dataset_fixed")) {
                    // Another number of classes makes another task of the same points.
                    fixed.add("classCount");
                }
            }
        }
        return new Lesson(title, text, goals, fixed, problems);
    }

    /** Whether there is anything to show. */
    boolean isEmpty() {
        return title.isEmpty() && text.isEmpty() && goals.isEmpty();
    }

    /** Whether settings may be changed as such a change asks for, {@code "learningRate=0.1&…"}. */
    boolean permits(String change) {
        for (String pair : Text.split(change, '&')) {
            for (String name : fixed) {
                if (pair.startsWith(name + "=")) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether a run with these settings may reach all goals: it has no more hidden units than one of them says. */
    boolean allows(PlaySettings settings) {
        for (Goal goal : goals) {
            if (!goal.allows(settings)) {
                return false;
            }
        }
        return true;
    }

    /** The last iteration at which its goals can be reached; 0 where none of them names one. */
    int lastIteration() {
        double last = Double.POSITIVE_INFINITY;
        for (Goal goal : goals) {
            last = goal.kind == GoalKind.ITERATIONS ? Math.min(last, goal.bound) : last;
        }
        return last < Integer.MAX_VALUE ? (int) last : 0;
    }

    /** Whether all goals are reached at once. */
    boolean reached(RunResult run) {
        for (Goal goal : goals) {
            if (!goal.met(run)) {
                return false;
            }
        }
        return !goals.isEmpty();
    }
}
