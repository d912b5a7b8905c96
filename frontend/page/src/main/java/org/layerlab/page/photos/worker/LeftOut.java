package org.layerlab.page.photos.worker;

import java.util.List;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.files.LeftOutFiles;

/** What was left out of the user's own photos, and why. */
final class LeftOut extends LeftOutFiles {
    private final int most;
    private int unlabeled;
    private int tooMany;

    /**
     * Nothing yet.
     *
     * @param most photos that a tab takes
     */
    LeftOut(int most) {
        this.most = most;
    }

    /** Photos whose names say neither cat nor dog. */
    void unlabeled(int photos) {
        unlabeled += photos;
    }

    /** A photo beyond what a tab takes. */
    void tooMany() {
        tooMany++;
    }

    @Override
    public List<String> sentences() {
        List<String> sentences = super.sentences();
        if (unlabeled == 1) {
            sentences.add("1 name says neither cat nor dog.");
        } else if (unlabeled > 1) {
            sentences.add(NumberFormat.grouped(unlabeled) + " names say neither cat nor dog.");
        }
        if (tooMany > 0) {
            sentences.add("A tab takes at most " + NumberFormat.grouped(most) + " photos; "
                    + NumberFormat.grouped(tooMany) + " more were left out.");
        }
        return sentences;
    }

    /** {@link #sentences}, one a line. */
    String lines() {
        return String.join("\n", sentences());
    }
}
