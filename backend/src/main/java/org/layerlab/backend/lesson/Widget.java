package org.layerlab.backend.lesson;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.layerlab.network.training.Iterations;

/**
 * What is tried in a lesson.
 *
 * @param kind a playground, or a saved model that classifies photos
 * @param target the fragment of a playground's link, or a model's address
 * @param tries how many verdicts there have to be before the answer; 1 for a playground
 */
public record Widget(Kind kind, String target, int tries) {
    /** The kinds. */
    public enum Kind {
        PLAYGROUND,
        CLASSIFIER
    }

    /** The playground takes no more. */
    static final int MOST_ITERATIONS = Iterations.MOST;

    private static final Pattern PLAYGROUND = Pattern.compile("playground: ([A-Za-z][\\w%.,:~&=+-]*)");
    private static final Pattern ITERATIONS = Pattern.compile("(?<=&|^)iterations=([^&]*)");
    private static final Pattern CLASSIFIER = Pattern.compile("classifier: (/m/[\\w-]+)");

    static Widget of(String text, int tries) {
        Matcher playground = PLAYGROUND.matcher(text);
        if (playground.matches()) {
            requireAnEnd(playground.group(1));
            return new Widget(Kind.PLAYGROUND, playground.group(1), tries);
        }
        Matcher classifier = CLASSIFIER.matcher(text);
        if (classifier.matches()) {
            return new Widget(Kind.CLASSIFIER, classifier.group(1), tries);
        }
        throw new IllegalArgumentException("'widget' is '" + text
                + "'; it must be 'playground: ' and the settings of a link, such as dataset=xor&networkShape=2,"
                + " or 'classifier: ' and a model's address, such as /m/cats-and-dogs");
    }

    /** Refuses iterations that the playground would not take: the lesson would wait for the end of a run that has none. */
    private static void requireAnEnd(String settings) {
        Matcher iterations = ITERATIONS.matcher(settings);
        while (iterations.find()) {
            String number = iterations.group(1);
            if (!number.matches("[0-9]{1,8}")
                    || Integer.parseInt(number) < 1
                    || Integer.parseInt(number) > MOST_ITERATIONS) {
                throw new IllegalArgumentException("'widget' says " + iterations.group()
                        + "; iterations must be a whole number from 1 to " + MOST_ITERATIONS);
            }
        }
    }

    /** The address to embed, on this server. */
    public String address() {
        return kind == Kind.PLAYGROUND ? "/#" + target + "&embed=true" : target + "?embed=true";
    }
}
