/**
 * What rules of a group read together: {@link io.promontory.rules.scan.SharedScans} knows from the
 * tick before which selectors several rules have, and {@link io.promontory.rules.scan.TickScans} is
 * the store that they read in a tick, which asks for the series of each of those once.
 */
@NullMarked
package io.promontory.rules.scan;

import org.jspecify.annotations.NullMarked;
