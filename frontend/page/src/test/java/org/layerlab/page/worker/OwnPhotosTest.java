package org.layerlab.page.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnPhotosTest {
    @ParameterizedTest
    @CsvSource({
        "cat.1.jpg, 0",
        "dog-7.png, 1",
        "train/dog.12.jpg, 1",
        "cats/img_0042.jpg, 0",
        "pets/dogs/rex/1.jpg, 1",
        "dogs/cat.jpg, 0",
        "../dogs/1.jpg, 1",
        "holiday/beach.jpg, -1",
        "concatenated.jpg, -1",
        "ca, -1"
    })
    void theLastPartOfThePathThatBeginsWithAnAnimalIsTheLabel(String path, int label) {
        assertEquals(label, OwnPhotos.label(path));
    }
}
