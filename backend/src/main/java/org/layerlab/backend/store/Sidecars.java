package org.layerlab.backend.store;

import java.io.IOException;
import org.layerlab.backend.store.StoreException.Reason;

/** The JSON files of saved models, as their owners change them. Used by one thread at a time. */
final class Sidecars {
    private final StoreFolder folder;
    private final Quota quota;

    Sidecars(StoreFolder folder, Quota quota) {
        this.folder = folder;
        this.quota = quota;
    }

    /** Whether this token manages a model. */
    boolean manages(String id, ManageToken token) {
        try {
            return token.matches(folder.readSidecar(id).tokenHashes());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The JSON of a model that this token manages.
     *
     * @throws StoreException {@link Reason#WRONG_TOKEN} when another does, {@link Reason#DAMAGED}
     */
    Sidecar managed(String id, ManageToken token) throws StoreException {
        Sidecar sidecar;
        try {
            sidecar = folder.readSidecar(id);
        } catch (IOException e) {
            throw StoreException.unreadable(id, e);
        }
        sidecar.requireOwner(id, token);
        return sidecar;
    }

    /** The same with a change by the owner. */
    Sidecar changed(String id, ManageToken token, ModelChange change) throws StoreException {
        Sidecar sidecar = managed(id, token);
        try {
            return sidecar.with(change);
        } catch (IOException e) {
            throw StoreException.unreadable(id, e);
        }
    }

    /** Without a check of the quota: an owner's changes are short, and room for them is never refused. */
    void replace(String id, Sidecar sidecar) throws IOException {
        long before = folder.sidecarSize(id);
        byte[] json = sidecar.toBytes();
        if (sidecar.deleted().isPresent()) {
            folder.entomb(id, json);
        } else {
            folder.replaceSidecar(id, json);
        }
        quota.remove(before);
        quota.add(json.length);
    }
}
