/**
 * What users see when a store is ill: a clear error within the deadline, and everything else
 * unharmed.
 */
@NullMarked
package io.promontory.it.fault;

import org.jspecify.annotations.NullMarked;
