package org.layerlab.page.play.worker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method with all that only the doctor needs. The program of saved models, where nobody asks for one, is compiled
 * without it, and the method gives null there.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@interface WithDoctor {}
