package org.layerlab.page.play;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.PointsCsv;
import org.layerlab.page.browser.Dialogs;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.DropZone;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.file.File;

/** Points from a table: written in the dialog, pasted, or from a file that is chosen or dropped on the plane. */
final class PointImport {
    private static final int MOST_BYTES = 2_000_000;

    private final Status status;
    private final BooleanSupplier on;
    private final BooleanSupplier allowed;
    private final Consumer<CustomPoints> taken;

    @JSFunctor
    private interface Read extends JSObject {
        void read(String text);
    }

    @JSFunctor
    private interface Failed extends JSObject {
        void failed();
    }

    /**
     * The dialog, the paste and the drop.
     *
     * @param on whether points of the user's own are shown now
     * @param allowed whether they may be others; says so where not
     * @param taken takes the points of a table
     */
    PointImport(Status status, BooleanSupplier on, BooleanSupplier allowed, Consumer<CustomPoints> taken) {
        this.status = status;
        this.on = on;
        this.allowed = allowed;
        this.taken = taken;
        Dom.on("csv-open", "click", event -> {
            Dom.show("csv-error", false);
            Dialogs.open(Dom.byId("csv-dialog"));
        });
        Dom.on("csv-form", "submit", event -> {
            event.preventDefault();
            table(Dom.input("csv-text").getValue(), null);
        });
        DropZone.bind(Dom.byId("boundary-frame"), Dom.input("csv-file"), (files, paths, folder) -> file(files.get(0)));
        onPastedText(this::pasted);
    }

    private void file(File file) {
        if (file.getType().startsWith("image/")) {
            status.say(
                    Texts.of("{0} is a picture, not a table of points. Drop it on Photos → Classify.", file.getName()));
            return;
        }
        if (file.getSize() > MOST_BYTES) {
            status.say(Texts.of(
                    "This file has {0} bytes; a table of points has at most {1}.",
                    NumberFormat.grouped((long) file.getSize()), NumberFormat.grouped(MOST_BYTES)));
            return;
        }
        readText(file, text -> table(text, file), () -> status.say(Texts.of("{0} could not be read.", file.getName())));
    }

    private void pasted(String text) {
        try {
            PointsCsv.parse(text);
        } catch (IllegalArgumentException e) {
            if (!on.getAsBoolean()) {
                // Whatever it is, it was not meant for the plane.
                return;
            }
        }
        table(text, null);
    }

    /** Takes the table in a text; what a file has that is not text is never shown. */
    private void table(String text, @Nullable File file) {
        boolean inDialog = Dom.byId("csv-dialog").hasAttribute("open");
        try {
            PointsCsv csv = PointsCsv.parse(text);
            if (inDialog) {
                Dialogs.close(Dom.byId("csv-dialog"));
                Dom.input("csv-text").setValue("");
            }
            status.clear();
            if (!allowed.getAsBoolean()) {
                return;
            }
            taken.accept(csv.points());
            if (!csv.note().isEmpty()) {
                status.note(csv.note());
            }
        } catch (IllegalArgumentException e) {
            String why = file != null && !isText(text)
                    ? Texts.of(
                            "{0} is not a table of points: it is not UTF-8 text. Save a spreadsheet as CSV.",
                            file.getName())
                    : Texts.of("This table cannot be read: {0}.", Texts.said(e.getMessage()));
            if (inDialog) {
                Dom.text("csv-error", why);
                Dom.show("csv-error", true);
            } else {
                status.say(why);
            }
        }
    }

    @JSBody(params = "text", script = "return !/[\\0-\\x08\\x0e-\\x1f]/.test(text);")
    private static native boolean isText(String text);

    @JSBody(
            params = "read",
            script = "document.addEventListener('paste', function(event) {"
                    + "  var text = event.clipboardData && event.clipboardData.getData('text');"
                    + "  if (text && !event.target.closest('input,textarea,select,dialog')) { read(text); } });")
    private static native void onPastedText(Read read);

    @JSBody(
            params = {"file", "read", "failed"},
            script = "file.text().then(function(text) { read(text); }, function() { failed(); });")
    private static native void readText(File file, Read read, Failed failed);
}
