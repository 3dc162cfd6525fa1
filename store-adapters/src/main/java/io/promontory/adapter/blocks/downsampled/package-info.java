/**
 * Blocks of several resolutions side by side. {@link
 * io.promontory.adapter.blocks.downsampled.BlockChoice} decides which block is read for which time,
 * so that no time is read twice and none is left out.
 */
@NullMarked
package io.promontory.adapter.blocks.downsampled;

import org.jspecify.annotations.NullMarked;
