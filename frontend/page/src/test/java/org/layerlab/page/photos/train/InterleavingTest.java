package org.layerlab.page.photos.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterleavingTest {
    private static final int PER_PAGE = 40;

    private static List<String> names(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + i).toList();
    }

    /** What a server gives from there on. */
    private static List<String> from(List<String> all, int offset) {
        return all.subList(offset, Math.min(offset + PER_PAGE, all.size()));
    }

    @ParameterizedTest
    @CsvSource({"100, 15", "15, 100", "50, 50", "41, 40", "40, 41", "0, 90", "90, 0", "0, 0", "1, 0", "3000, 7"})
    void allAreReachedPageByPageAndEachOnce(int cats, int dogs) {
        Interleaving interleaving = new Interleaving(cats, dogs);
        List<String> shown = new ArrayList<>();
        for (int offset = 0; offset < interleaving.total(); offset += PER_PAGE) {
            List<String> page = interleaving.part(
                    offset,
                    PER_PAGE,
                    from(names("cat", cats), interleaving.ofFirst(offset)),
                    from(names("dog", dogs), interleaving.ofSecond(offset)));
            assertEquals(Math.min(PER_PAGE, interleaving.total() - offset), page.size(), "as the range says");
            shown.addAll(page);
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < Math.max(cats, dogs); i++) {
            if (i < cats) {
                all.add("cat" + i);
            }
            if (i < dogs) {
                all.add("dog" + i);
            }
        }
        assertEquals(all, shown);
    }

    @Test
    void whatDoesNotComeIsLeftOut() {
        assertEquals(List.of("cat0", "cat1"), new Interleaving(2, 2).part(0, 4, names("cat", 2), List.of()));
    }
}
