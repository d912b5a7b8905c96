/**
 * Files that a user gives: photos, zips and parameter files. They are checked and decoded here and never leave the
 * browser.
 *
 * <p>Depends on {@code network} and {@code page.browser}. Start with {@link org.layerlab.page.files.PhotoFile}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.files;
