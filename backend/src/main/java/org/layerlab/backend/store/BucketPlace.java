package org.layerlab.backend.store;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.layerlab.backend.bucket.Bucket;
import org.layerlab.backend.bucket.BucketException;
import org.layerlab.backend.bucket.BucketSettings;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.Limits;

/** A bucket of saved models, which has to exist. */
public record BucketPlace(BucketSettings settings) implements StorePlace {
    @Override
    public ModelStore open(Clock clock, SecureRandom random, Limits limits, long maxBytes, Map<String, byte[]> bundled)
            throws StoreException {
        return BucketStore.open(bucket(), clock, random, limits, maxBytes, bundled);
    }

    private Bucket bucket() throws StoreException {
        try {
            return Bucket.open(settings);
        } catch (BucketException e) {
            throw new StoreException(Reason.UNUSABLE, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public StoreReport report() throws StoreException {
        Bucket bucket = bucket();
        try {
            bucket.check();
        } catch (BucketException e) {
            bucket.close();
            throw new StoreException(Reason.UNUSABLE, String.valueOf(e.getMessage()), e);
        }
        return new BucketReport(bucket);
    }

    @Override
    public void remove(String id, boolean block) throws StoreException {
        if (!ModelId.isOne(id)) {
            throw new StoreException(Reason.NOT_FOUND, "'" + id + "' is not the id of a saved model");
        }
        try (BucketStore store = BucketStore.openWithoutList(bucket(), Clock.systemUTC())) {
            store.remove(id, block);
        }
    }

    @Override
    public String toString() {
        return settings.where();
    }
}
