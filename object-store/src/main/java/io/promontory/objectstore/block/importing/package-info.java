/**
 * Brings series into a bucket as blocks: samples of OpenMetrics text, which are sorted on disk
 * ({@link io.promontory.objectstore.block.importing.TextImport}), or blocks of a folder ({@link
 * io.promontory.objectstore.block.importing.FolderImport}).
 *
 * <p>A block is visible once its meta.json is there, which comes last. What is in the bucket
 * already is recognised, so that an import that broke off is run again.
 */
@NullMarked
package io.promontory.objectstore.block.importing;

import org.jspecify.annotations.NullMarked;
