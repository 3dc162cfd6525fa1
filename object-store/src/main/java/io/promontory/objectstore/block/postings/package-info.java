/** Sorted series ids and the set algebra over them, lazy. */
@NullMarked
package io.promontory.objectstore.block.postings;

import org.jspecify.annotations.NullMarked;
