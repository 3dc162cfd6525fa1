/**
 * The rule engine as a process: what of its results is left when it, or who gets them, is killed.
 */
@NullMarked
package io.promontory.it.rules;

import org.jspecify.annotations.NullMarked;
