/**
 * What the pages' programs use instead of parts of TeaVM's library: {@code compiler.LightNumbers} puts it there. TeaVM's
 * own bring incompressible tables of 20 KB for what every browser has built in.
 *
 * <p>Depends on nothing here. Start with {@link org.layerlab.classlib.DoubleText}.
 */
package org.layerlab.classlib;
