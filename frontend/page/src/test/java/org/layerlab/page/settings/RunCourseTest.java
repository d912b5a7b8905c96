package org.layerlab.page.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.training.Schedule;
import org.layerlab.network.training.WeightChange;

class RunCourseTest {
    private static final PlaySettings PLAIN = PlaySettings.parse("networkShape=3&learningRate=0.2&iterations=1000")
            .settings();

    private static final List<String> CHOICES = List.of(
            "learningRate=0.1",
            "learningRate=0.03",
            "schedule=cosine",
            "schedule=constant",
            "schedule=oneCycle",
            "regularization=L2&regularizationRate=0.01",
            "regularization=L1&regularizationRate=0.003",
            "regularization=none",
            "iterations=2000",
            "iterations=1500");

    private static RunCourse read(String fragment) {
        return RunCourse.of(PlaySettings.parse(fragment));
    }

    @Test
    void runThatNobodyChangedIsItsSettings() {
        RunCourse course = new RunCourse(PLAIN);
        assertTrue(course.isPlain());
        assertEquals(PLAIN.fragment(), course.fragment());
        assertEquals(Integer.MAX_VALUE, course.until(0));
    }

    @Test
    void changesAreToldWithTheirIterations() {
        RunCourse course = new RunCourse(PLAIN);
        course.change(500, PLAIN.with("learningRate=0.05"));
        course.edit(700, new WeightChange(1, 0, 1, 0.5));
        course.edit(700, new WeightChange(2, 0, -1, -0.25));
        assertEquals(
                PLAIN.fragment() + "&changed=500:learningRate=0.05,700:W1.0.1=0.5,700:b2.0=-0.25", course.fragment());
    }

    @Test
    void whatIsChangedBeforeTheFirstIterationIsWhatItBeginsWith() {
        RunCourse course = new RunCourse(PLAIN);
        course.change(0, PLAIN.with("learningRate=0.05"));
        assertEquals(PLAIN.with("learningRate=0.05").fragment(), course.fragment());
        course.edit(0, new WeightChange(1, 2, 0, 3));
        assertTrue(course.fragment().endsWith("&changed=0:W1.2.0=3"), course.fragment());
    }

    @Test
    void lengthCountsOnlyWhereAScheduleDependsOnIt() {
        RunCourse course = new RunCourse(PLAIN);
        course.lengthen(800, PLAIN.with("iterations=2000"));
        assertEquals(PLAIN.with("iterations=2000").fragment(), course.fragment());

        PlaySettings cosine = PLAIN.with("schedule=cosine");
        course = new RunCourse(cosine);
        course.lengthen(1000, cosine.with("iterations=2000"));
        assertEquals(cosine.fragment() + "&changed=1000:iterations=2000", course.fragment());
    }

    @Test
    void plannedChangeStaysWhenTheRunIsOnlyMadeLonger() {
        RunCourse course = read(PLAIN.fragment() + "&changed=500:learningRate=0.05");
        course.lengthen(200, PLAIN.with("iterations=2000"));
        assertEquals(300, course.until(200));
        assertEquals(PLAIN.with("iterations=2000&learningRate=0.05"), course.dueSettings());
    }

    @Test
    void personsChangeDropsWhatIsStillToCome() {
        RunCourse course = read(PLAIN.fragment() + "&changed=100:learningRate=0.1,500:learningRate=0.05");
        assertEquals(0, course.until(100));
        assertNull(course.dueWeight());
        assertEquals("learningRate=0.1", course.dueText());
        course.done();
        assertEquals(200, course.until(300));
        course.change(300, PLAIN.with("learningRate=1"));
        assertEquals(Integer.MAX_VALUE, course.until(300));
        assertEquals(PLAIN.fragment() + "&changed=100:learningRate=0.1,300:learningRate=1", course.fragment());
    }

    @Test
    void settingsOfARunThatIsTakenBackHoldFromThere() {
        RunCourse course = new RunCourse(PLAIN);
        PlaySettings last = PLAIN.with("learningRate=0.05");
        course.edit(100, new WeightChange(1, 0, 0, 1));
        course.edit(300, new WeightChange(1, 0, 0, 2));
        course.change(500, last);
        course.change(200, last);
        assertEquals(PLAIN.fragment() + "&changed=100:W1.0.0=1,200:learningRate=0.05", course.fragment());
    }

    @Test
    void howItIsShownAndWhatEndsItIsNoChange() {
        RunCourse course = new RunCourse(PLAIN);
        course.change(500, PLAIN.with("learningRate=0.05"));
        course.shown(PLAIN.with("learningRate=0.05&showTestData=true&stopCost=0.1"));
        assertEquals(
                PLAIN.with("showTestData=true&stopCost=0.1").fragment() + "&changed=500:learningRate=0.05",
                course.fragment());
    }

