/**
 * The index of a block: symbols, posting lists, series. An {@link
 * io.promontory.objectstore.block.index.IndexHeader} is the part that is kept at hand to find the
 * rest by ranged reads.
 */
@NullMarked
package io.promontory.objectstore.block.index;

import org.jspecify.annotations.NullMarked;
