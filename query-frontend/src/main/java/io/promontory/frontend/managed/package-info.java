/**
 * Builds stores of managed endpoints from their sections: {@link
 * io.promontory.frontend.managed.ManagedStores} keeps those open that a reload did not change, so
 * that their budgets go on counting.
 */
@NullMarked
package io.promontory.frontend.managed;

import org.jspecify.annotations.NullMarked;
