/**
 * Compiles the pages' programs by TeaVM; {@link org.layerlab.compiler.Program} has a row for each. A plugin makes them
 * lighter: TeaVM finds it on the page's class path, as it does its own plugins. None of it becomes part of a page.
 *
 * <p>Depends on {@code classlib}.
 */
package org.layerlab.compiler;
