package org.layerlab.page.photos.train;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPath;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Options;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.photos.DataSetInfo;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.dom.html.HTMLElement;

/** Which photos are learned from, measured and looked through: a data set of the server, or a person's own. */
final class DataSetChoice {
    private final PhotoTraining training;
    private final Gallery gallery;
    private @Nullable DataSetInfo shown;

    DataSetChoice(PhotoTraining training, Gallery gallery) {
        this.training = training;
        this.gallery = gallery;
        Dom.on("train-dataset", "change", event -> choose());
    }

    /** Whether files say by their names what they show: whether one of them is a zip, a cat, a dog or of a breed. */
    static boolean areLabeled(JSArray<JSString> paths) {
        for (int i = 0; i < paths.getLength(); i++) {
            String path = paths.get(i).stringValue();
            if (path.toLowerCase(Locale.ROOT).endsWith(".zip")
                    || PhotoPath.label(path) != PhotoPath.NONE
                    || PhotoPath.breed(path) != PhotoPath.NONE) {
                return true;
            }
        }
        return false;
    }

    /** The data set that is chosen, or null. */
    @Nullable
    DataSetInfo shown() {
        return shown;
    }

    /** Lists the data sets of the server, and chooses the one that was chosen before a reload, or the preferred one. */
    void list(List<DataSetInfo> all) {
        HTMLElement select = Dom.byId("train-dataset");
        select.clear();
        DataSetInfo chosen = DataSetInfo.preferred(all);
        for (DataSetInfo info : all) {
            training.add(info);
            select.appendChild(Options.option(info.id(), info.label()));
            chosen = info.id().equals(training.leftDataSet()) ? info : chosen;
        }
        Dom.select("train-dataset").setValue(chosen == null ? "" : chosen.id());
        choose();
        select(training.source());
    }

    /** Adds a person's own photos, which replace earlier ones, and chooses them. */
    void add(DataSetInfo info) {
        HTMLElement select = Dom.byId("train-dataset");
        HTMLElement old = option(info.id());
        if (old != null) {
            old.delete();
        }
        select.appendChild(Options.option(info.id(), info.label()));
        Dom.select("train-dataset").setValue(info.id());
        choose();
    }

    /** Chooses the data set of that id where there is one. */
    void select(String id) {
        if (option(id) != null) {
            Dom.select("train-dataset").setValue(id);
            choose();
        }
    }

    private static @Nullable HTMLElement option(String id) {
        for (HTMLElement option : Dom.all("#train-dataset option")) {
            if (id.equals(option.getAttribute("value"))) {
                return option;
            }
        }
        return null;
    }

    private void choose() {
        DataSetInfo info = training.choose(Dom.select("train-dataset").getValue());
        if (info == null) {
            return;
        }
        shown = info;
        Dom.text("measure", Texts.of("Measure on {0} test photos", NumberFormat.grouped(info.test())));
        Dom.text("near-load", Texts.of("Search {0} training photos", NumberFormat.grouped(info.searched())));
        if (info.isOwn()) {
            training.shelve(info);
        } else {
            gallery.show(info);
        }
    }
}
