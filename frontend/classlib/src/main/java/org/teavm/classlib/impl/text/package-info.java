/**
 * Two classes of TeaVM's library, written anew: the page has them before TeaVM's own on its class path, so the compiler
 * takes these. TeaVM's bring tables of 20 KB that no compression makes smaller, for what every browser has built in. No
 * code of ours names them: {@code Double.parseDouble} and {@code StringBuilder.append(double)} do.
 */
package org.teavm.classlib.impl.text;
