/**
 * Which blocks a bucket holds. {@link io.promontory.adapter.blocks.catalogue.Catalogue} lists the
 * bucket, reads what new blocks say of themselves, and gives the result as a {@link
 * io.promontory.adapter.blocks.catalogue.CatalogueView}: immutable, at hand at any time, and honest
 * about what is not known yet. What was found stays in one file on the local disk, so that the next
 * start knows at once.
 */
@NullMarked
package io.promontory.adapter.blocks.catalogue;

import org.jspecify.annotations.NullMarked;
