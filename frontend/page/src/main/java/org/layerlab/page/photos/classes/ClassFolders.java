package org.layerlab.page.photos.classes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.DropZone;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.files.GivenFile;
import org.layerlab.page.files.LeftOutFiles;
import org.layerlab.page.message.ClassMessages;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.File;

/**
 * Folders of photos that are chosen at once, or dropped beside the classes: each of them becomes a class. A zip is a
 * folder, too.
 */
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
        for (String input : new String[] {"class-folders", "class-zip"}) {
            DropZone.bind(Dom.input(input), (files, paths, folder) -> take(null, files, paths));
        }
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
        LeftOutFiles leftOut = new LeftOutFiles();
        GivenFile.list(files, paths, leftOut, given -> {
            List<String> told = new ArrayList<>();
            leftOut.sentences().forEach(sentence -> told.add(Texts.said(sentence)));
            take(column, given, told);
            classes.tell(told);
        });
    }

    private void take(@Nullable ClassColumn column, List<GivenFile> files, List<String> told) {
        Map<String, List<Integer>> folders = PhotoFolders.of(PhotoFolders.paths(files));
        if (column == null || (column.isUnused() && folders.size() > 1 && !folders.containsKey(""))) {
            take(files, folders, told);
            return;
        }
        if (column.title().isEmpty()) {
            column.call(PhotoFolders.only(folders));
        }
        List<GivenFile> shown = new ArrayList<>();
        for (GivenFile file : files) {
            if (!PhotoFolders.isHidden(file.path())) {
                shown.add(file);
            }
        }
        if (shown.isEmpty() && told.isEmpty()) {
            told.add(noPhotos());
        }
        column.take(shown);
    }

    private void take(List<GivenFile> files, Map<String, List<Integer>> folders, List<String> told) {
        List<String> full = new ArrayList<>();
        for (Map.Entry<String, List<Integer>> folder : folders.entrySet()) {
            ClassColumn column = folder.getKey().isEmpty() ? null : classes.named(folder.getKey());
            if (column != null) {
                List<GivenFile> photos = new ArrayList<>();
                folder.getValue().forEach(i -> photos.add(files.get(i)));
                column.take(photos);
            } else if (folder.getKey().isEmpty()) {
                told.add(
                        Texts.of(
                                "Drop photos on the class they belong to, or choose them there. A folder of photos becomes a class."));
            } else {
                full.add(folder.getKey());
            }
        }
        if (!full.isEmpty()) {
            told.add(Texts.of(
                    "There can be at most {0} classes. These folders were left out: {1}.",
                    ClassMessages.MOST_CLASSES, String.join(", ", full)));
        }
        if (told.isEmpty() && folders.isEmpty()) {
            told.add(noPhotos());
        }
    }

    private static String noPhotos() {
        return Texts.of("There are no photos among these files.");
    }
}
