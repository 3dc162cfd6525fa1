/**
 * Archived blocks as a store: {@link io.promontory.adapter.blocks.BlockStore} puts together what
 * the packages below it know. {@code catalogue} knows which blocks there are, {@code downsampled}
 * chooses among resolutions, {@code header} keeps the parts of their indexes that lead to the rest,
 * {@code fetch} brings bytes, {@code select} finds and reads series.
 */
@NullMarked
package io.promontory.adapter.blocks;

import org.jspecify.annotations.NullMarked;
