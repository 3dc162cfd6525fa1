/**
 * Checks every promise that a block makes, in bounded memory, and finds all that is broken: {@link
 * io.promontory.objectstore.block.verify.BlockVerifier} is the way in. What is damaged in one place
 * does not hide what is damaged in another.
 */
@NullMarked
package io.promontory.objectstore.block.verify;

import org.jspecify.annotations.NullMarked;
