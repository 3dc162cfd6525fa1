/**
 * Samples that were paid for, kept on the local disk. Of the time that has passed for good, {@link
 * io.promontory.adapter.managed.cache.SampleCache} says what is there and what is missing.
 *
 * <p>A file holds what one selector came to on one day, as pieces one behind the other ({@code
 * PieceCodec}: length, CRC, payload of compressed chunks). A refresh appends what is new; once
 * there are many pieces they are written as one. What a crash leaves half written ends at the first
 * piece whose CRC is wrong, and is asked for again. Which file was used last decides what goes when
 * the budget of bytes is full.
 */
@NullMarked
package io.promontory.adapter.managed.cache;

import org.jspecify.annotations.NullMarked;
