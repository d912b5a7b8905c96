package org.layerlab.page.photos;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.CostChart;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Numbers;
import org.layerlab.page.browser.Status;
import org.layerlab.page.models.SaveDialog;
import org.layerlab.page.worker.Messages;
import org.layerlab.page.worker.WorkerLink;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLSelectElement;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * The photo page. Two workers: one judges photos with the chosen model, one trains. When a training is chosen as the
 * model, the one that trains also judges.
 */
public final class PhotosPage {
    private static final String TRAINED_HERE = "";
    private static final String PHOTOS = "photos";

    private final Status status;
    private final WorkerLink judge = new WorkerLink(new Judge());
    private final WorkerLink trainer = new WorkerLink(new Training());
    private final VerdictPanel verdict;
    private final VerdictPanel trainedVerdict;
    private final CostChart chart = new CostChart("cost-chart");
    private final SaveDialog saveDialog =
            new SaveDialog(this::suggestedName, name -> trainer.send(Messages.save(name)));

    private final List<DataSetInfo> dataSets = new ArrayList<>();
    private @Nullable Gallery gallery;
    private @Nullable PhotoSettings settings;
    private @Nullable ExamplesFile test;
    private boolean running;
    private boolean started;
    private int iterationsPerEpoch = 1;
    private int iterations = 1;

    /** The photo page. */
    public PhotosPage(Status status) {
        this.status = status;
        verdict = new VerdictPanel(status, judge);
        trainedVerdict = verdict;
    }

    /** Loads the models and the data sets. */
    public void start() {
        gallery = new Gallery(status, verdict::take);
    }
}
