/**
 * How series are found in archived blocks and read.
 *
 * <p>The path of a select: {@code Pruned} leaves out blocks by their times and external labels.
 * Each block that is left is read by a thread of its own, a batch ahead of the consumer ({@code
 * BlockSeriesSet}): {@code SelectionPlan} decides which posting lists are worth reading, {@code
 * Selection} turns them into series ids, {@code SeriesFeed} reads entries of series and {@code
 * ChunkReader} their chunks, both many at once; {@code BlockSamples} takes out what was deleted. A
 * block that turns out to be ill ends its own stream only; {@code BlockFaults} remembers it for the
 * outcome.
 *
 * <p>Of a block on this machine, what is asked for again and again stays in memory: {@code
 * KnownSeries} has labels and places of chunks, and {@code RecentWindows} puts to them the samples
 * that were looked at. Where they are all that a select wants, {@code KnownAnswer} gives them at
 * once, and nothing of the above takes place.
 */
@NullMarked
package io.promontory.adapter.blocks.select;

import org.jspecify.annotations.NullMarked;
