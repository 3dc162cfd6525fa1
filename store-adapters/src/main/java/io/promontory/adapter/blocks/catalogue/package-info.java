/** Which blocks a bucket holds. */
@NullMarked
package io.promontory.adapter.blocks.catalogue;

import org.jspecify.annotations.NullMarked;
