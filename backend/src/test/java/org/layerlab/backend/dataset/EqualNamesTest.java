package org.layerlab.backend.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos with the name of another one. */
final class EqualNamesTest {
    @TempDir
    Path temp;

    private static List<String> names(DataSet dataSet, Split split) {
        return dataSet.items(split).stream().map(Item::name).toList();
    }

    private Path copy(Path folder, String from, String to) throws Exception {
        Files.createDirectories(folder.resolve(to).getParent());
        return Files.copy(folder.resolve(from), folder.resolve(to));
    }

    @Test
    void otherPhotosGetANumberAndTheSamePhotoIsLeftOut() throws Exception {
        String[] paths = {
            "cats/persian/0.png",
            "cats/siamese/0.png",
            "cats/siamese/10.png",
            "cats/zfolder_of_long_name/0.png",
            "dogs/beagle/0.png",
            "dogs/poodle/0.png"
        };
        Path folder = TestFiles.folder(temp.resolve("pets"), paths);
        copy(folder, "cats/siamese/0.png", "cats/siamese copy/0.png");
        copy(folder, "dogs/beagle/0.png", "dogs/puppies/0.png");
        Path zip = TestFiles.zip(temp.resolve("pets.zip"), paths);
        List<String> expected =
                List.of("cat.0-2.png", "cat.0-3.png", "cat.0.png", "cat.10.png", "dog.0-2.png", "dog.0.png");
        try (DataSet pets = DataSets.open("pets", folder, 0, 1);
                DataSet zipped = DataSets.open("pets", zip, 0, 1)) {
            assertEquals(expected, names(pets, Split.TRAIN));
            assertEquals(expected, names(zipped, Split.TRAIN));
            assertEquals(new LeftOut(0, 0, 2, 0), pets.leftOut());
            assertEquals(LeftOut.NOTHING, zipped.leftOut());
            assertEquals(
                    "cats/siamese/0.png", new String(pets.bytes(Split.TRAIN, "cat.0-2.png"), StandardCharsets.UTF_8));
            assertEquals(
                    new Item("dog.0-2.png", 1),
                    pets.item(Split.TRAIN, "dog.0-2.png").orElseThrow());
        }
    }

    @Test
    void eachSplitHasItsOwnNames() throws Exception {
        Path folder = TestFiles.folder(
                temp.resolve("pets"),
                "train/cats/a/1.png",
                "train/cats/b/1.png",
                "train/dogs/1.png",
                "test/cats/1.png",
                "test/dogs/1.png");
        try (DataSet pets = DataSets.open("pets", folder)) {
            assertEquals(List.of("cat.1-2.png", "cat.1.png", "dog.1.png"), names(pets, Split.TRAIN));
            assertEquals(List.of("cat.1.png", "dog.1.png"), names(pets, Split.TEST));
        }
    }

    /** As uncompressed photos of 64×64 pixels all have. */
    @Test
    void sourcesWhosePhotosHaveEqualNamesAndSizesAreBothUsed() throws Exception {
        Path one = TestFiles.folder(temp.resolve("one"), "a/cat.1.bmp", "a/dog.1.bmp");
        Path two = TestFiles.folder(temp.resolve("two"), "b/cat.1.bmp", "b/dog.1.bmp");
        try (DataSet joined = DataSets.open("pets", List.of(one, two, one), 0, 1)) {
            assertEquals(List.of("cat.1-2.bmp", "cat.1.bmp", "dog.1-2.bmp", "dog.1.bmp"), names(joined, Split.TRAIN));
            assertEquals(new LeftOut(0, 0, 2, 0), joined.leftOut());
            assertEquals("b/cat.1.bmp", new String(joined.bytes(Split.TRAIN, "cat.1-2.bmp"), StandardCharsets.UTF_8));
        }
    }

    @Test
    void picturesOfNeitherDoNotHideOneAnother() throws Exception {
        Path things = TestFiles.folder(temp.resolve("things"), "a/b.png", "a-b.png", "note.txt");
        try (DataSet neither = DataSets.neither("things", things)) {
            assertEquals(2, neither.items(Split.TRAIN).size());
            assertEquals(new LeftOut(1, 0, 0, 0), neither.leftOut());
        }
    }

    @Test
    void aNumberedNameMayBeTakenAndOnlyEqualNamesAndSizesAreRead() {
        UniqueNames names = new UniqueNames();
        UniqueNames.Content unread = () -> {
            throw new AssertionError("is not to be read");
        };
        assertEquals(Optional.of("a.png"), names.add("a.png", 1, unread));
        assertEquals(Optional.of("a-2.png"), names.add("a-2.png", 1, unread));
        assertEquals(Optional.of("a-3.png"), names.add("a.png", 2, unread));
        assertEquals(Optional.of("a-2-2.png"), names.add("a-2.png", 3, unread));
        assertEquals(Optional.of("b.png"), names.add("b.png", 1, () -> new byte[] {1}));
        assertEquals(Optional.empty(), names.add("b.png", 1, () -> new byte[] {1}));
        assertEquals(Optional.of("b-2.png"), names.add("b.png", 1, () -> new byte[] {2}));
        assertEquals(Optional.empty(), names.add("b.png", 1, () -> new byte[] {2}));
        for (String unreadable : List.of("b-3.png", "b-4.png")) {
            assertEquals(Optional.of(unreadable), names.add("b.png", 1, () -> {
                throw new DataSetException("cannot be read");
            }));
        }
    }
}
