package org.layerlab.page.photos.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.layerlab.page.photos.train.TrainingRun.State;

class TrainingRunTest {
    private final TrainingRun run = new TrainingRun();

    private void train() {
        run.load(false);
        run.ready();
    }

    @Test
    void beginsAtRest() {
        assertEquals(State.IDLE, run.state());
        assertTrue(run.atRest());
        assertFalse(run.busy());
        assertFalse(run.trained());
        assertEquals("Train", run.button());
        assertEquals("", run.note(0));
        assertEquals("ready", run.documentState("ready"));
    }

    @Test
    void photosAreLoadedBeforeItTrains() {
        run.load(false);
        assertEquals(State.LOADING, run.state());
        assertTrue(run.waiting());
        assertEquals("Loading …", run.button());
        assertEquals("Loading the photos …", run.note(0));
        assertEquals("training", run.documentState("ready"));
        assertFalse(run.photosCame(), "they are those of the run, not a person's own");
        assertEquals(State.LOADING, run.state());
        run.ready();
        assertEquals(State.TRAINING, run.state());
        assertTrue(run.trained());
        assertFalse(run.waiting());
        assertEquals("Pause", run.button());
        assertEquals("Preparing the first photos …", run.note(0));
        assertEquals("", run.note(1));
    }

    @Test
    void theEndSaysHowGoodTheSavedNetworkIsUntilTheNextRun() {
        train();
        run.saves("It is worse.");
        assertFalse(run.note(5).contains("worse"), "it has not ended");
        run.moved(false, true, false);
        assertEquals("Done. This network judges your photos now. It is worse.", run.note(9));
        train();
        run.stop();
        run.load(false);
        run.saves("That of the stopped run is bad.");
        run.stopHeard();
        run.ready();
        run.moved(false, true, false);
        assertEquals("Done. This network judges your photos now.", run.note(9));
    }

    @Test
    void awayTellsReadingFromTrainingByItsNote() throws IOException {
        assertTrue(run.read());
        assertTrue(Files.readString(Path.of("../../static/away.js")).contains('"' + run.note(0) + '"'));
    }

    @Test
    void whatElseThePageWaitsForDoesNotHideATraining() {
        assertEquals("failed", run.documentState("failed"));
        run.load(false);
        assertEquals("training", run.documentState("ready"), "the network that judges came");
        assertEquals("training", run.documentState("failed"), "or did not");
        run.ready();
        assertEquals("training", run.documentState("ready"));
    }

    @Test
    void aRunThatBeganOnThePageIsRememberedWhateverBecomesOfIt() {
        run.read();
        run.photosCame();
        assertFalse(run.begun(), "photos alone are no run");
        run.load(false);
        assertTrue(run.begun());
        run.stop();
        run.stopHeard();
        assertTrue(run.begun());
    }

    @Test
    void pausesAndContinues() {
        train();
        run.moved(false, false, true);
        assertEquals(State.PAUSED, run.state());
        assertEquals("Continue", run.button());
        assertEquals("Paused.", run.note(7));
        assertEquals("ready", run.documentState("ready"));
        assertFalse(run.atRest());
        run.resume();
        run.moved(true, false, true);
        assertEquals(State.TRAINING, run.state());
    }

    @Test
    void endsAndSaysHow() {
        train();
        run.moved(false, true, false);
        assertEquals(State.DONE, run.state());
        assertEquals("Train again", run.button());
        assertEquals("Done. This network judges your photos now.", run.note(100));
        assertTrue(run.atRest());
    }

    @Test
    void anEarlyEndIsTold() {
        train();
        run.moved(false, true, true);
        assertTrue(run.note(50).startsWith("Stopped early"), run.note(50));
    }

    @Test
    void aRunThatIsOverStaysSo() {
        train();
        run.moved(false, true, false);
        run.moved(true, false, false);
        assertEquals(State.DONE, run.state());
    }

    @Test
    void aRunThatWasStoppedDoesNotComeBack() {
        train();
        assertTrue(run.stop(), "a checkpoint may be kept");
        run.moved(true, false, false);
        assertEquals(State.IDLE, run.state());
        assertTrue(run.trained(), "its network is still there");
    }

    @Test
    void aNetworkThatComesBeforeTheWorkerHearsOfTheStopBeginsNothing() {
        run.load(false);
        run.stop();
        assertFalse(run.ready());
        assertEquals(State.IDLE, run.state());
        assertEquals("ready", run.documentState("ready"));
        assertTrue(run.trained(), "it is there all the same");
        run.moved(false, false, true);
        assertEquals(State.IDLE, run.state());
    }

    @Test
    void theNextRunDoesNotBeginWithTheNetworkOfTheStoppedOne() {
        run.load(false);
        run.stop();
        run.load(false);
        assertFalse(run.ready());
        assertEquals(State.LOADING, run.state());
        run.stopHeard();
        assertTrue(run.ready());
        assertEquals(State.TRAINING, run.state());
    }

