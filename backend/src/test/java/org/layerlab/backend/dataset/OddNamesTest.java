package org.layerlab.backend.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.JavaCommand;
import org.layerlab.backend.Main;

/** Files whose names are other bytes than UTF-8, as old archives leave them on Linux. */
class OddNamesTest {
    @TempDir
    Path temp;

    @BeforeEach
    void makePhotos() throws Exception {
        for (String address : List.of("cats/lat%E9.png", "cats/lat%E8.png", "cats/%C3%A9t%C3%A9.png", "dogs/1.png")) {
            Path file;
            try {
                file = Path.of(URI.create(temp.toUri() + address));
                Files.createDirectories(file.getParent());
                Files.write(file, TestFiles.png(0x102030));
            } catch (IOException | IllegalArgumentException e) {
                Assumptions.abort("no such names here: " + e);
            }
        }
    }

    @Test
    void theyAreReadAndShownAsInAnAddress() throws Exception {
        try (DataSet dataSet = DataSets.open("photos", temp, 0, 1)) {
            List<String> names =
                    dataSet.items(Split.TRAIN).stream().map(Item::name).toList();
            assertEquals(List.of("cat.lat%E8.png", "cat.lat%E9.png", "cat.été.png", "dog.1.png"), names);
            for (String name : names) {
                assertTrue(dataSet.bytes(Split.TRAIN, name).length > 50, name);
            }
            assertEquals(LeftOut.NOTHING, dataSet.leftOut());
        }
    }

    @Test
    void theyAreReadInALocaleThatHasNoLettersForThem() throws Exception {
        Path cache = temp.resolve("cache");
        List<String> command = JavaCommand.of(Main.class, "prepare", "--test-fraction", "0");
        command.addAll(List.of("--dataset", temp.toString(), "--cache", cache.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("train: 4 photos"), said);
        assertTrue(Files.exists(cache), said);
    }
}
