package org.layerlab.backend.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class PackedLessonTest {
    private static final String LETTERS = "abcdefghij klmnop äß漢\ud83d\ude00\n";

    private static String packed(String text, int level) {
        return PackedLessons.of(text.getBytes(StandardCharsets.UTF_8), level);
    }

    private static String text(Random random, int length) {
        int[] letters = LETTERS.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }

    private static String refusal(String packed) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> PackedLesson.unpack(packed))
                .getMessage());
    }

    @Test
    void aTextComesBackHoweverItIsPacked() {
        Random random = new Random();
        for (int i = 0; i < 200; i++) {
            String text = text(random, random.nextInt(1500));
            for (int level : new int[] {Deflater.NO_COMPRESSION, Deflater.BEST_SPEED, Deflater.BEST_COMPRESSION}) {
                String packed = packed(text, level);
                if (packed.length() <= Lesson.LONGEST_PACKED) {
                    assertEquals(text, PackedLesson.unpack(packed));
                }
            }
        }
    }

    @Test
    void aLinkThatLostItsEndIsIncomplete() {
        Random random = new Random();
        String packed = packed(text(random, 900), Deflater.BEST_COMPRESSION);
        assertTrue(packed.length() <= Lesson.LONGEST_PACKED);
        for (int end = 0; end < packed.length(); end++) {
            // The last letter may hold nothing but the deflated text's unused bits.
            String cut = packed.substring(0, end);
            if (end < packed.length() - 2) {
                assertEquals("the link is incomplete or was changed", refusal(cut));
            }
        }
        assertEquals("the link is incomplete or was changed", refusal(packed + packed));
    }

    @Test
    void whateverAStrangerPutsThereIsReadOrRefused() {
        Random random = new Random();
        for (int i = 0; i < 5_000; i++) {
            StringBuilder packed = new StringBuilder(packed(text(random, 300), 1 + random.nextInt(9)));
            for (int change = random.nextInt(4); change >= 0; change--) {
                packed.setCharAt(random.nextInt(packed.length()), (char) random.nextInt(300));
            }
            try {
                PackedLesson.unpack(packed.toString());
            } catch (IllegalArgumentException e) {
                assertTrue(String.valueOf(e.getMessage()).startsWith("the "), e.getMessage());
            }
        }
    }

    @Test
    void aTextOfMillionsOfLettersIsNotUnpacked() {
        String bomb = packed("a".repeat(2_000_000), Deflater.BEST_COMPRESSION);
        assertTrue(bomb.length() < Lesson.LONGEST_PACKED, "a link could hold it");
        assertEquals("the lesson in the link is longer than a lesson may be", refusal(bomb));
        assertEquals(20_000, PackedLesson.unpack(packed("漢".repeat(20_000), 9)).length());
    }

    @Test
    void aLinkThatNoRequestCanCarryIsRefusedWithBothSides() {
        assertEquals("the lesson's part of the link has 4001 characters; at most 4000 fit", refusal("A".repeat(4001)));
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertEquals(
                "the link is incomplete or was changed",
                refusal(PackedLessons.of(new byte[] {'a', (byte) 0xC3, '('}, 9)));
    }
}
