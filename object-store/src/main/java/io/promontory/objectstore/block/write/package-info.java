/**
 * Writes blocks: series in label order go in, a folder that Prometheus and Thanos read comes out.
 */
@NullMarked
package io.promontory.objectstore.block.write;

import org.jspecify.annotations.NullMarked;
