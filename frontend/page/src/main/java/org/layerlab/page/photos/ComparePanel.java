package org.layerlab.page.photos;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Messages;
import org.layerlab.page.message.WorkerLink;
import org.layerlab.page.parts.VerdictPanel;
import org.teavm.jso.typedarrays.Int8Array;

/** What another network says of the same photo. Its worker is started when one is chosen. */
final class ComparePanel implements WorkerLink.Listener {
    private final Status status;
    private @Nullable WorkerLink worker;
    private @Nullable Calibration calibration;
    private byte @Nullable [] photo;
    private String chosen = "";
    private boolean ready;
    private int asked;

    ComparePanel(Status status) {
        this.status = status;
        Dom.on(
                "compare-select",
                "change",
                event -> choose(Dom.select("compare-select").getValue()));
    }

    private void choose(String id) {
        chosen = id;
        ready = false;
        show("", "");
        if (id.isEmpty()) {
            return;
        }
        Http.getBytes(
                "/api/models/" + id + "/parameters.safetensors",
                (received, total) -> {},
                status::say,
                bytes -> {
                    if (id.equals(chosen)) {
                        WorkerLink link = worker;
                        if (link == null) {
                            link = new WorkerLink(this);
                            worker = link;
                        }
                        link.send(Messages.open(bytes));
                    }
                },
                status::say);
    }

    /** Another photo is judged; null when there is none any more. */
    void photo(byte @Nullable [] next) {
        photo = next;
        show("", "");
        ask();
    }

    private void ask() {
        WorkerLink link = worker;
        byte[] shown = photo;
        if (ready && link != null && shown != null && !chosen.isEmpty()) {
            asked++;
            link.send(Messages.classify(Int8Array.copyFromJavaArray(shown), asked));
        }
    }

    @Override
    public void ready(Messages.Ready opened) {
        try {
            calibration = ModelCard.parse(opened.getCard()).calibration().orElse(null);
        } catch (ParameterFileException e) {
            calibration = null;
        }
        ready = true;
        ask();
    }

    @Override
    public void probability(Messages.Probability answer) {
        if ((int) answer.getNumber() == asked) {
            show(VerdictPanel.verdict(calibration, answer), NumberFormat.decimals(answer.getValue(), 4));
        }
    }

    private static void show(String verdict, String probability) {
        Dom.show("compare", !verdict.isEmpty());
        Dom.text("compare-verdict", Texts.said(verdict));
        Dom.byId("compare-verdict").setAttribute("data-value", verdict);
        Dom.text("compare-probability", probability);
    }

    @Override
    public void failed(String why) {
        status.say(why);
    }
}
