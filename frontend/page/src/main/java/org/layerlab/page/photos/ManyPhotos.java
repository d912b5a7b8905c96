package org.layerlab.page.photos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.NetworkMessages;
import org.layerlab.page.parts.Thumbs;
import org.layerlab.page.parts.VerdictPanel;
import org.teavm.jso.JSBody;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.file.File;

/** Many photos at once: a table of verdicts, and the same as CSV. What cannot be judged is named, and the rest goes on. */
final class ManyPhotos {
    private static final int MOST = 10_000;

    /** Takes a photo to judge by itself. */
    interface Chosen {
        void chosen(byte[] bgr);
    }

    /** One line; the probability is NaN where there is a reason for it. */
    private record Row(String name, String verdict, double dog, double calibrated, String why) {}

    private final Chosen chosen;
    private final List<Row> rows = new ArrayList<>();
    private final Map<Integer, List<Seen>> seen = new HashMap<>();
    /** A file that cannot be judged is named in its row, so there is nothing else to say. */
    private final Asker judge = new Asker(why -> {});

    private @Nullable JSArray<File> files;
    private int refused;
    private int twice;

    @SuppressWarnings("ArrayRecordComponent") // pixels
    private record Seen(String name, byte[] pixels) {}

    ManyPhotos(Chosen chosen) {
        this.chosen = chosen;
        Dom.on("csv", "click", event -> download("verdicts.csv", csv()));
        Dom.on("many-close", "click", event -> {
            judge.forget(NetworkMessages.JUDGE);
            Dom.show("many", false);
        });
    }

    /** Begins with these photos; the worker judges one after the other. */
    void take(JSArray<File> many, PhotoWorker worker) {
        files = many;
        judge.turnTo(worker.link());
        rows.clear();
        seen.clear();
        refused = 0;
        twice = 0;
        Dom.byId("many-rows").clear();
        Dom.show("many", true);
        Dom.enable("csv", false);
        if (many.getLength() > MOST) {
            Dom.text("many-note", Texts.of("At most {0} photos are judged at once.", NumberFormat.grouped(MOST)));
            return;
        }
        Dom.text("many-note", "");
        tell();
        judgeNext(many, 0, worker);
        scrollTo(Dom.byId("many"));
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
                    add(refused(name, why));
                    judgeNext(many, index + 1, worker);
                });
    }

    private void add(HTMLElement row) {
        Dom.byId("many-rows").appendChild(row);
        tell();
    }

    private HTMLElement refused(String name, String why) {
        refused++;
        rows.add(new Row(name, "", Double.NaN, Double.NaN, why));
        HTMLElement row = Dom.create("tr");
        cell(row, "–", "");
        cell(row, name, "name");
        HTMLElement reason = cell(row, why, "why");
        reason.setAttribute("colspan", "2");
        row.setAttribute("data-verdict", "refused");
        return row;
    }

    private HTMLElement judged(String name, NetworkMessages.Judged judged, @Nullable Calibration calibration) {
        byte[] photo = judged.getBytes().copyToJavaArray();
        double dog = judged.getDog();
        String verdict = VerdictPanel.verdict(calibration, judged);
        String same = sameAs(name, photo);
        twice += same.isEmpty() ? 0 : 1;
        double calibrated = calibration == null ? Double.NaN : calibration.calibrated(dog);
        rows.add(new Row(name, verdict, dog, calibrated, same));
        HTMLElement row = Dom.create("tr");
        HTMLElement picture = cell(row, "", "");
        picture.appendChild(
                Thumbs.button(photo, dog > 0.5 ? 1 : 0, Texts.of("Judge {0}", name), () -> chosen.chosen(photo)));
        HTMLElement nameCell = cell(row, name, "name");
        if (!same.isEmpty()) {
            HTMLElement note = Dom.create("span");
            note.setAttribute("class", "note");
            Dom.setText(note, " " + same);
            nameCell.appendChild(note);
        }
        cell(row, Texts.said(verdict), "says");
        cell(row, NumberFormat.decimals(dog, 4), "number figure");
        row.setAttribute("data-verdict", verdict);
        return row;
    }

    private String sameAs(String name, byte[] photo) {
        List<Seen> alike = seen.computeIfAbsent(Arrays.hashCode(photo), none -> new ArrayList<>());
        for (Seen other : alike) {
            if (Arrays.equals(other.pixels(), photo)) {
                return Texts.of("the same picture as {0}", other.name());
            }
        }
        alike.add(new Seen(name, photo));
        return "";
    }

    private static HTMLElement cell(HTMLElement row, String text, String kind) {
        HTMLElement cell = Dom.create("td");
        cell.setAttribute("class", kind);
        Dom.setText(cell, text);
        row.appendChild(cell);
        return cell;
    }

    private void tell() {
        JSArray<File> many = files;
        int all = many == null ? 0 : many.getLength();
        Dom.text("many-count", Texts.of("{0} of {1}", NumberFormat.grouped(rows.size()), NumberFormat.grouped(all)));
        if (rows.size() < all) {
            return;
        }
        Dom.enable("csv", true);
        int[] counts = new int[3];
        for (Row row : rows) {
            switch (row.verdict()) {
                case "cat" -> counts[0]++;
                case "dog" -> counts[1]++;
                case "unsure" -> counts[2]++;
                default -> {
                    // Was not judged.
                }
            }
        }
        Dom.text(
                "many-note",
                Texts.of(
                        "{0} cats, {1} dogs, {2} unsure{3}{4}. Choose a picture to see why.",
                        counts[0],
                        counts[1],
                        counts[2],
                        refused == 0 ? "" : Texts.of("; {0} could not be judged, see why below", refused),
                        twice == 0 ? "" : Texts.of("; {0} are there twice", twice)));
    }

    private String csv() {
        StringBuilder csv = new StringBuilder("name,verdict,probability of dog,calibrated,note\r\n");
        for (Row row : rows) {
            csv.append(quoted(row.name()))
                    .append(',')
                    .append(row.verdict())
                    .append(',')
                    .append(number(row.dog()))
                    .append(',')
                    .append(number(row.calibrated()))
                    .append(',')
                    .append(quoted(row.why()))
                    .append("\r\n");
        }
        return csv.toString();
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : NumberFormat.decimals(value, 6);
    }

    /** A name that a spreadsheet would take for a formula gets an apostrophe. */
    private static String quoted(String text) {
        String safe = !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    @JSBody(
            params = {"name", "text"},
            script = "var link = document.createElement('a'); link.download = name;"
                    + "link.href = URL.createObjectURL(new Blob([text], {type: 'text/csv'}));"
                    + "link.click(); setTimeout(function() { URL.revokeObjectURL(link.href); }, 1000);")
    private static native void download(String name, String text);

    @JSBody(params = "element", script = "element.scrollIntoView({block: 'nearest'});")
    private static native void scrollTo(HTMLElement element);
}
