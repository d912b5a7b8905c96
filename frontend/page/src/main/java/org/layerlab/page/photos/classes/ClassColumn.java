package org.layerlab.page.photos.classes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.DropZone;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.files.GivenFile;
import org.layerlab.page.files.PhotoFile;
import org.layerlab.page.files.ShownPhoto;
import org.layerlab.page.parts.Thumbs;
import org.teavm.jso.JSBody;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.file.File;
import org.teavm.jso.typedarrays.Int32Array;

/** One class of the user's own: its name and its photos. */
final class ClassColumn {
    /** As many small pictures as a person looks through. */
    private static final int SHOWN = 60;

    /** What the page is told. */
    interface Heard {
        /** Photos or the name are others now. */
        void changed();

        /** Files were dropped on the class, or chosen for it. */
        void came(ClassColumn column, JSArray<File> files, JSArray<JSString> paths);

        /** All photos were removed. */
        void removed();

        /** Files were left out, and why: a sentence for each reason. */
        void refused(List<String> why);

        /** The camera is asked for. */
        void camera(ClassColumn column);

        void removed(ClassColumn column);

        /** What the first class is called that has this photo; empty where none has. */
        String holder(File file, byte[] pixels);

        /** How many more photos there may be. */
        int room();

        /** How the network that the classes start from takes photos, as far as that is known yet. */
        PhotoPreparation preparation();

        /** A photo was taken: keeps it, and gives the number under which it is kept. */
        int keep(File file);

        /** These are not photos of the class any more. */
        void forget(int[] numbers);
    }

    /** A photo and the number under which it is kept. */
    private record Kept(int number, ShownPhoto photo) {}

    private final HTMLElement element = Dom.copyOf("class-template");
    private final List<Kept> photos = new ArrayList<>();
    private final Heard heard;
    /** The photos that were removed since others came. */
    private final List<Kept> removed = new ArrayList<>();
    /** What there is to tell of the files that came last. */
    private final Refusals refused = new Refusals();

    private final List<PhotoReading> readings = new ArrayList<>();

    ClassColumn(String name, Heard heard) {
        this.heard = heard;
        name().setValue(name);
        callGroup();
        Dom.on(name(), "input", event -> {
            callGroup();
            heard.changed();
        });
        DropZone.column(element, (files, paths, folder) -> heard.came(this, files, paths));
        for (String input : new String[] {".class-files", ".class-folder"}) {
            DropZone.bind((HTMLInputElement) part(input), (files, paths, folder) -> heard.came(this, files, paths));
        }
        Dom.on(part(".class-camera"), "click", event -> heard.camera(this));
        Dom.on(part(".class-clear"), "click", event -> empty());
        Dom.on(part(".class-undo"), "click", event -> undoHere());
        Dom.on(part(".class-remove"), "click", event -> {
            empty();
            heard.removed(this);
        });
        show();
    }

    /** Removes all photos, and those that are still being read. */
    private void empty() {
        refused.clear();
        for (PhotoReading reading : readings) {
            reading.removed = true;
            heard.forget(reading.unread());
            reading.numbers = null;
        }
        // Not before: while photos are read, what is told of them stays.
        heard.removed();
        remove(List.copyOf(photos));
    }

    private void remove(List<Kept> some) {
        photos.removeAll(some);
        heard.forget(numbers(some));
        removed.addAll(some);
        show();
        heard.changed();
    }

    /** Takes the keyboard to the photos that are back: beside the button, which goes away, is one that clears them. */
    private void undoHere() {
        boolean byKeys = element.querySelector(".class-undo:focus-visible") != null;
        int before = photos.size();
        undo();
        List<HTMLElement> shown = Dom.all(element, ".class-photo");
        int back = photos.size() - before;
        if (byKeys && back > 0 && !canUndo()) {
            shown.get(Math.max(0, shown.size() - back)).focus();
        }
    }

    /** Brings back the photos that were removed since others came, as far as there is room. */
    void undo() {
        for (Kept kept : removed.subList(0, Math.min(removed.size(), heard.room()))) {
            File file = kept.photo().file();
            photos.add(file == null ? kept : new Kept(heard.keep(file), kept.photo()));
        }
        removed.clear();
        readings.forEach(reading -> reading.removed = false);
        show();
        heard.changed();
    }

    /** Whether there are photos to bring back, now or soon. */
    boolean canUndo() {
        return !removed.isEmpty() || removesWhatIsRead();
    }

