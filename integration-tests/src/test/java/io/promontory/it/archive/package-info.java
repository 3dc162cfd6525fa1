/** Blocks between Promontory and others: what it writes, they read. */
@NullMarked
package io.promontory.it.archive;

import org.jspecify.annotations.NullMarked;
