package org.layerlab.page.files;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.page.browser.NumberFormat;

/** Which of the files that a person gave could not be taken, and why. */
public class LeftOutFiles {
    private int broken;
    private String firstBroken = "";
    private int twice;

    /**
     * A file that could not be read.
     *
     * @param why names it
     */
    public final void broken(String why) {
        if (broken == 0) {
            firstBroken = why;
        }
        broken++;
    }

    /** A name that a zip has twice. */
    public final void twice() {
        twice++;
    }

    /** In English, a whole sentence each, so that a page can translate it; none where nothing was left out. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (broken == 1) {
            sentences.add("1 file was left out: " + (firstBroken.endsWith(".") ? firstBroken : firstBroken + "."));
        } else if (broken > 1) {
            sentences.add(NumberFormat.grouped(broken) + " files were left out: " + firstBroken + " …");
        }
        if (twice == 1) {
            sentences.add("1 name is in the zip twice; the first file was taken.");
        } else if (twice > 1) {
            sentences.add(
                    NumberFormat.grouped(twice) + " names are in the zip twice; the first file of each was taken.");
        }
        return sentences;
    }
}
