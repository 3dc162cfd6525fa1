/**
 * Headers of the indexes of archived blocks: {@link
 * io.promontory.adapter.blocks.header.HeaderFiles} makes one when a block is asked for the first
 * time, keeps it as a file on the local disk, and lends it to all who read the block. With it come
 * the texts of the block's symbols.
 */
@NullMarked
package io.promontory.adapter.blocks.header;

import org.jspecify.annotations.NullMarked;
