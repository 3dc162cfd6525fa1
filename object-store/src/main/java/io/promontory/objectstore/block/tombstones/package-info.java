/** Deleted spans of time of the series of a block. */
@NullMarked
package io.promontory.objectstore.block.tombstones;

import org.jspecify.annotations.NullMarked;