    @Test
    void eachStopHasToBeHeard() {
        run.load(false);
        run.stop();
        run.load(false);
        run.stop();
        run.load(false);
        run.stopHeard();
        assertFalse(run.ready(), "of the second, which was stopped too");
        run.stopHeard();
        assertTrue(run.ready());
    }

    @Test
    void whatAStoppedRunLeavesBehindDoesNotMoveTheNext() {
        run.load(false);
        run.stop();
        assertTrue(run.read());
        assertFalse(run.photosCame(), "they are those of the run that was stopped");
        run.fail();
        assertEquals(State.READING, run.state(), "its failure is not the next one's");
        run.stopHeard();
        assertTrue(run.photosCame());
    }

    @Test
    void aStopWhileLoadingLeavesNoRun() {
        run.load(false);
        assertFalse(run.stop());
        assertEquals(State.IDLE, run.state());
    }

    @Test
    void aSavedRunWaitsToBeContinued() {
        run.load(true);
        run.ready();
        run.moved(false, false, true);
        assertTrue(run.note(500).startsWith("Restored where it stopped"), run.note(500));
        run.resume();
        assertEquals("Paused.", run.note(500));
    }

    @Test
    void whatIsKeptIsOfferedWheneverNothingIsOnItsWay() {
        assertTrue(run.offersKept());
        run.load(false);
        assertFalse(run.offersKept());
        run.stop();
        assertTrue(run.offersKept(), "stopped while it was loaded");
        run.stopHeard();
        run.load(false);
        run.fail();
        assertTrue(run.offersKept(), "its photos did not come");
        train();
        assertFalse(run.offersKept());
        run.moved(false, false, true);
        assertFalse(run.offersKept(), "it can continue itself");
        run.read();
        assertFalse(run.offersKept());
        run.photosCame();
        assertTrue(run.offersKept(), "the paused run was left");
        train();
        run.moved(false, true, false);
        assertFalse(run.offersKept(), "it is the last one that was kept");
    }

    @Test
    void whatIsKeptIsOfferedAsLongAsASavedRunWaits() {
        run.load(true);
        assertFalse(run.waitsForContinue());
        run.ready();
        assertTrue(run.waitsForContinue());
        assertTrue(run.offersKept());
        run.moved(false, false, true);
        assertTrue(run.offersKept());
        run.resume();
        run.moved(true, false, true);
        assertFalse(run.offersKept(), "it takes the place of what was kept");
        assertFalse(run.waitsForContinue());
        run.load(false);
        run.ready();
        assertFalse(run.waitsForContinue(), "it trains at once");
    }

    @Test
    void theNextRunIsNotRestored() {
        run.load(true);
        run.ready();
        run.stop();
        run.stopHeard();
        train();
        run.moved(false, false, true);
        assertEquals("Paused.", run.note(1));
    }

    @Test
    void ownPhotosAreReadAndThenAwaitATraining() {
        assertTrue(run.read());
        assertEquals(State.READING, run.state());
        assertEquals("Looking through the files …", run.note(0));
        assertTrue(run.waiting());
        assertTrue(run.photosCame());
        assertEquals(State.IDLE, run.state());
    }

    @Test
    void ownPhotosAreNotReadWhileItIsBusy() {
        run.load(false);
        assertFalse(run.read());
        run.ready();
        assertFalse(run.read());
        run.moved(false, false, true);
        assertTrue(run.read(), "a paused run can be left");
        assertFalse(run.read(), "they are being read already");
    }

    @Test
    void aFailureLeavesItAtRest() {
        train();
        run.fail();
        assertEquals(State.IDLE, run.state());
        assertTrue(run.read());
        run.fail();
        assertTrue(run.atRest());
    }

    @Test
    void anEndWithAnEarlierNetworkNamesIt() {
        train();
        run.moved(false, true, false);
        run.keeps("Kept: the network after epoch 2, the best on 60 validation photos.");
        assertEquals("Done. Kept: the network after epoch 2, the best on 60 validation photos.", run.note(100));
        train();
        run.moved(false, true, true);
        assertTrue(
                run.note(50).startsWith("Stopped early: no further improvement. Kept: the network after epoch 2"),
                run.note(50));
        run.keeps("");
        assertEquals(
                "Stopped early: no further improvement. This network judges your photos now.",
                run.note(50),
                "it is the last one");
    }

    @Test
    void aRunThatIsOverHasEndedUntilTheWorkerHasAnother() {
        train();
        assertFalse(run.ended());
        run.moved(false, false, false);
        assertFalse(run.ended(), "paused");
        run.moved(false, true, false);
        assertTrue(run.ended());
        run.read();
        run.photosCame();
        run.load(false);
        assertTrue(run.ended(), "the worker still has its network");
        run.ready();
        assertFalse(run.ended());
    }
}
