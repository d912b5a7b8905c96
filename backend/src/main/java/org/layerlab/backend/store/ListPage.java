package org.layerlab.backend.store;

import java.util.List;
import java.util.Optional;

/**
 * A page of the list of models, newest first.
 *
 * @param next the cursor of the page after this one; empty at the end
 */
public record ListPage(List<StoredModel> models, Optional<String> next) {}
