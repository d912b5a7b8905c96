package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotoPathTest {
    @ParameterizedTest
    @CsvSource({
        "cat.1.jpg, 0",
        "dog-7.png, 1",
        "DOGS_7.PNG, 1",
        "Cat3.jpg, 0",
        "train/dog.12.jpg, 1",
        "cats/img_0042.jpg, 0",
        "PetImages/Dog/3.jpg, 1",
        "pets/dogs/rex/1.jpg, 1",
        "dogs/cat.jpg, 0",
        "../dogs/1.jpg, 1",
        "cat-dog/Train_data/1.jpg, -1",
        "holiday/beach.jpg, -1",
        "catalogue.jpg, -1",
        "dogma/1.jpg, -1",
        "concatenated.jpg, -1",
        "ca, -1",
        "'', -1"
    })
    void theNameGivesTheLabelElseTheNearestFolder(String path, int label) {
        assertEquals(label, PhotoPath.label(path));
    }

    @ParameterizedTest
    @CsvSource({
        "images/Abyssinian_1.jpg, 0",
        "images/Maine_Coon_12.jpg, 0",
        "american_bulldog_100.jpg, 1",
        "annotations/trimaps/Abyssinian_1.png, -1",
        "IMG_.jpg, -1",
        "_1.jpg, -1",
        "beagle_1, -1",
        "beagle_1., -1",
        "beagle2_1.jpg, -1",
        "beagle.jpg, -1"
    })
    void aBreedWithACapitalLetterIsACat(String path, int label) {
        assertEquals(label, PhotoPath.breed(path));
    }

    @ParameterizedTest
    @CsvSource({
        "Test_data/cat.1.jpg, TEST",
        "cat-dog/TRAIN_DATA/cat.1.jpg, TRAIN",
        "cats_and_dogs_filtered/validation/cats/1.jpg, TEST",
        "train/test/1.jpg, TRAIN",
        "test.jpg, NEITHER",
        "testimony/cat.1.jpg, NEITHER"
    })
    void theOutermostFolderThatNamesAPartIsThePart(String path, PhotoPath.Part part) {
        assertEquals(part, PhotoPath.part(path));
    }
}
