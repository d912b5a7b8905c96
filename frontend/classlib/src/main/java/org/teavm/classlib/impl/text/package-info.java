/**
 * Replacements for two classes of TeaVM's library. They come before TeaVM's own on the page's class path, so the compiler
 * uses them. TeaVM's bring incompressible tables of 20 KB for what every browser has built in. They are used by {@code
 * Double.parseDouble} and {@code StringBuilder.append(double)}.
 */
package org.teavm.classlib.impl.text;
