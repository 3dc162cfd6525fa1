/** A block as a whole: opened from a bucket, its series read one by one. */
@NullMarked
package io.promontory.objectstore.block.read;

import org.jspecify.annotations.NullMarked;
