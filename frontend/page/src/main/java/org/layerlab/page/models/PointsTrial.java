package org.layerlab.page.models;

import com.eclipsesource.json.JsonObject;
import java.util.List;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.parts.BoundaryCanvas;
import org.layerlab.page.parts.ClassColors;
import org.layerlab.page.parts.Origin;
import org.layerlab.page.settings.CardSettings;
import org.layerlab.page.settings.CardText;
import org.layerlab.page.settings.PlayRows;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.settings.Recipe;
import org.layerlab.page.settings.RunCourse;

/** A network on points at work: its decision boundary over the points it learned from. */
final class PointsTrial {
    private static final double[] NONE = {};

    private final String id;
    private final BoundaryCanvas plane = new BoundaryCanvas("boundary");
    /** Whether the card tells which points it learned from; where it does not, none are shown. */
    private final boolean pointsTold;

    /** The plot of the model of that id. */
    PointsTrial(String id, JsonObject card) {
        this.id = id;
        pointsTold = CardText.object(card, "dataset").get("id") != null;
        Dom.show("model-points", true);
    }

    /**
     * Why the run of a card cannot be repeated; empty where it can.
     *
     * @param card as the server gives it
     */
    static String gap(String card) {
        try {
            return Recipe.gap(ModelCard.parse(card));
        } catch (ParameterFileException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** What a fork of a card's run goes without, in a sentence; empty where it takes all over. */
    static String lost(String card) {
        try {
            List<String> lost = CardSettings.lost(ModelCard.parse(card));
            return lost.isEmpty()
                    ? ""
                    : Texts.of("A fork starts without {0}: the playground cannot set this.", String.join(", ", lost));
        } catch (ParameterFileException e) {
            return "";
        }
    }

    /** The run that forks a card's: its settings with the next seed, changed as it was. */
    static RunCourse fork(String card, PlaySettings settings) {
        PlaySettings next = settings.with(PlayRows.SEED, settings.nextSeed());
        try {
            return RunCourse.of(ModelCard.parse(card), next);
        } catch (ParameterFileException e) {
            return new RunCourse(next);
        }
    }

    /** The worker has the network: shows its points, and what can be done with it. */
    void ready(RunMessages.Ready ready) {
        PlaySettings.Parsed parsed = PlaySettings.parse(ready.getSettings());
        PlaySettings settings = parsed.settings();
        plane.points(
                ready.getWindow().copyToJavaArray(),
                settings.classes(),
                pointsTold ? ready.getTrainX().copyToJavaArray() : NONE,
                pointsTold ? ready.getTrainY().copyToJavaArray() : NONE,
                pointsTold ? ready.getTestX().copyToJavaArray() : NONE,
                pointsTold ? ready.getTestY().copyToJavaArray() : NONE);
        NextPage.offer("continue", "/", Origin.continues(id));
        Dom.show("points-untold", !pointsTold);
        if (pointsTold) {
            RunCourse fork = fork(ready.getCard(), settings);
            String whole = fork.fragment();
            String link = whole.isEmpty() ? fork.first().fragment() : whole;
            NextPage.offer("fork", "/", link + "&" + Origin.forks(id));
            String unchanged =
                    whole.isEmpty() ? Texts.of("A fork starts without the changes made during the run.") : "";
            String note = (CardSettings.unfit(parsed) + " " + lost(ready.getCard()) + " " + unchanged).trim();
            Dom.text("fork-note", note);
            Dom.show("fork-note", !note.isEmpty());
            ClassColors.explain(
                    settings.dataset(), settings.classes(), settings.points().names());
        }
    }

    /** Paints what the network says of the plane. */
    void snapshot(RunMessages.Snapshot snapshot) {
        if (snapshot.getBoundary() != null) {
            plane.surface(snapshot.getBoundary());
        }
    }
}
