package org.layerlab.page.photos.classes;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.browser.UnsavedWork;
import org.layerlab.page.message.ClassMessages;
import org.layerlab.page.photos.Camera;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.file.File;
import org.teavm.jso.typedarrays.Int32Array;

/** The classes, a column each, which this browser keeps unless they belong to a network that somebody shared. */
final class ClassColumns {
    private static final int LEAST_CLASSES = 2;
    private static final int MOST_PHOTOS = 4000;

    /** While photos are read, the list is kept this often. */
    private static final double LIST_MS = 1000;

    private final List<ClassColumn> columns = new ArrayList<>();
    private final ClassFolders folders = new ClassFolders(new Folders());
    private final Status status;
    private final Camera camera;
    private final Supplier<PhotoPreparation> preparation;
    private final Runnable changed;
    private boolean keeps;
    private int lastNumber;
    /** Whether photos were added that are not kept. */
    private boolean passing;
    /** Whether it was said that photos cannot be kept. */
    private boolean saidNotKept;
    /** Whether the list is about to be kept. */
    private boolean listDue;

    /** Whether those of the last visit are asked for; those of a network that somebody shared never are. */
    private boolean takesBack;
    /** The classes that were removed with photos to bring back, the last one first. */
    private final Deque<ClassColumn> removed = new ArrayDeque<>();

    /**
     * No classes yet.
     *
     * @param preparation how the network takes photos
     * @param changed runs when there are other classes or photos
     */
    ClassColumns(Status status, Camera camera, Supplier<PhotoPreparation> preparation, Runnable changed) {
        this.status = status;
        this.camera = camera;
        this.preparation = preparation;
        this.changed = changed;
        Dom.on("class-add", "click", event -> {
            add("").focus();
            changed.run();
        });
        Dom.on("class-back", "click", event -> bringBack());
        UnsavedWork.askBefore(() -> ((passing || saidNotKept) && total() > 0) || isTakingNew());
    }

    /** Whether this browser keeps the classes. */
    boolean keeps() {
        return keeps;
    }

    /**
     * Shows the classes of the last visit, or two empty ones; keeps them from now on, unless another tab does or they could
     * not be read.
     *
     * @param done runs once they are there
     */
    void takeBack(Runnable done) {
        takesBack = true;
        KeptClasses.hold(free -> takeBack(free, done));
    }

    private void takeBack(boolean free, Runnable done) {
        KeptClasses.load(
                (name, files, numbers) -> {
                    for (int number : numbers.copyToJavaArray()) {
                        lastNumber = Math.max(lastNumber, number);
                    }
                    add(name).takeBack(files, numbers);
                },
                (damaged, unread, unlisted) -> {
                    while (columns.size() < LEAST_CLASSES) {
                        add("");
                    }
                    changed.run();
                    // What could not be read is still there, and would be overwritten.
                    keeps = free && unread == null;
                    open();
                    forgetAll(unlisted.copyToJavaArray());
                    if (unread != null) {
                        status.say(unread);
                    } else if (!free) {
                        Dom.show("class-elsewhere", true);
                    } else if (damaged) {
                        status.say(Texts.of(
                                "The list of your classes was damaged, so all your photos are now in one class."));
                    }
                    done.run();
                });
    }

    /** Finishes removals that were cut short: whoever removed a photo does not expect this browser to have it still. */
    private void forgetAll(int[] unlisted) {
        if (keeps && unlisted.length > 0) {
            for (int number : unlisted) {
                lastNumber = Math.max(lastNumber, number);
            }
            KeptClasses.remove(Int32Array.copyFromJavaArray(unlisted));
        }
    }

    /** From now on there can be others: before, they would get the numbers of those that are kept. */
    void open() {
        folders.open();
        show();
    }

    private ClassColumn add(String name) {
        return place(new ClassColumn(name, new Listener()));
    }

    private ClassColumn place(ClassColumn column) {
        columns.add(column);
        Dom.byId("class-columns").appendChild(column.element());
        return column;
    }

    /** Shows empty classes of these names where there are no photos yet. */
    void nameAll(List<String> names) {
        if (total() == 0 && !names.isEmpty() && names.size() <= ClassMessages.MOST_CLASSES) {
            columns.forEach(column -> column.element().delete());
            columns.clear();
            names.forEach(this::add);
            changed.run();
        }
        open();
    }

    private void bringBack() {
        ClassColumn column = removed.poll();
        if (column != null) {
            place(column).undo();
        }
    }

    /** How many photos there are. */
    int total() {
        int total = 0;
        for (ClassColumn column : columns) {
            total += column.size();
        }
        return total;
    }

    /** The classes that have photos. */
    List<ClassColumn> filled() {
        List<ClassColumn> filled = new ArrayList<>();
        for (ClassColumn column : columns) {
            if (column.size() > 0) {
                filled.add(column);
            }
        }
        return filled;
    }

    /** What a class is called, by its place where it has no name. */
    String called(ClassColumn column) {
        String title = column.title();
        return title.isEmpty() ? Texts.of("class {0}", columns.indexOf(column) + 1) : title;
    }

