package org.layerlab.page.photos.classes;

import java.util.List;
import org.layerlab.network.verdict.ConfusionMatrix;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.ClassMessages;
import org.layerlab.page.parts.ConfusionTable;

/** How often a network of a person's own classes was right about photos that it had not learned from. */
final class ClassFigures {
    private ClassFigures() {}

    /** Shows the sentence and the table of a network that was trained here. */
    static void show(KeptNetwork about) {
        Dom.text("class-trained", sentence(about));
        ConfusionMatrix answers = about.answers();
        double[] counts = new double[isMeasured(answers) ? answers.counts().size() : 0];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = answers.counts().get(i);
        }
        ConfusionTable.show(counts, about.names()::get);
    }

    /** Shows only this. */
    static void show(String text) {
        Dom.text("class-trained", text);
        ConfusionTable.show(new double[0], String::valueOf);
    }

    /** What it learned from, and how many of the photos that were left out in turns it knew. */
    static String sentence(KeptNetwork about) {
        ConfusionMatrix answers = about.answers();
        String photos = NumberFormat.grouped(about.photos());
        if (answers.classes() == 0) {
            return Texts.of("Trained on {0} photos.", photos);
        }
        if (!isMeasured(answers)) {
            return Texts.of("Trained on {0} photos.", photos) + " "
                    + Texts.of(
                            "Testing takes at least two classes and {0} photos in all, not counting classes with a single photo.",
                            ClassMessages.LEAST_MEASURED);
        }
        String percent = NumberFormat.percent((double) answers.right() / answers.total());
        return Texts.of("Trained on {0} photos: {1}\u00a0% in cross-validation.", photos, percent) + " "
                + Texts.of(
                        "{0} of {1} were recognized while they were left out of the training.",
                        NumberFormat.grouped(answers.right()), NumberFormat.grouped(answers.total()))
                + usual(about.names(), answers);
    }

    private static boolean isMeasured(ConfusionMatrix answers) {
        return answers.total() >= ClassMessages.LEAST_MEASURED;
    }

    /** What the largest class alone would give, where it is half as large again as its equal share. */
    private static String usual(List<String> names, ConfusionMatrix answers) {
        int largest = answers.largest();
        return 2L * answers.classes() * answers.of(largest) < 3 * answers.total()
                ? ""
                : " "
                        + Texts.of(
                                "Always saying “{0}” would be right for {1}.",
                                names.get(largest), NumberFormat.grouped(answers.of(largest)));
    }
}