    @Test
    void lengtheningInThePastKeepsWhatComesAfter() {
        PlaySettings cosine = PLAIN.with("schedule=cosine");
        PlaySettings constant = cosine.with("schedule=constant");
        RunCourse course = new RunCourse(cosine);
        course.change(300, constant);
        course.edit(900, new WeightChange(1, 0, 0, 1));
        course.lengthen(400, constant.with("iterations=1999"));
        course.lengthen(400, constant.with("iterations=2000"));
        assertEquals("300:schedule=constant,400:iterations=2000,900:W1.0.0=1", course.changes());
        assertEquals(course.fragment(), read(course.fragment()).fragment());
    }

    @Test
    void aLengthThatIsDueHereGivesWayToThePersons() {
        PlaySettings cosine = PLAIN.with("schedule=cosine");
        RunCourse course =
                read(cosine.fragment() + "&changed=100:learningRate=0.1,200:iterations=1500,300:learningRate=1");
        course.done();
        course.lengthen(200, cosine.with("iterations=2000&learningRate=0.1"));
        assertEquals("100:learningRate=0.1,200:iterations=2000,300:learningRate=1", course.changes());
        assertEquals(100, course.until(200));
        assertEquals("learningRate=1", course.dueText());

        course = read(cosine.fragment() + "&changed=200:iterations=1500");
        course.lengthen(200, cosine);
        assertEquals("", course.changes());
        assertEquals(Integer.MAX_VALUE, course.until(200));
    }

    @Test
    void eachSettingOfAChangeCounts() {
        RunCourse course = new RunCourse(PLAIN);
        PlaySettings[] both = {
            PLAIN.with("learningRate=1&schedule=cosine"), PLAIN.with("learningRate=0.1&schedule=constant")
        };
        for (int i = 1; i <= 50; i++) {
            course.change(i, both[i % 2]);
        }
        assertEquals(course.fragment(), read(course.fragment()).fragment());
        course.change(51, both[1].with("learningRate=7"));
        assertEquals("", course.fragment());
    }

