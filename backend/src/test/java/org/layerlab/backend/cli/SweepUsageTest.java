package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search refuses before its first run. */
class SweepUsageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | say what to search: circles, ",
                "circles | nothing varies: give --grid NAME=VALUE,VALUE",
                "circles --grid rate=1 | axis 'rate' is unknown; there are layers, ",
                "circles --grid learningRate= | axis learningRate has no values",
                "circles --grid learningRate=-1 | learning rate is -1; it must be above 0 and at most 1000000",
                "circles --grid learningRate=1 --grid learningRate=2 | axis learningRate is given twice",
                "circles --grid learningRate=1 --learning-rate 2 | --learning-rate and the axis learningRate both set",
                "circles --grid seed=1,2 | axis seed can't vary: --seeds says",
                "circles --grid noise=0,1 | axis noise can't vary: runs can only be compared on the same points",
                "circles --grid learningRate=0.1..1 | is a range, which only --random draws from",
                "circles learningRate=1 | is an axis for --random N; for a grid, write --grid learningRate=1",
                "circles --random 0 l2=0..1 | --random is 0; it must be at least 1",
                "circles --random 2 --grid l2=1 | --random 2 and --grid l2=1 are two searches",
                "circles --grid layers=2,4,1/2,04,1 | axis layers has 2,4,1 twice",
                "circles --random 2 l2=0 | --random is 2, but the axes gave only 1 combination; a grid",
                "circles --random 3 l2=0,1 | --random is 3, but the axes gave only 2 different combinations; a grid",
                "circles --random 20000 l2=0..1 | 20000 combinations × 1 seed are 20000 trials;",
                "circles --random 20000 l2=0..1 | 20000 trials; at most 10000 are allowed",
                "circles --grid l2=0,1 --seeds 1..10000000 | --seeds 1..10000000 has more than 1000 seeds",
                "circles --grid l2=0,1 --seeds 3..1 | ends before it begins",
                "circles --grid l2=0,1 --seeds 1,1 | has 1 twice",
                "circles --grid l2=0,1 --seeds 1..2 --seed 3 | --seed 3 and --seeds 1..2 both set the seeds",
                "circles --grid l2=0,1 --seeds 0,2147483648 | the validation points of seed 0",
                "circles --grid l2=0,1 --threads -1 | --threads is -1; it must be 1 to 1024",
                "circles --grid l2=0,1 --halving eta=٣ | --halving eta=٣ is not eta=N, N from 2 to 10",
                "circles --grid l2=0,1 --halving eta=1 | eta is 1; it must be 2 to 10",
                "circles --grid iterations=1,2 --halving eta=2 | --halving says how long runs are",
                "circles --grid layers=2,4,1/2,x,1 | x",
                "circles --grid layers=2,4,1/3,4,1 | begins with 3, but a point has 2 features",
                "circles --grid layers=2,4,1/2,4,softmax3 | have 2 classes and 2, 4, softmax3 3",
                "circles --grid layers=2,4,softmax7 --dataset spiral | 7 classes: spiral has 2 to 6",
                "circles --dataset nowhere --grid l2=1 | data set 'nowhere' is unknown; there are circle",
                "train --grid l2=1 | Missing required option: '--dataset=PATH'",
                "train --dataset drawings --grid validation=0.1 | axis validation can't vary",
                "train --dataset drawings --grid l2=1 --validation 0 | validation share is 0; it must be above 0 and at most 0.9",
                "train --dataset drawings --grid layers=100,1 | the layers begin with 100",
                "train --dataset drawings --grid recipe=tutorial,best --halving eta=2 | --halving needs runs of one length",
                "train --dataset drawings --grid l2=1 --limit 0 | --limit 0 leaves no photo to train on"
            })
    void badUsageIsOneLineThatNamesBothSides(String line, String why) {
        String words = "sweep " + (line == null ? "" : line);
        Cli.Result result = Cli.run((Object[]) words.strip().split(" "));
        assertEquals(2, result.code(), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains(why), result.err());
        assertEquals("", result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"circles", "train"})
    void eachHasHelp(String command) {
        Cli.Result result = Cli.run("sweep", command, "--help");
        assertEquals(0, result.code());
        assertTrue(result.out().contains("Usage: layerlab sweep " + command), result.out());
        assertTrue(result.out().contains("--grid"), result.out());
    }

    @Test
    void oneOfEachIsSaidInTheSingular() {
        Cli.Result one = Cli.run("sweep", "circles", "--iterations", 2, "--grid", "l2=0");
        assertTrue(one.err().contains("1 combination × 1 seed: 1 trial\n"), one.err());
        Cli.Result more = Cli.run("sweep", "circles", "--iterations", 2, "--grid", "l2=0,1", "--seeds", "1..2");
        assertTrue(more.err().contains("2 combinations × 2 seeds: 4 trials\n"), more.err());
    }

    @Test
    void theEndingOfAResultsFileMayBeInCapitals(@TempDir Path folder) {
        Path json = folder.resolve("x.JSON");
        Cli.Result result = Cli.run("sweep", "circles", "--iterations", 2, "--grid", "l2=0", "--out", json);
        assertEquals(0, result.code(), result.err());
        assertTrue(Files.isRegularFile(json) && Files.isRegularFile(folder.resolve("x.csv")), result.err());
    }

    @Test
    void aFolderThatCannotBeMadeAndADataSetThatIsNotThereAreNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Cli.Result below = Cli.run("sweep", "circles", "--grid", "l2=0", "--out", file.resolve("below"));
        assertEquals(1, below.code());
        assertTrue(below.err().contains("the folder " + file.resolve("below") + " can't be created"), below.err());
        Cli.Result there = Cli.run("sweep", "circles", "--grid", "l2=0", "--out", file);
        assertEquals(1, there.code());
        assertTrue(there.err().contains(file + " can't be created: a file of that name is there"), there.err());
        Cli.Result missing = Cli.run("sweep", "train", "--dataset", folder.resolve("no"), "--grid", "l2=0");
        assertEquals(1, missing.code());
        assertTrue(missing.err().contains("no does not exist"), missing.err());
    }
}
