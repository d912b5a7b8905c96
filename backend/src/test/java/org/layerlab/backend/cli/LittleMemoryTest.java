package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.JavaCommand;
import org.layerlab.backend.Main;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;

/** Photos that need more memory than Java may use are named, and the next one is judged. */
class LittleMemoryTest {
    @TempDir
    private Path folder;

    private Path photo(String name, int width, int type) throws Exception {
        Path file = folder.resolve(name);
        ImageIO.write(new BufferedImage(width, 1, type), "png", file.toFile());
        return file;
    }

    @Test
    void aWidePhotoLeavesTheOthers() throws Exception {
        Architecture layers = Architecture.relu(12288, 1);
        Path model = folder.resolve("m.safetensors");
        Files.write(
                model,
                new ParameterFile(Initialization.NORMAL.parameters(layers, 1), new CardBuilder(layers).build())
                        .toSafetensors(StorageType.F32));
        // The JDK's reader has no memory for the one, preparing the rows none for the other.
        Path colored = photo("colored.png", 10_000_000, BufferedImage.TYPE_3BYTE_BGR);
        Path gray = photo("gray.png", 30_000_000, BufferedImage.TYPE_BYTE_BINARY);
        Path small = photo("small.png", 10, BufferedImage.TYPE_3BYTE_BGR);
        List<String> command = JavaCommand.of(Main.class);
        command.add(1, "-Xmx64m");
        command.addAll(List.of("predict", "--model"));
        for (Path path : List.of(model, colored, gray, small)) {
            command.add(path.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, process.waitFor(), said);
        assertEquals(
                "layerlab predict: " + colored + " needs more memory to decode than is available\n"
                        + "layerlab predict: " + gray + " needs more memory to decode than is available\n" + small,
                said.substring(0, Math.max(0, said.indexOf('\t'))),
                said);
    }
}
