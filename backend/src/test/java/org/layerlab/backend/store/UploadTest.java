package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.layerlab.network.file.Limits;

class UploadTest {
    /** The page and the command line made them. */
    @Test
    void theBuiltInModelsCanBeSaved() throws Exception {
        List<Path> models;
        try (Stream<Path> files = Files.list(Path.of("../static/models"))) {
            models = files.filter(file -> file.toString().endsWith(".safetensors"))
                    .toList();
        }
        assertFalse(models.isEmpty());
        for (Path model : models) {
            Upload upload = Upload.read(Files.readAllBytes(model), Limits.DEFAULT);
            assertEquals("photos", upload.card().kind().orElseThrow().id(), model.toString());
        }
    }
}
