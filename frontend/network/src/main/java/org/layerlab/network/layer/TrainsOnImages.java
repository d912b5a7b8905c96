package org.layerlab.network.layer;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that only training on images needs, not asking about them. A page's program that does not train on
 * images is compiled without what it does, and the method fails there.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@interface TrainsOnImages {}
