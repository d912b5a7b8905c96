/**
 * A plugin for TeaVM's compiler that makes the page lighter. The compiler finds it on the page's class path, as it does
 * its own plugins; none of it becomes part of the page.
 */
package org.layerlab.compiler;
