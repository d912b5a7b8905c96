package org.layerlab.page.photos.classes;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.DropZone;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.files.PhotoFile;
import org.layerlab.page.files.ShownPhoto;
import org.layerlab.page.parts.Thumbs;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.file.File;

/** One class of the user's own: its name and its photos. */
final class ClassColumn {
    /** As many small pictures as there is room for. */
    private static final int SHOWN = 12;

    /** What the page is told. */
    interface Heard {
        /** Photos or the name are others now. */
        void changed();

        /** A file was not taken. */
        void refused(String why);

        /** The camera is asked for. */
        void camera(ClassColumn column);

        void removed(ClassColumn column);

        /** How many more photos there may be. */
        int room();

        /** How the network that the classes start from takes photos, as far as that is known yet. */
        PhotoPreparation preparation();
    }

    private final HTMLElement element = Dom.copyOf("class-template");
    private final List<ShownPhoto> photos = new ArrayList<>();
    private final Heard heard;

    ClassColumn(String name, Heard heard) {
        this.heard = heard;
        name().setValue(name);
        Dom.on(name(), "input", event -> heard.changed());
        DropZone.column(element, (files, paths, folder) -> take(files));
        for (String input : new String[] {".class-files", ".class-folder"}) {
            DropZone.bind((HTMLInputElement) part(input), (files, paths, folder) -> take(files));
        }
        Dom.on(part(".class-camera"), "click", event -> heard.camera(this));
        Dom.on(part(".class-clear"), "click", event -> {
            photos.clear();
            show();
            heard.changed();
        });
        Dom.on(part(".class-remove"), "click", event -> heard.removed(this));
        show();
    }

    HTMLElement element() {
        return element;
    }

    private HTMLElement part(String selector) {
        return element.querySelector(selector);
    }

    private HTMLInputElement name() {
        return (HTMLInputElement) part(".class-name");
    }

    /** What the class is called. */
    String title() {
        return name().getValue().trim();
    }

    /** The photos in the order they came; not to be modified. */
    List<ShownPhoto> photos() {
        return photos;
    }

    /** Takes photos one after another; what is no photo is told and left out. */
    void take(JSArray<File> files) {
        take(files, 0);
    }

    private void take(JSArray<File> files, int index) {
        if (index == files.getLength()) {
            show();
            heard.changed();
            return;
        }
        if (heard.room() <= 0) {
            heard.refused(Texts.of("There is no room for more photos; the rest was left out."));
            take(files, files.getLength());
            return;
        }
        File file = files.get(index);
        PhotoPreparation how = heard.preparation();
        PhotoFile.take(
                file,
                how,
                (bgr, bitmap) -> {
                    PhotoFile.close(bitmap);
                    photos.add(ShownPhoto.of(file, bgr, how));
                    Dom.setText(part(".class-count"), NumberFormat.grouped(photos.size()));
                    take(files, index + 1);
                },
                why -> {
                    heard.refused(why);
                    take(files, index + 1);
                });
    }

    private void show() {
        Dom.setText(part(".class-count"), NumberFormat.grouped(photos.size()));
        HTMLElement strip = part(".strip");
        strip.clear();
        for (ShownPhoto photo : photos.subList(Math.max(0, photos.size() - SHOWN), photos.size())) {
            HTMLElement frame = Dom.create("div");
            frame.setAttribute("class", "thumb plain");
            frame.appendChild(Thumbs.canvas(photo.pixels()));
            strip.appendChild(frame);
        }
    }
}
