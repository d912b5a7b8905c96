package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.Split;

/** The data sets that are named on the command line. */
class PhotosTest {
    @TempDir
    private Path folder;

    private String photos(String name) throws Exception {
        Path photos = folder.resolve(name);
        for (String file : List.of("train/cat.1.jpg", "train/dog.1.jpg", "test/cat.2.jpg", "test/dog.2.jpg")) {
            Files.createDirectories(photos.resolve(file).getParent());
            Files.writeString(photos.resolve(file), file);
        }
        return photos.toString();
    }

    @Test
    void drawingsAreJoinedForTrainingAlone() throws Exception {
        for (List<String> sources : List.of(List.of(photos("pets"), "drawings"), List.of("drawings", photos("pets")))) {
            try (DataSet joined = Photos.open(sources, 0.1, 1)) {
                assertEquals("pets-and-drawings", joined.id());
                assertEquals(1002, joined.items(Split.TRAIN).size());
                assertEquals(2, joined.items(Split.TEST).size());
            }
        }
    }

    @Test
    void drawingsAloneKeepTheirTestPhotosHoweverOftenTheyAreNamed() throws Exception {
        for (List<String> sources : List.of(List.of("drawings"), List.of("drawings", "drawings"))) {
            try (DataSet drawings = Photos.open(sources, 0.1, 1)) {
                assertEquals("drawings", drawings.id());
                assertEquals(1000, drawings.items(Split.TRAIN).size());
                assertEquals(200, drawings.items(Split.TEST).size());
            }
        }
    }

    @Test
    void aLongNameStaysAnId() throws Exception {
        String id;
        try (DataSet joined = Photos.open(List.of(photos("x".repeat(90)), "drawings"), 0.1, 1)) {
            id = joined.id();
        }
        assertEquals(64, id.length());
        assertTrue(id.endsWith("x-and-drawings"), id);
    }

    @Test
    void aFolderOfThatNameIsAFolder() throws Exception {
        String path = photos("drawings");
        try (DataSet dataSet = Photos.open(List.of(path), 0.1, 1)) {
            assertEquals(2, dataSet.items(Split.TRAIN).size());
        }
    }
}
