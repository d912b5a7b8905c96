package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;

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

    @Test
    void theSizeOnDiskIsOfTheBytes() throws Exception {
        // 3000 characters, which are three bytes each in UTF-8, in the file and in its JSON.
        Upload latin = described("x".repeat(3000));
        Upload chinese = described("\u7f51".repeat(3000));
        assertEquals(latin.card().toString().length(), chinese.card().toString().length());
        assertEquals(2 * 4096, latin.diskBytes());
        assertEquals(6 * 4096, chinese.diskBytes());
    }

    private static Upload described(String description) throws Exception {
        ParameterFile circles = SampleModels.circles("", 1);
        ModelCard card = new CardBuilder(circles.card().architecture())
                .description(description)
                .build();
        byte[] file = new ParameterFile(circles.parameters(), card).toSafetensors(StorageType.F64);
        return Upload.read(file, Limits.DEFAULT);
    }
}
