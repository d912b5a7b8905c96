package org.layerlab.page.photos.classes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassMarksTest {
    private record Photo(String name, double bytes) {}

    private static final Photo A = new Photo("a.png", 1000);
    private static final Photo B = new Photo("b.png", 1000);
    private static final Photo C = new Photo("c.png", 3_000_000);

    @SafeVarargs
    private static String marks(List<Photo>... classes) {
        ClassMarks marks = new ClassMarks();
        for (List<Photo> photos : classes) {
            marks.begin();
            photos.forEach(photo -> marks.add(photo.name(), photo.bytes()));
        }
        return marks.toString();
    }

    @Test
    void orderAndEmptyClassesDoNotMatter() {
        String marks = marks(List.of(A, B), List.of(C));
        assertEquals(marks, marks(List.of(B, A), List.of(C)));
        assertEquals(marks, marks(List.of(C), List.of(A, B)), "a class that was removed and brought back is the last");
        assertEquals(marks, marks(List.of(A, B), List.of(), List.of(C)));
    }

    @Test
    void aPhotoMoreOrLessOrInAnotherClassMatters() {
        String marks = marks(List.of(A, B), List.of(C));
        assertNotEquals(marks, marks(List.of(A), List.of(C)));
        assertNotEquals(marks, marks(List.of(A), List.of(B, C)));
        assertNotEquals(marks, marks(List.of(A, B, C)));
        assertNotEquals(marks, marks(List.of(A, B), List.of(C), List.of(C)));
        assertNotEquals(marks, marks(List.of(A, B), List.of(new Photo("c.png", 3_000_001))));
    }
}