    private boolean removesWhatIsRead() {
        for (PhotoReading reading : readings) {
            if (reading.removed) {
                return true;
            }
        }
        return false;
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

    /** Says to those who hear the page which class its buttons belong to. */
    private void callGroup() {
        element.setAttribute("aria-label", title());
    }

    /** Leads to its name, which is asked for first. */
    void focus() {
        name().focus();
    }

    /** What the class is called. */
    String title() {
        return name().getValue().trim();
    }

    /**
     * Whether it has this photo: one of the same pixels, or the same file, since one that came back after a reload may have
     * been prepared for another network.
     */
    boolean holds(File file, byte[] pixels) {
        for (Kept kept : photos) {
            File other = kept.photo().file();
            if ((other != null && areSame(file, other))
                    || Arrays.equals(kept.photo().pixels(), pixels)) {
                return true;
            }
        }
        return false;
    }

    @JSBody(
            params = {"one", "other"},
            script = "return one.name === other.name && one.size === other.size"
                    + " && one.lastModified === other.lastModified;")
    private static native boolean areSame(File one, File other);

    /** How many photos it has. */
    int size() {
        return photos.size();
    }

    /** Adds its photos to the marks by which they are told from others. */
    void mark(ClassMarks marks) {
        marks.begin();
        for (Kept kept : photos) {
            File file = kept.photo().file();
            if (file != null) {
                marks.add(file.getName(), file.getSize());
            }
        }
    }

    /** The photos in the order they came. */
    List<ShownPhoto> photos() {
        List<ShownPhoto> all = new ArrayList<>();
        for (Kept kept : photos) {
            all.add(kept.photo());
        }
        return all;
    }

    /** The numbers under which its photos are kept, in the same order, and then of those that are still being read back. */
    int[] numbers() {
        int[] numbers = numbers(photos);
        for (PhotoReading reading : readings) {
            int[] unread = reading.unread();
            int before = numbers.length;
            numbers = Arrays.copyOf(numbers, before + unread.length);
            System.arraycopy(unread, 0, numbers, before, unread.length);
        }
        return numbers;
    }

    private static int[] numbers(List<Kept> some) {
        int[] numbers = new int[some.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = some.get(i).number();
        }
        return numbers;
    }

    /** Takes a picture of the camera. */
    void take(File file) {
        read(new PhotoReading(List.of(GivenFile.of(file, file.getName())), null, false));
    }

    /** Gives it a name. */
    void call(String name) {
        name().setValue(name);
        callGroup();
    }

    /** Whether it has neither a name nor photos. */
    boolean isUnused() {
        return title().isEmpty() && photos.isEmpty() && !isTaking();
    }

    /** Takes photos one after another; what is not a photo, or there already, is reported and left out. */
    void take(List<GivenFile> files) {
        read(new PhotoReading(files, null, true));
    }

    /** Takes photos that were kept under these numbers. */
    void takeBack(JSArray<File> files, Int32Array numbers) {
        List<GivenFile> kept = new ArrayList<>();
        for (int i = 0; i < files.getLength(); i++) {
            kept.add(GivenFile.of(files.get(i), files.get(i).getName()));
        }
        read(new PhotoReading(kept, numbers.copyToJavaArray(), false));
    }

    /** Whether photos are still being read, apart from those that were removed meanwhile. */
    boolean isTaking() {
        for (PhotoReading reading : readings) {
            if (!reading.removed) {
                return true;
            }
        }
        return false;
    }

    /** Whether some of them are lost if the page is left now. */
    boolean isTakingNew() {
        for (PhotoReading reading : readings) {
            if (reading.isNew()) {
                return true;
            }
        }
        return false;
    }

    private void read(PhotoReading reading) {
        if (readings.isEmpty()) {
            refused.clear();
        }
        if (!removesWhatIsRead()) {
            removed.clear();
        }
        readings.add(reading);
        if (!reading.isFrame()) {
            heard.changed();
        }
        read(reading, 0);
    }

    private void read(PhotoReading reading, int index) {
        if (index == reading.files.size()) {
            readings.remove(reading);
            show();
            heard.changed();
            if (readings.isEmpty()) {
                heard.refused(refused.told());
            }
            return;
        }
        reading.index = index;
        // Undo brings back no more than there is room for.
        if (heard.room() <= (reading.removed ? removed.size() : 0)) {
            refused.noRoom();
            read(reading, reading.files.size());
            return;
        }
        GivenFile given = reading.files.get(index);
        PhotoPreparation how = heard.preparation();
        given.open(
                file -> PhotoFile.read(
                        file,
                        how,
                        bgr -> {
                            arrived(reading, file, ShownPhoto.of(file, bgr, how));
                            read(reading, index + 1);
                        },
                        why -> leftOut(reading, file.getName(), why)),
                why -> leftOut(reading, given.path(), why));
    }

    private void leftOut(PhotoReading reading, String name, String why) {
        if (!reading.removed) {
            refused.add(name, Texts.said(why));
        }
        int following = reading.index + 1;
        // Not at once: of thousands that are refused by their length alone, each would wait on the stack for the next.
        Clock.soon(() -> read(reading, following)).run();
    }

    private void arrived(PhotoReading reading, File file, ShownPhoto photo) {
        if (reading.removed) {
            // The number is of no use any more: who brings the photo back keeps it under another.
            removed.add(new Kept(-1, photo));
            return;
        }
        if (reading.choosy) {
            if (holds(file, photo.pixels())) {
                refused.add(file.getName(), Texts.of("{0} is in this class already", file.getName()));
                return;
            }
            refused.also(file.getName(), heard.holder(file, photo.pixels()));
        }
        int[] numbers = reading.numbers;
        int number = numbers == null ? heard.keep(file) : numbers[reading.index];
        photos.add(new Kept(number, photo));
        Dom.setText(part(".class-count"), NumberFormat.grouped(photos.size()));
    }

    private void show() {
        Dom.setText(part(".class-count"), NumberFormat.grouped(photos.size()));
        part(".class-undo").setHidden(!canUndo());
        HTMLElement strip = part(".strip");
        strip.clear();
        for (int i = Math.max(0, photos.size() - SHOWN); i < photos.size(); i++) {
            Kept kept = photos.get(i);
            HTMLElement button = Dom.copyOf("class-photo-template");
            button.setAttribute("aria-label", Texts.of("Remove photo {0}", i + 1));
            button.appendChild(Thumbs.canvas(kept.photo().pixels()));
            Dom.on(button, "click", event -> remove(List.of(kept)));
            strip.appendChild(button);
        }
    }
}