    /** Names those that no training will have, for people; empty where all that have a name have photos. */
    String leftOut() {
        List<String> empty = new ArrayList<>();
        for (ClassColumn column : columns) {
            if (column.size() == 0 && !column.isTaking() && !column.title().isEmpty()) {
                empty.add(column.title());
            }
        }
        return empty.isEmpty() ? "" : Texts.of("Left out for lack of photos: {0}.", String.join(", ", empty));
    }

    /** Offers what can be done now, and keeps the names and which photos are whose. */
    void show() {
        keep();
        ClassColumn last = removed.peek();
        Dom.show("class-back", last != null && columns.size() < ClassMessages.MOST_CLASSES);
        Dom.text("class-back", last == null ? "" : Texts.of("Bring “{0}” back", last.title()));
        Dom.enable("class-add", folders.isOpen() && columns.size() < ClassMessages.MOST_CLASSES);
    }

    /** Whether photos are still being read. */
    boolean isTaking() {
        boolean taking = false;
        for (ClassColumn column : columns) {
            taking |= column.isTaking();
        }
        return taking;
    }

    private boolean isTakingNew() {
        boolean taking = false;
        for (ClassColumn column : columns) {
            taking |= column.isTakingNew();
        }
        return taking;
    }

    /** What tells these photos from others, see {@link ClassMarks}. */
    String marks() {
        return marks(columns);
    }

    /** The same of some of the classes. */
    static String marks(List<ClassColumn> some) {
        ClassMarks marks = new ClassMarks();
        some.forEach(column -> column.mark(marks));
        return marks.toString();
    }

    private void keep() {
        if (!keeps) {
            return;
        }
        JsonArray list = new JsonArray();
        for (ClassColumn column : columns) {
            list.add(Json.object().add("name", column.title()).add("photos", Json.array(column.numbers())));
        }
        KeptClasses.list(list.toString());
    }

    /** Keeps the list soon: a photo that it does not name is taken for one that was removed. */
    private void keepSoon() {
        if (!listDue) {
            listDue = true;
            Clock.after(LIST_MS, () -> {
                listDue = false;
                keep();
            });
        }
    }

    private void forgetRefused() {
        if (!isTaking()) {
            Dom.emptied("class-refused");
        }
    }

    /** Says what did not go as expected with the files that came last, a sentence for each reason. */
    private static void tell(List<String> sentences) {
        HTMLElement list = Dom.byId("class-refused");
        for (String sentence : sentences) {
            HTMLElement item = Dom.create("li");
            Dom.setText(item, sentence);
            list.appendChild(item);
        }
    }

    private void notKept(String why) {
        if (!saidNotKept) {
            saidNotKept = true;
            status.say(Texts.of("This browser cannot keep your photos across a reload: {0}.", why));
        }
    }

    /** Takes folders. */
    private final class Folders implements ClassFolders.Classes {
        @Override
        public @Nullable ClassColumn named(String name) {
            ClassColumn free = null;
            for (ClassColumn column : columns) {
                if (column.title().equalsIgnoreCase(name)) {
                    return column;
                }
                if (free == null && column.isUnused()) {
                    free = column;
                }
            }
            if (free != null) {
                free.call(name);
                return free;
            }
            return columns.size() < ClassMessages.MOST_CLASSES ? add(name) : null;
        }

        @Override
        public void begin() {
            forgetRefused();
        }

        @Override
        public void tell(List<String> why) {
            ClassColumns.tell(why);
        }
    }

    /** What the columns tell. */
    private final class Listener implements ClassColumn.Heard {
        @Override
        public void changed() {
            ClassColumns.this.changed.run();
        }

        @Override
        public void came(ClassColumn column, JSArray<File> files, JSArray<JSString> paths) {
            folders.take(column, files, paths);
        }

        @Override
        public void removed() {
            forgetRefused();
        }

        @Override
        public void refused(List<String> why) {
            tell(why);
        }

        @Override
        public void camera(ClassColumn asking) {
            forgetRefused();
            camera.gather(called(asking), file -> asking.take(file));
        }

        @Override
        public void removed(ClassColumn gone) {
            columns.remove(gone);
            gone.element().delete();
            if (gone.canUndo()) {
                removed.push(gone);
            }
            ClassColumns.this.changed.run();
        }

        @Override
        public String holder(File file, byte[] pixels) {
            for (ClassColumn column : columns) {
                if (column.holds(file, pixels)) {
                    return called(column);
                }
            }
            return "";
        }

        @Override
        public int room() {
            return MOST_PHOTOS - total();
        }

        @Override
        public PhotoPreparation preparation() {
            return preparation.get();
        }

        @Override
        public int keep(File file) {
            lastNumber++;
            if (keeps) {
                KeptClasses.put(lastNumber, file, ClassColumns.this::notKept);
                keepSoon();
            } else {
                passing = true;
                Dom.show("class-passing", !takesBack);
            }
            return lastNumber;
        }

        @Override
        public void forget(int[] numbers) {
            if (keeps) {
                KeptClasses.remove(Int32Array.copyFromJavaArray(numbers));
            }
        }
    }
}
