/**
 * Texts of the site that are written in Markdown, a file per language. Depends on no other package of LayerLab. Start
 * with {@link org.layerlab.backend.article.Article}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.article;
