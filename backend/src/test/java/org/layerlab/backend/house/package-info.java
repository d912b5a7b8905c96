/**
 * Rules for the house as a whole, over the sources and classes of every module: which package knows which, how long a
 * file may be, and that the documentation names what is there.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.house;
