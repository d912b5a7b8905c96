package org.layerlab.backend.store;

import java.util.Optional;

/**
 * A model just saved.
 *
 * @param existed whether the same content had been saved before, by anyone
 * @param token manages the model; empty where somebody else's does
 */
public record Saved(StoredModel model, boolean existed, Optional<ManageToken> token) {
    /** The secret that changes and deletes the model, for whoever saved it. */
    public Optional<String> manageToken() {
        return token.flatMap(ManageToken::text);
    }
}
