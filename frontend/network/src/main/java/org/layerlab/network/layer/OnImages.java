package org.layerlab.network.layer;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method with all that only networks on images need. A page's program whose networks are on points is compiled
 * without it, and the method returns null there.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@interface OnImages {}
