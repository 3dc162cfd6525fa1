/**
 * Results of rules as blocks in a bucket: {@link io.promontory.rules.archive.ResultArchive} cuts
 * windows of two hours out of what is kept, each into a block by {@link
 * io.promontory.rules.archive.WindowBlock}, uploads it, and notes in an {@link
 * io.promontory.rules.archive.ArchiveState} how far it is.
 */
@NullMarked
package io.promontory.rules.archive;

import org.jspecify.annotations.NullMarked;
