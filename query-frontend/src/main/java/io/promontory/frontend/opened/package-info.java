/**
 * What a reload leaves open: {@link io.promontory.frontend.opened.SharedStores} hands the store of
 * an entry that has not changed to the next configuration, with all that it knows and keeps.
 */
@NullMarked
package io.promontory.frontend.opened;

import org.jspecify.annotations.NullMarked;
