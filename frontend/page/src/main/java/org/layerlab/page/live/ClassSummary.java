package org.layerlab.page.live;

import java.util.List;
import java.util.function.IntFunction;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.dom.html.HTMLElement;

/** What comes first on a board: the class as a whole. */
final class ClassSummary {
    private final BoardState board;
    private final LessonWords words;
    /** What the bars show, so that they are made again only for other numbers. */
    private String barred = "";

    ClassSummary(BoardState board, LessonWords words) {
        this.board = board;
        this.words = words;
    }

    void show() {
        int all = board.tiles().size();
        Dom.text("joined", String.valueOf(all));
        Dom.text("begun", String.valueOf(board.count(tile -> tile.run().iteration() > 0)));
        Dom.text("reached", String.valueOf(board.count(tile -> tile.run().goal())));
        double[] accuracies = board.accuracies();
        strip(accuracies);
        Dom.text(
                "spread",
                accuracies.length == 0
                        ? Texts.of("No accuracies yet.")
                        : Texts.of(
                                "Lowest {0}, median {1}, highest {2}",
                                Run.percent(accuracies[0]),
                                Run.percent(BoardState.median(accuracies)),
                                Run.percent(accuracies[accuracies.length - 1])));
        boolean isLesson = board.activity().isLesson();
        Dom.show("votes", isLesson);
        if (isLesson) {
            bars(all);
        }
    }

    /** A dot for each pupil, from 0 to 100 %, and a line at the median. */
    private void strip(double[] accuracies) {
        HTMLElement strip = Dom.byId("strip");
        while (strip.getChildren().getLength() > accuracies.length + 1) {
            strip.removeChild(strip.getLastChild());
        }
        while (strip.getChildren().getLength() < accuracies.length + 1) {
            strip.appendChild(Dom.create("i"));
        }
        List<HTMLElement> marks = Dom.all(strip, "i");
        Dom.setStyle(marks.get(0), "--at", accuracies.length == 0 ? "-1" : at(BoardState.median(accuracies)));
        for (int i = 0; i < accuracies.length; i++) {
            Dom.setStyle(marks.get(i + 1), "--at", at(accuracies[i]));
        }
    }

    /** Where a dot is, from 0 to 1. An R² below 0 is at the left end. */
    static String at(double share) {
        return NumberFormat.decimals(Math.max(0, share), 3);
    }

    private void bars(int all) {
        List<BoardState.Votes> predictions = board.predictions();
        List<BoardState.Votes> wrong = board.wrongAnswers();
        String numbers = all + " " + predictions + wrong + words.prediction(1) + words.check(1);
        if (!numbers.equals(barred)) {
            barred = numbers;
            list("predictions", predictions, words::prediction, all);
            list("wrong", wrong, words::check, all);
            Dom.show("predictions-title", !predictions.isEmpty());
            Dom.show("wrong-title", !wrong.isEmpty());
        }
    }

    private static void list(String id, List<BoardState.Votes> votes, IntFunction<String> word, int all) {
        HTMLElement list = Dom.emptied(id);
        for (BoardState.Votes vote : votes) {
            list.appendChild(Dom.copyOf(
                    "bar-template", word.apply(vote.choice()), String.valueOf(vote.count()), String.valueOf(all)));
        }
    }
}
