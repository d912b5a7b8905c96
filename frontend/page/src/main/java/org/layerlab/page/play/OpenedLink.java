package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.Points;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.Origin;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.settings.RunCourse;

/**
 * What a link to the playground says, ours or TensorFlow Playground's.
 *
 * @param settings with points of the user's own where the link means them and names none
 * @param others the pairs that are not settings
 * @param course what makes its run: the settings, and changes on its way
 * @param lesson its task; empty for most
 * @param origin the saved model that it continues from
 * @param courseProblem what is wrong with the changes, which are all left out then; empty for most
 * @param problems a sentence for each value that was wrong
 * @param note what differs from TensorFlow Playground; empty for a link of our own
 */
record OpenedLink(
        PlaySettings settings,
        List<String> others,
        RunCourse course,
        Lesson lesson,
        Origin origin,
        String courseProblem,
        List<String> problems,
        String note) {
    private static final Map<String, List<String>> CHOICES = Map.of(
            "engine", List.of("js", "wasm", "webgpu"),
            "kernels", List.of("simd", "plain"),
            "lang", List.of("en", "de", "es"));

    OpenedLink {
        others = List.copyOf(others);
        problems = List.copyOf(problems);
    }

    /** What is wrong with a pair that a script reads, which ignores what it doesn't know. */
    private static List<String> ofTheMachine(String pair) {
        String value = pair.substring(pair.indexOf('=') + 1);
        if (pair.startsWith("threads=") && !(value.length() == 1 && value.charAt(0) >= '1' && value.charAt(0) <= '8')) {
            return List.of("threads " + value + " is not between 1 and 8");
        }
        for (String key : CHOICES.keySet()) {
            List<String> choices = CHOICES.get(key);
            if (pair.startsWith(key + "=") && !choices.contains(value)) {
                return List.of(key + " '" + value + "' is unknown; there are " + String.join(", ", choices));
            }
        }
        return List.of();
    }

    /** Says what of it cannot be used, and what differs. */
    void tell(Status status) {
        List<String> told = new ArrayList<>();
        if (!problems.isEmpty()) {
            told.add(Texts.of(
                    "Part of this link cannot be used: {0}. The default is used instead.", Texts.listed(problems)));
        }
        if (!courseProblem.isEmpty()) {
            told.add(Texts.of(
                    "This link’s changes during the run cannot be used: {0}. The run goes without them.",
                    Texts.said(courseProblem)));
        }
        if (told.isEmpty()) {
            status.clear();
        } else {
            status.say(String.join("\n", told));
        }
        if (!note.isEmpty()) {
            status.note(note);
        }
    }

    /**
     * Reads a link's fragment, with or without a leading '#'.
     *
     * @param own the points to draw on where the link opens the custom data set without any
     */
    static OpenedLink of(String hash, Supplier<CustomPoints> own) {
        TensorFlowLink foreign = TensorFlowLink.of(hash);
        PlaySettings.Parsed parsed = PlaySettings.parseLink(foreign.fragment());
        PlaySettings settings = parsed.settings();
        if (settings.dataset() == Points.CUSTOM && settings.points().size() == 0) {
            settings = settings.with(own.get());
        }
        RunCourse course = new RunCourse(settings);
        Lesson lesson = Lesson.of(parsed.others());
        List<String> problems = new ArrayList<>(parsed.problems());
        problems.addAll(lesson.problems());
        for (String pair : parsed.others()) {
            problems.addAll(ofTheMachine(pair));
        }
        String courseProblem = "";
        Origin origin = Origin.of(parsed.others());
        try {
            // A saved run goes on with its own settings.
            course = origin.continued() ? course : RunCourse.of(parsed.with(settings));
            settings = course.first();
        } catch (IllegalArgumentException e) {
            courseProblem = String.valueOf(e.getMessage());
        }
        return new OpenedLink(
                settings,
                RunCourse.without(parsed.others()),
                course,
                lesson,
                origin,
                courseProblem,
                problems,
                foreign.note());
    }
}
