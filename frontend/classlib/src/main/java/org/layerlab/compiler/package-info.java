/**
 * What TeaVM's compiler is asked to do beyond its settings, so that the page weighs less. The compiler finds it on the
 * page's class path, as it does its own plugins; nothing of it is part of the page.
 */
package org.layerlab.compiler;
