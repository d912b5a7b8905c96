package org.layerlab.page.photos.classify;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Download;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.NetworkMessages;
import org.layerlab.page.parts.Thumbs;
import org.layerlab.page.parts.VerdictPanel;
import org.layerlab.page.parts.VerdictText;
import org.layerlab.page.photos.PhotoWorker;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.file.File;

/**
 * Many photos at once, instead of one: a grid with a verdict each, and the same as CSV. What cannot be judged is named
 * and skipped.
 */
final class ManyPhotos {
    private static final int MOST = 10_000;

    /** Takes a photo to judge by itself. */
    interface Chosen {
        void chosen(byte[] bgr);
    }

    private final Chosen chosen;
    /** A file that cannot be judged is named in its row, so there is nothing else to say. */
    private final Asker judge = new Asker(why -> {});

    private ManyVerdicts verdicts = new ManyVerdicts();
    private @Nullable JSArray<File> files;

    ManyPhotos(Chosen chosen) {
        this.chosen = chosen;
        Dom.on("csv", "click", event -> Download.text("verdicts.csv", "text/csv", verdicts.csv()));
        Dom.on("many-close", "click", event -> {
            judge.forget(NetworkMessages.JUDGE);
            files = null;
            forget();
            show(false);
        });
    }

    /**
     * Takes these photos.
     *
     * @param worker judges one after the other
     * @param ready whether it has a network; else the photos wait until {@link #judge}
     */
    void take(JSArray<File> many, PhotoWorker worker, boolean ready) {
        files = many;
        show(true);
        begin(many, worker, ready);
        Dom.scrollTo(Dom.byId("many"));
    }

    /** The worker has a network, the first or another: it judges all photos that are there, from the beginning. */
    void judge(PhotoWorker worker) {
        JSArray<File> many = files;
        if (many != null) {
            begin(many, worker, true);
        }
    }

    private void begin(JSArray<File> many, PhotoWorker worker, boolean ready) {
        // Nothing more is heard of what the network before was asked.
        judge.turnTo(worker.link());
        forget();
        Dom.enable("csv", false);
        if (many.getLength() > MOST) {
            Dom.text("many-note", Texts.of("At most {0} photos can be judged at once.", NumberFormat.grouped(MOST)));
            return;
        }
        Dom.text("many-note", ready ? "" : Texts.of("Waiting for the network …"));
        tell();
        if (ready) {
            judgeNext(many, 0, worker);
        }
    }

    /** Thousands of photos take hundreds of megabytes. */
    private void forget() {
        verdicts = new ManyVerdicts();
        Dom.byId("many-rows").clear();
    }

    private static void show(boolean many) {
        Dom.show("many", many);
        Dom.show("photo-card", !many);
    }

    /** Asks for one file after the other, so that the worker comes to other things in between. */
    private void judgeNext(JSArray<File> many, int index, PhotoWorker worker) {
        if (index == many.getLength()) {
            return;
        }
        String name = many.get(index).getName();
        judge.ask(
                NetworkMessages.judge(many.get(index)),
                judged -> {
                    add(judged(name, judged, worker.calibration()));
                    judgeNext(many, index + 1, worker);
                },
                why -> {
                    add(refused(name, Texts.said(why)));
                    judgeNext(many, index + 1, worker);
                });
    }

    private void add(HTMLElement row) {
        Dom.byId("many-rows").appendChild(row);
        tell();
    }

    private HTMLElement refused(String name, String why) {
        verdicts.refuse(name, why);
        return row("refused", "–", name, why);
    }

    private HTMLElement judged(String name, NetworkMessages.Judged judged, @Nullable Calibration calibration) {
        byte[] photo = judged.getBytes().copyToJavaArray();
        double dog = judged.getDog();
        String verdict = VerdictPanel.verdict(calibration, judged);
        double calibrated = calibration == null ? Double.NaN : calibration.calibrated(dog);
        String same = verdicts.add(name, photo, verdict, dog, calibrated);
        HTMLElement row = row(
                verdict,
                Texts.said(verdict) + " · " + VerdictText.figure(calibration, dog, judged.getFound()),
                name,
                same.isEmpty() ? name : name + ": " + same);
        row.setAttribute("data-dog", NumberFormat.decimals(dog, 4));
        row.querySelector(".many-picture")
                .appendChild(Thumbs.button(
                        photo, dog > 0.5 ? 1 : 0, Texts.of("Classify {0}", name), () -> chosen.chosen(photo)));
        return row;
    }

    private static HTMLElement row(String verdict, String says, String name, String text) {
        HTMLElement row = Dom.copyOf("many-template");
        row.setAttribute("data-verdict", verdict);
        Dom.setText(row.querySelector(".many-says"), says);
        row.setAttribute("data-name", name);
        Dom.setText(row.querySelector(".many-name"), text);
        return row;
    }

    private void tell() {
        JSArray<File> many = files;
        int all = many == null ? 0 : many.getLength();
        Dom.text(
                "many-count",
                Texts.of("{0} of {1}", NumberFormat.grouped(verdicts.judged()), NumberFormat.grouped(all)));
        if (verdicts.size() < all) {
            return;
        }
        Dom.enable("csv", true);
        Dom.text("many-note", verdicts.summary());
    }
}
