/**
 * A store in memory. {@link io.promontory.series.store.memory.MemoryStore} takes samples through
 * appenders and answers through an inverted index: label pairs lead to postings, sorted arrays of
 * series ids, which matchers intersect. Samples lie in chunks from the start; a read sees closed
 * chunks as they are and a copy of the open one.
 */
@NullMarked
package io.promontory.series.store.memory;

import org.jspecify.annotations.NullMarked;
