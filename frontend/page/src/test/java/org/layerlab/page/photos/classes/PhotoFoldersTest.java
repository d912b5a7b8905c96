package org.layerlab.page.photos.classes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhotoFoldersTest {
    @Test
    void photosBelongToTheFolderThatTheyLieIn() {
        Map<String, List<Integer>> folders = PhotoFolders.of(List.of(
                "set/train/cats/1.jpg", "set/train/dogs/1.PNG", "set/test/cats/2.jpeg", "loose.webp", "birds/a.b.gif"));
        assertEquals(Map.of("cats", List.of(0, 2), "dogs", List.of(1), "", List.of(3), "birds", List.of(4)), folders);
        assertEquals(List.of("cats", "dogs", "", "birds"), new ArrayList<>(folders.keySet()), "in their order");
    }

    @Test
    void partsOfADataSetAreNoClasses() {
        assertEquals(
                Map.of("cats", List.of(0, 2), "dogs", List.of(1, 3)),
                PhotoFolders.of(List.of(
                        "pets/cats/train/1.jpg",
                        "pets/dogs/train/1.jpg",
                        "pets/cats/test/2.jpg",
                        "pets/dogs/val/2.jpg")));
        assertEquals(
                Map.of("train", List.of(0), "test", List.of(1)),
                PhotoFolders.of(List.of("train/1.jpg", "test/1.jpg")),
                "unless there are no others");
        assertEquals(
                Map.of("valid", List.of(0), "invalid", List.of(1)),
                PhotoFolders.of(List.of("tickets/valid/1.jpg", "tickets/invalid/1.jpg")),
                "nor where there is one part alone");
    }

    @Test
    void foldersOfOneNameAreToldApartByThoseAbove() {
        assertEquals(
                Map.of("cats", List.of(0, 2), "dogs", List.of(1)),
                PhotoFolders.of(List.of("cats/images/1.jpg", "dogs/images/1.jpg", "cats/images/2.jpg")));
        assertEquals(
                Map.of("cats", List.of(0, 1)),
                PhotoFolders.of(List.of("cats/1.jpg", "cats/cats/2.jpg")),
                "unless one has none above");
    }

    @Test
    void picturesThatNotEveryBrowserReadsAreLeftToTheBrowser() {
        assertEquals(Map.of("cats", List.of(0, 1)), PhotoFolders.of(List.of("cats/1.HEIC", "cats/2.tiff")));
    }

    @Test
    void whatIsNoPhotoMakesNoClass() {
        assertEquals(
                Map.of(),
                PhotoFolders.of(List.of(
                        "cats/.DS_Store",
                        "cats/._1.jpg",
                        "cats/.thumbnails/1.jpg",
                        "__MACOSX/cats/1.jpg",
                        "pets/__MACOSX/cats/1.jpg",
                        "cats/Thumbs.db",
                        "jpg",
                        "cats/jpg.txt",
                        "",
                        "cats/")));
    }

    @Test
    void aNameIsCutWhereTheFormCutsIt() {
        assertEquals(Map.of("n".repeat(40), List.of(0)), PhotoFolders.of(List.of("n".repeat(41) + "/1.jpg")));
    }
}
