package org.layerlab.backend.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.DataSetException;
import org.layerlab.backend.dataset.DataSets;

/** A data set, in a folder secret-place, whose first photo can no longer be read. */
final class BrokenPets {
    private BrokenPets() {}

    static DataSet in(Path folder) throws IOException, DataSetException {
        Path images = folder.resolve("secret-place").resolve("images");
        for (String split : List.of("Train_data", "Test_data")) {
            Files.createDirectories(images.resolve(split));
            Files.write(images.resolve(split).resolve("cat.0.jpg"), new byte[] {1, 2, 3});
            Files.write(images.resolve(split).resolve("dog.0.jpg"), new byte[] {3, 2, 1});
        }
        DataSet pets = DataSets.open("pets", images);
        Files.delete(images.resolve("Train_data").resolve("cat.0.jpg"));
        Files.createDirectory(images.resolve("Train_data").resolve("cat.0.jpg"));
        return pets;
    }
}
