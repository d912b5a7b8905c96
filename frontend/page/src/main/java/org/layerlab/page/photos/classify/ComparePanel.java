package org.layerlab.page.photos.classify;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Options;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.files.ShownPhoto;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.message.WorkerLink;
import org.layerlab.page.parts.PhotoQuestion;
import org.layerlab.page.parts.VerdictPanel;
import org.layerlab.page.parts.VerdictText;
import org.layerlab.page.photos.ModelList;
import org.layerlab.page.settings.CardText;

/** What another network says of the same photo. Its worker is started when one is chosen. */
final class ComparePanel implements PhotoMessages.Listener {
    private final Status status;
    private final Asker network;
    private final PhotoQuestion question;
    private @Nullable WorkerLink worker;
    private @Nullable Calibration calibration;
    private @Nullable ShownPhoto photo;
    private PhotoPreparation preparation = PhotoPreparation.TUTORIAL;
    private String chosen = "";
    /** The network that the worker was sent last. */
    private String sent = "";
    /** How many of those that it was sent it has not answered for. */
    private int unanswered;

    private boolean ready;

    ComparePanel(Status status) {
        this.status = status;
        network = new Asker(status::say);
        question = new PhotoQuestion(network);
        Dom.on(
                "compare-select",
                "change",
                event -> choose(Dom.select("compare-select").getValue()));
    }

    /** Offers these models. */
    void list(ModelList list) {
        list.models()
                .forEach((id, model) ->
                        Dom.byId("compare-select").appendChild(Options.option(id, CardText.name(model, id))));
    }

    private void choose(String id) {
        chosen = id;
        ready = false;
        clear();
        if (id.isEmpty()) {
            return;
        }
        Http.getBytes(
                "/api/models/" + id + "/parameters.safetensors",
                (received, total) -> {},
                status::waiting,
                bytes -> {
                    status.arrived();
                    if (id.equals(chosen)) {
                        WorkerLink link = worker;
                        if (link == null || link.isDead()) {
                            link = PhotoMessages.start(this);
                            worker = link;
                            network.turnTo(link);
                            unanswered = 0;
                        }
                        sent = id;
                        unanswered++;
                        link.send(RunMessages.open(bytes));
                    }
                },
                status::say);
    }

    /** Another photo is judged; null when there is none any more. */
    void photo(@Nullable ShownPhoto next) {
        photo = next;
        clear();
        ask();
    }

    /** Shows nothing; an answer that is still on its way is of another network or photo. */
    private void clear() {
        question.forget();
        show("", "", "");
    }

    private void ask() {
        ShownPhoto shown = photo;
        PhotoPreparation how = preparation;
        if (ready && shown != null && !chosen.isEmpty()) {
            shown.prepare(
                    how,
                    seen -> {
                        // While it was read, another photo or another network may have come.
                        if (ready && photo == shown && how.equals(preparation)) {
                            question.ask(
                                    seen,
                                    verdict -> show(
                                            VerdictPanel.verdict(calibration, verdict),
                                            VerdictText.figure(calibration, verdict.getDog(), verdict.getFound()),
                                            String.valueOf(verdict.getDog())));
                        }
                    },
                    status::say);
        }
    }

    @Override
    public void ready(RunMessages.Ready opened) {
        unanswered--;
        // Another network may have been chosen since this one was sent.
        if (unanswered > 0 || !sent.equals(chosen)) {
            return;
        }
        try {
            ModelCard card = ModelCard.parse(opened.getCard());
            calibration = card.calibration().orElse(null);
            preparation = card.preparation().plain();
        } catch (ParameterFileException e) {
            calibration = null;
        }
        ready = true;
        ask();
    }

    private static void show(String verdict, String figure, String dog) {
        Dom.show("compare", !verdict.isEmpty());
        Dom.text("compare-verdict", Texts.said(verdict));
        Dom.byId("compare-verdict").setAttribute("data-value", verdict);
        Dom.text("compare-probability", figure);
        Dom.byId("compare-probability").setAttribute("data-value", dog);
    }

    @Override
    public void failed(String why) {
        unanswered--;
        status.say(why);
    }
}
