package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.store.WithStore.ENOUGH;
import static org.layerlab.backend.store.WithStore.reason;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.layerlab.backend.bucket.Bucket;
import org.layerlab.backend.bucket.BucketSettings;
import org.layerlab.backend.bucket.MisbehavingProxy;
import org.layerlab.backend.bucket.MisbehavingProxy.Trick;
import org.layerlab.backend.bucket.TestBuckets;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.backend.store.StoreReport.State;

/** One object that a bucket does not give costs its own model; a bucket that gives nothing is refused. */
class UnreadableObjectsTest {
    private static final byte[] BAD = SampleModels.safetensors("Bad", 1);
    private static final byte[] GOOD = SampleModels.safetensors("Good", 2);

    private final BucketSettings settings = TestBuckets.at(TestBuckets.endpoint());
    private final MisbehavingProxy proxy = new MisbehavingProxy(TestBuckets.endpoint());
    private final BucketSettings through = TestBuckets.through(settings, proxy.endpoint(), BucketStoreTest.IMPATIENT);

    private Saved bad;
    private Saved good;

    @BeforeEach
    void save() throws Exception {
        try (BucketStore store = BucketStoreTest.open(settings, ENOUGH)) {
            bad = store.save(BAD, true);
            good = store.save(GOOD, true);
        }
    }

    @AfterEach
    void close() throws Exception {
        proxy.close();
    }

    private void spoil(String ending, Trick trick) {
        proxy.play((line, number) -> line.contains(bad.model().id() + ending) ? trick : Trick.NONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILS", "DENIED", "NONSENSE", "HALF_BODY", "HANG_UP"})
    void aRecordThatIsNotGivenCostsItsModelUntilItIs(Trick trick) throws Exception {
        String id = bad.model().id();
        spoil(".json", trick);
        try (BucketStore store = BucketStoreTest.open(through, ENOUGH)) {
            List<String> named = store.warnings().stream()
                    .filter(warning -> warning.contains(id + ".json"))
                    .toList();
            assertEquals(1, named.size(), store.warnings().toString());
            assertEquals(1, store.unreadable());
            assertEquals(Reason.DAMAGED, reason(() -> store.find(id)));
            assertEquals(Reason.DAMAGED, reason(() -> store.save(BAD, true)), "it may be somebody's");
            assertArrayEquals(GOOD, store.read(good.model().id()));
            store.save(SampleModels.safetensors("Other", 3), true);
            store.refreshNow();
            assertEquals(Reason.DAMAGED, reason(() -> store.find(id)));
            proxy.play(Trick.NONE);
            store.refreshNow();
            assertEquals(Optional.of("Bad"), store.find(id).name());
            assertEquals(0, store.unreadable());
        }
    }

    @Test
    void aRecordThatIsNotGivenAnyMoreStaysAsItWasRead() throws Exception {
        String id = bad.model().id();
        try (BucketStore store = BucketStoreTest.open(through, ENOUGH);
                BucketStore other = BucketStoreTest.open(settings, ENOUGH)) {
            other.change(id, bad.manageToken().orElseThrow(), ModelChange.parse("{\"name\": \"Worse\"}"));
            other.change(
                    good.model().id(), good.manageToken().orElseThrow(), ModelChange.parse("{\"name\": \"Better\"}"));
            spoil(".json", Trick.FAILS);
            store.refreshNow();
            assertEquals(Optional.of("Bad"), store.find(id).name());
            assertEquals(Optional.of("Better"), store.find(good.model().id()).name());
            proxy.play(Trick.NONE);
            store.refreshNow();
            assertEquals(Optional.of("Worse"), store.find(id).name());
        }
    }

    @Test
    void parametersThatCannotBeDeletedStopNoStart() throws Exception {
        try (BucketStore store = BucketStoreTest.open(through, ENOUGH)) {
            spoil(".safetensors", Trick.FAILS);
            store.delete(bad.model().id(), bad.manageToken().orElseThrow());
        }
        try (BucketStore store = BucketStoreTest.open(through, ENOUGH)) {
            assertEquals(Reason.DELETED, reason(() -> store.find(bad.model().id())));
            assertArrayEquals(GOOD, store.read(good.model().id()));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILS", "DENIED", "NONSENSE"})
    void aBucketThatGivesNoObjectIsRefused(Trick trick) {
        proxy.play((line, number) -> line.startsWith("GET") && !line.contains("list-type=") ? trick : Trick.NONE);
        StoreException refused = assertThrows(StoreException.class, () -> BucketStoreTest.open(through, ENOUGH));
        assertEquals(Reason.UNREACHABLE, refused.reason());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("the bucket s3://"), message);
        assertTrue(trick != Trick.DENIED || message.contains("refuses these credentials"), message);
    }

    @Test
    void anOperatorSeesWhichObjectIsNotGiven() throws Exception {
        String id = bad.model().id();
        try (StoreReport report = new BucketReport(Bucket.open(through))) {
            StoreReport.Line sound = report.find(id);
            spoil(".json", Trick.FAILS);
            assertEquals(2, report.lines().size());
            assertEquals(State.UNREADABLE, report.find(id).state());
            assertEquals(State.SAVED, report.find(good.model().id()).state());
            spoil(".safetensors", Trick.DENIED);
            assertEquals(State.DAMAGED, report.verified(sound).state());
            proxy.play(Trick.DENIED);
            assertEquals(Reason.UNREACHABLE, reason(() -> report.verified(sound)));
            assertEquals(Reason.UNREACHABLE, reason(report::lines));
        }
    }
}
