/**
 * Says where the series and bytes of blocks come from: {@link
 * io.promontory.objectstore.block.inspect.BlockInspector} counts metrics, labels, churn and chunks.
 */
@NullMarked
package io.promontory.objectstore.block.inspect;

import org.jspecify.annotations.NullMarked;
