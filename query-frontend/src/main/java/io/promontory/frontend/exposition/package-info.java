/**
 * The formats in which metrics are exposed to scrapes: {@link
 * io.promontory.frontend.exposition.ExpositionFormat} reads what a client accepts, {@link
 * io.promontory.frontend.exposition.Families} makes families of samples, and one writer for each
 * format puts them on the wire.
 */
@NullMarked
package io.promontory.frontend.exposition;

import org.jspecify.annotations.NullMarked;
