package org.layerlab.page.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/** A tile for each pupil, and the list of what they handed in, which stays when the class has ended. */
final class Tiles {
    private final BoardState board;
    private final IntConsumer chosen;
    private final Map<Integer, HTMLElement> elements = new HashMap<>();
    private List<HandedIn.One> handed = List.of();

    /**
     * @param chosen hears the pupil whose tile was pressed
     */
    Tiles(BoardState board, IntConsumer chosen) {
        this.board = board;
        this.chosen = chosen;
    }

    /**
     * Shows both.
     *
     * @param origin of models' addresses
     */
    void show(String origin) {
        Dom.show("nobody", board.tiles().isEmpty());
        for (Integer id : List.copyOf(elements.keySet())) {
            if (board.tile(id) == null) {
                elements.remove(id).delete();
            }
        }
        for (Tile tile : board.tiles()) {
            HTMLElement element = elements.get(tile.id());
            if (element == null) {
                element = make(tile.id());
            }
            show(tile, element);
        }
        List<HandedIn.One> now = board.handed().list();
        if (!now.equals(handed)) {
            handed = now;
            Dom.show("handed-card", !now.isEmpty());
            HTMLElement list = Dom.emptied("handed");
            for (HandedIn.One one : now) {
                list.appendChild(Dom.copyOf("handed-template", one.name(), one.model()));
            }
            Dom.text("handed-text", board.handed().lines(origin));
        }
    }

    private HTMLElement make(int id) {
        HTMLElement element = Dom.copyOf("tile-template");
        Dom.on(element, "click", event -> chosen.accept(id));
        elements.put(id, element);
        Dom.byId("tiles").appendChild(element);
        return element;
    }

    private static void show(Tile tile, HTMLElement element) {
        Run run = tile.run();
        element.setAttribute("data-here", String.valueOf(tile.here()));
        element.setAttribute("data-goal", String.valueOf(run.goal()));
        Dom.setText(element.querySelector(".live-name"), tile.name());
        Dom.setText(element.querySelector(".live-figure"), run.iteration() == 0 ? "–" : Run.percent(run.accuracy()));
        Dom.setText(element.querySelector(".live-what"), what(tile));
        Picture.paint((HTMLCanvasElement) element.querySelector("canvas"), run.picture());
    }

    private static String what(Tile tile) {
        Run run = tile.run();
        if (!tile.here()) {
            return Texts.of("away");
        }
        String at = Texts.of("Iteration {0}", NumberFormat.grouped(run.iteration()));
        return run.goal()
                ? Texts.of("{0} · goal", at)
                : run.shape().isEmpty() ? at : Texts.of("{0} · hidden {1}", at, run.layers());
    }
}
