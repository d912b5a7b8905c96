package org.layerlab.page.photos.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ManyVerdictsTest {
    private final ManyVerdicts verdicts = new ManyVerdicts();

    private String add(String name, int pixels, String verdict, double dog) {
        return verdicts.add(name, new byte[] {(byte) pixels, 1, 2}, verdict, dog, Double.NaN);
    }

    @Test
    void verdictsAreCounted() {
        add("a.jpg", 1, "cat", 0.1);
        add("b.jpg", 2, "dog", 0.9);
        add("c.jpg", 3, "dog", 0.8);
        add("d.jpg", 4, "unsure", 0.55);
        assertEquals(4, verdicts.size());
        assertEquals("Cats: 1, dogs: 2, unsure: 1. Choose a picture to see why.", verdicts.summary());
    }

    @Test
    void refusedFilesAndDuplicatesAreToldInSentencesOfTheirOwn() {
        add("a.jpg", 1, "cat", 0.1);
        assertEquals("same picture as a.jpg", add("copy.jpg", 1, "cat", 0.1));
        verdicts.refuse("notes.txt", "not an image");
        assertEquals(3, verdicts.size());
        assertEquals(
                "Cats: 2, dogs: 0, unsure: 0. Not judged: 1; the reasons are below. Duplicates: 1."
                        + " Choose a picture to see why.",
                verdicts.summary());
    }

    @Test
    void otherPixelsAreNoDuplicate() {
        assertEquals("", add("a.jpg", 1, "cat", 0.1));
        assertEquals("", add("b.jpg", 2, "cat", 0.1));
        assertEquals("same picture as a.jpg", add("c.jpg", 1, "cat", 0.1));
    }

    @Test
    void theTableIsCsv() {
        verdicts.add("cat.jpg", new byte[] {1}, "cat", 0.0123456789, 0.02);
        add("dog.jpg", 2, "dog", 0.75);
        verdicts.refuse("notes.txt", "notes.txt is empty");
        assertEquals("""
                name,verdict,probability of dog,calibrated,note\r
                "cat.jpg",cat,0.012346,0.020000,""\r
                "dog.jpg",dog,0.750000,,""\r
                "notes.txt",,,,"notes.txt is empty"\r
                """, verdicts.csv());
    }

    @Test
    void aSpreadsheetTakesNoNameForAFormula() {
        add("=1+2.jpg", 1, "cat", 0.1);
        add("@x.jpg", 2, "cat", 0.1);
        add("a \"b\".jpg", 3, "cat", 0.1);
        String csv = verdicts.csv();
        assertTrue(csv.contains("\"'=1+2.jpg\""), csv);
        assertTrue(csv.contains("\"'@x.jpg\""), csv);
        assertTrue(csv.contains("\"a \"\"b\"\".jpg\""), csv);
    }
}
