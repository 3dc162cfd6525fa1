/**
 * Builds stores of blocks from their sections: {@link io.promontory.frontend.blocks.BlocksStores}
 * keeps those open that a reload did not change, with all that they know and cache.
 */
@NullMarked
package io.promontory.frontend.blocks;

import org.jspecify.annotations.NullMarked;