    @Test
    void moreChangesThanALinkHoldsAreNotTold() {
        RunCourse course = new RunCourse(PLAIN);
        for (int i = 1; i <= 100; i++) {
            course.edit(i, new WeightChange(1, 0, 0, i));
        }
        assertTrue(course.fragment().contains("100:W1.0.0=100"));
        course.edit(101, new WeightChange(1, 0, 0, 0));
        assertEquals("", course.fragment());
        course.change(102, PLAIN.with("learningRate=1"));
        assertEquals("", course.fragment());
        assertEquals(Integer.MAX_VALUE, course.until(102));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.5})
    void aRunWhoseMomentumChangedHasNoLink(double later) throws Exception {
        ModelCard card =
                ModelCard.parse("{\"format\": 1, \"layerDims\": [2, 4, 1], \"activations\": [\"relu\", \"sigmoid\"],"
                        + " \"hyperparameters\": {\"optimizer\": \"momentum\", \"momentum\": 0.9, \"changes\": ["
                        + "{\"from\": 0, \"learningRate\": 0.1}, {\"from\": 100, \"learningRate\": 0.2, \"momentum\": "
                        + later
                        + "}]}}");
        RunCourse course = RunCourse.of(card, CardSettings.of(card));
        assertEquals(later != 0.9, course.fragment().isEmpty());
    }

    @Test
    void messengersMayEncodeTheSigns() {
        assertEquals(
                PLAIN.fragment() + "&changed=500:learningRate=0.05,700:b1.2=1",
                read(PLAIN.fragment() + "&changed=500%3AlearningRate%3D0.05%2C700%3ab1.2%3d1")
                        .fragment());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                       | '' in changed is not an iteration",
                "learningRate=0.1         | 'learningRate=0.1' in changed is not an iteration",
                "-1:learningRate=0.1      | '-1' in changed is not an iteration",
                "10000001:learningRate=1  | '10000001' in changed is not an iteration",
                "9:learningRate=1,8:b1.0=1 | changed names 8 after 9",
                "5:                       | '' in changed is not a setting",
                "5:networkShape=4         | 'networkShape=4' in changed is not a setting",
                "5:seed=4                 | 'seed=4' in changed is not a setting",
                "5:learningRate=fast      | fast",
                "5:learningRate=-1        | -1",
                "5:schedule=weekly        | weekly",
                "5:W1=1                   | 'W1=1' is not a weight",
                "5:W1.0=1                 | 'W1.0=1' is not a weight",
                "5:W1.x.0=1               | 'W1.x.0=1' is not a weight",
                "5:b1.0.0=1               | 'b1.0.0=1' is not a weight",
                "5:W1.0.0=much            | 'W1.0.0=much' is not a weight",
                "5:W3.0.0=1               | there is no W3; the network has 2 layers",
                "5:W0.0.0=1               | there is no W0; the network has 2 layers",
                "5:W1.3.0=1               | W1 is 3×2 and has no [3, 0]",
                "5:W1.0.2=1               | W1 is 3×2 and has no [0, 2]",
                "5:W1.0.-1=1              | 'W1.0.-1=1' is not a weight",
                "5:b2.1=1                 | b2 has no [1]; its size is 1",
                "5:W1.0.0=5f              | 'W1.0.0=5f' is not a weight",
                "٣:learningRate=1         | '٣' in changed is not an iteration",
                "5:W1.0.0=NaN             | finite",
                "5:W1.0.0=1e999           | finite",
            })
    void wrongChangesAreRefusedWithTheirText(String changed, String why) {
        String link = PLAIN.fragment() + "&changed=" + changed;
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> read(link));
        String said = String.valueOf(refused.getMessage());
        assertTrue(said.contains(why), said);
        assertTrue(RunCourse.ofAny(PlaySettings.parse(link)).isPlain());
    }

    @Test
    void moreThanAHundredChangesOfALinkAreRefused() {
        String link = PLAIN.fragment() + "&changed=1:b1.0=1" + ",2:b1.0=1".repeat(100);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> read(link));
        assertEquals("changed has 101 changes; at most 100 fit", refused.getMessage());
    }

    /** How a run goes, told without a course: its settings and weights in effect, by the iterations at which they are set. */
    private static final class Told {
        final TreeMap<Integer, PlaySettings> settings = new TreeMap<>();
        final TreeMap<Integer, Map<String, Double>> weights = new TreeMap<>();

        void cut(int iteration, PlaySettings now) {
            settings.tailMap(iteration, true).clear();
            weights.tailMap(iteration, false).clear();
            settings.put(iteration, now);
        }

        void set(int iteration, WeightChange weight) {
            String place = weight.layer() + "." + weight.row() + "." + weight.column();
            weights.computeIfAbsent(iteration, at -> new TreeMap<>()).put(place, weight.value());
        }

        /** The hyperparameters of each of the first updates, with what was set before it. */
        List<String> updates(int count) {
            List<String> updates = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                PlaySettings now = settings.floorEntry(i).getValue();
                // A constant rate does not depend on the length.
                boolean constant = now.schedule() == Schedule.CONSTANT;
                updates.add(i + " " + (constant ? now.with("iterations=1") : now).hyperparameters() + " "
                        + weights.getOrDefault(i, new LinkedHashMap<>()));
            }
            return updates;
        }
    }

    private static Told replayed(RunCourse course, int count) {
        Told told = new Told();
        told.settings.put(0, course.first());
        for (int i = 0; i < count; i++) {
            while (course.until(i) == 0) {
                WeightChange weight = course.dueWeight();
                if (weight == null) {
                    told.settings.put(i, course.dueSettings());
                } else {
                    told.set(i, weight);
                }
                course.done();
            }
        }
        return told;
    }

    @Test
    void anyRunIsMadeAgainByItsLink() {
        Random random = new Random();
        long seed = random.nextLong();
        random.setSeed(seed);
        for (int run = 0; run < 300; run++) {
            PlaySettings now = PLAIN.with(CHOICES.get(random.nextInt(CHOICES.size())));
            RunCourse course = new RunCourse(now);
            Told told = new Told();
            told.settings.put(0, now);
            int iteration = 0;
            int furthest = 0;
            for (int act = random.nextInt(12); act > 0; act--) {
                iteration += random.nextInt(4) * random.nextInt(10);
                if (random.nextInt(5) == 0) {
                    iteration = random.nextInt(iteration + 1);
                    course.change(iteration, now);
                    told.cut(iteration, now);
                }
                if (random.nextBoolean()) {
                    now = now.with(CHOICES.get(random.nextInt(CHOICES.size())));
                    course.change(iteration, now);
                    told.cut(iteration, now);
                } else {
                    WeightChange weight =
                            new WeightChange(1, random.nextInt(3), random.nextInt(3) - 1, random.nextGaussian());
                    course.edit(iteration, weight);
                    told.cut(iteration, now);
                    told.set(iteration, weight);
                }
                furthest = Math.max(furthest, iteration + 2);
            }
            String fragment = course.fragment();
            assertEquals(fragment, read(fragment).fragment(), "seed " + seed);
            assertEquals(
                    told.updates(furthest),
                    replayed(read(fragment), furthest).updates(furthest),
                    "seed " + seed + " " + fragment);
        }
    }
}
