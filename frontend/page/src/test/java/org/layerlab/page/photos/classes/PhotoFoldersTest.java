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
    void whatIsNoPhotoMakesNoClass() {
        assertEquals(
                Map.of(),
                PhotoFolders.of(List.of(
                        "cats/.DS_Store", "cats/._1.jpg", "cats/Thumbs.db", "jpg", "cats/jpg.txt", "", "cats/")));
    }

    @Test
    void aNameIsCutWhereTheFormCutsIt() {
        assertEquals(Map.of("n".repeat(40), List.of(0)), PhotoFolders.of(List.of("n".repeat(41) + "/1.jpg")));
    }
}
