package org.layerlab.page.photos.classify;

import java.util.List;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.Thumbs;
import org.layerlab.page.parts.VerdictPanel;
import org.layerlab.page.photos.DataSetInfo;
import org.teavm.jso.dom.html.HTMLElement;

/** Drawings to try, which the built-in convolutional model judges rightly: some of those that come with LayerLab. */
final class Samples {
    private static final int EACH = 6;

    private final VerdictPanel verdict;

    /** The samples on this page; the one that is chosen is judged. */
    Samples(VerdictPanel verdict) {
        this.verdict = verdict;
    }

    /** Shows them where the server has the drawings among its data sets. */
    void show(List<DataSetInfo> all) {
        boolean there = false;
        for (DataSetInfo info : all) {
            there |= info.id().equals(DataSetInfo.DRAWINGS);
        }
        Dom.show("samples-card", there);
        HTMLElement samples = Dom.emptied("samples");
        for (int i = 0; there && i < EACH; i++) {
            for (int label = 0; label <= 1; label++) {
                samples.appendChild(sample(label, i + 1));
            }
        }
    }

    private HTMLElement sample(int label, int number) {
        HTMLElement button = Dom.copyOf("sample-template");
        // The test drawings of each class are numbered from 501 on.
        String name = Thumbs.name(label) + "." + (500 + number) + ".png";
        String url = "/datasets/" + DataSetInfo.DRAWINGS + "/test/" + name;
        button.setAttribute(
                "aria-label", label == 0 ? Texts.of("Drawn cat {0}", number) : Texts.of("Drawn dog {0}", number));
        button.querySelector("img").setAttribute("src", url);
        Dom.on(button, "click", event -> verdict.take(url, name, () -> {}));
        return button;
    }
}
