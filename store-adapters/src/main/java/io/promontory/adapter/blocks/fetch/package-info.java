/**
 * Bytes of archived blocks: {@link io.promontory.adapter.blocks.fetch.BlockFiles} is the one place
 * through which they come. Files that lie on this machine are mapped into memory, and {@link
 * io.promontory.adapter.blocks.fetch.LocalReads} copies what is wanted. Ranges wanted of a file
 * behind a network are looked up among the extents in the cache; for those that are missing a
 * {@link io.promontory.adapter.blocks.fetch.RangePlan} says which requests to make, and these run
 * side by side within bounds. What they return is handed out without copies, and kept within one
 * budget together with what was computed from it.
 *
 * <p>What is wrong with one block is a {@link
 * io.promontory.adapter.blocks.fetch.BlockFaultException}; what is wrong with the bucket is a
 * {@link io.promontory.series.store.StoreException}.
 */
@NullMarked
package io.promontory.adapter.blocks.fetch;

import org.jspecify.annotations.NullMarked;
