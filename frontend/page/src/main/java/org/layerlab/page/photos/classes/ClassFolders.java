package org.layerlab.page.photos.classes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.DropZone;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.ClassMessages;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.File;

/** Folders of photos that are chosen at once, or dropped beside the classes: each of them becomes a class. */
final class ClassFolders {
    /** The classes that take the photos. */
    interface Classes {
        /** The class of that name, else one that is empty and has none, else a new one; null where there is no room. */
        @Nullable
        ClassColumn named(String name);

        /** Forgets what was said of earlier files. */
        void begin();

        /** Says what was left out, a sentence for each reason. */
        void tell(List<String> why);
    }

    private final Classes classes;
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean isOpen;

    ClassFolders(Classes classes) {
        this.classes = classes;
        DropZone.page(Dom.byId("classes-card"), (files, paths, folder) -> take(null, files, paths));
        DropZone.bind(Dom.input("class-folders"), (files, paths, folder) -> take(null, files, paths));
    }

    /** Whether there can be classes yet. */
    boolean isOpen() {
        return isOpen;
    }

    /** The classes of the last visit are there, or there are none: folders that came before are taken now. */
    void open() {
        isOpen = true;
        waiting.forEach(Runnable::run);
        waiting.clear();
    }

    /**
     * Takes files.
     *
     * @param column where they were dropped or chosen; null beside the classes. One that has neither a name nor photos
     *     leaves several folders to a class each.
     */
    void take(@Nullable ClassColumn column, JSArray<File> files, JSArray<JSString> paths) {
        if (!isOpen) {
            waiting.add(() -> take(column, files, paths));
            return;
        }
        classes.begin();
        List<String> all = PhotoFolders.strings(paths);
        Map<String, List<Integer>> folders = PhotoFolders.of(all);
        if (column == null || (column.isUnused() && folders.size() > 1 && !folders.containsKey(""))) {
            take(files, all, folders);
            return;
        }
        if (column.title().isEmpty()) {
            column.call(PhotoFolders.only(folders));
        }
        column.take(files);
    }

    private void take(JSArray<File> files, List<String> paths, Map<String, List<Integer>> folders) {
        List<String> told = new ArrayList<>();
        List<String> full = new ArrayList<>();
        for (Map.Entry<String, List<Integer>> folder : folders.entrySet()) {
            ClassColumn column = folder.getKey().isEmpty() ? null : classes.named(folder.getKey());
            if (column != null) {
                JSArray<File> photos = new JSArray<>();
                folder.getValue().forEach(i -> photos.push(files.get(i)));
                column.take(photos);
            } else if (folder.getKey().isEmpty()) {
                told.add(
                        Texts.of(
                                "Drop photos on the class they belong to, or choose them there. A folder of photos becomes a class."));
            } else {
                full.add(folder.getKey());
            }
        }
        String zip = zip(paths);
        if (!zip.isEmpty()) {
            told.add(Texts.of("Unpack {0} first, and then add its folders: each becomes a class.", zip));
        }
        if (!full.isEmpty()) {
            told.add(Texts.of(
                    "There can be at most {0} classes. These folders were left out: {1}.",
                    ClassMessages.MOST_CLASSES, String.join(", ", full)));
        }
        if (told.isEmpty() && folders.isEmpty()) {
            told.add(Texts.of("There are no photos among these files."));
        }
        classes.tell(told);
    }

    /** The first zip; empty where there is none. */
    private static String zip(List<String> paths) {
        for (String path : paths) {
            if (path.toLowerCase(Locale.ROOT).endsWith(".zip")) {
                return path;
            }
        }
        return "";
    }
}
