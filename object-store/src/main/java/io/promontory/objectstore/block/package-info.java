/**
 * Blocks of a time series database: immutable folders of series for a span of time, in the format
 * of Prometheus' TSDB and with Thanos' additions.
 *
 * <p>Fetching and parsing are apart. A {@link io.promontory.objectstore.block.BlockFile} gives
 * ranges of bytes, from a bucket, a local file or memory; what parses works on bytes in hand, by a
 * {@link io.promontory.objectstore.block.ByteCursor} that never reads beyond them. Whatever breaks
 * the format is a {@link io.promontory.objectstore.block.CorruptBlockException} that names block,
 * file and offset.
 *
 * <p>The parts have packages of their own: {@code meta}, {@code index}, {@code postings}, {@code
 * chunks}, {@code tombstones}; {@code write} makes new blocks.
 */
@NullMarked
package io.promontory.objectstore.block;

import org.jspecify.annotations.NullMarked;
