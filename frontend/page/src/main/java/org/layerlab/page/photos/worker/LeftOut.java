package org.layerlab.page.photos.worker;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.page.browser.NumberFormat;

/** What was left out of the user's own photos, and why. */
final class LeftOut {
    private final int most;
    private int unlabeled;
    private int twice;
    private int tooMany;
    private int broken;
    private String firstBroken = "";

    /**
     * Nothing yet.
     *
     * @param most photos that a tab takes
     */
    LeftOut(int most) {
        this.most = most;
    }

    /** A file that could not be read. */
    void broken(String why) {
        if (broken == 0) {
            firstBroken = why;
        }
        broken++;
    }

    /** Photos whose names say neither cat nor dog. */
    void unlabeled(int photos) {
        unlabeled += photos;
    }

    /** A name that a zip has twice. */
    void twice() {
        twice++;
    }

    /** A photo beyond what a tab takes. */
    void tooMany() {
        tooMany++;
    }

    /** In English, a whole sentence a line, so that a page can translate each; empty where nothing was left out. */
    String lines() {
        List<String> lines = new ArrayList<>();
        if (broken == 1) {
            lines.add("1 file was left out: " + (firstBroken.endsWith(".") ? firstBroken : firstBroken + "."));
        } else if (broken > 1) {
            lines.add(NumberFormat.grouped(broken) + " files were left out: " + firstBroken + " …");
        }
        if (unlabeled == 1) {
            lines.add("1 name says neither cat nor dog.");
        } else if (unlabeled > 1) {
            lines.add(NumberFormat.grouped(unlabeled) + " names say neither cat nor dog.");
        }
        if (twice == 1) {
            lines.add("1 name is in the zip twice; the first file was taken.");
        } else if (twice > 1) {
            lines.add(NumberFormat.grouped(twice) + " names are in the zip twice; the first file of each was taken.");
        }
        if (tooMany > 0) {
            lines.add("A tab takes at most " + NumberFormat.grouped(most) + " photos; " + NumberFormat.grouped(tooMany)
                    + " more were left out.");
        }
        return String.join("\n", lines);
    }
}
