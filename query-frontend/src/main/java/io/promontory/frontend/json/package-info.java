/**
 * Prometheus' JSON, byte for byte, written straight into buffers.
 *
 * <p>{@link io.promontory.frontend.json.JsonOutput} holds the primitives (strings in the three
 * {@linkplain io.promontory.frontend.json.Escaping escapings} that Prometheus' answers mix,
 * timestamps, sample values); {@link io.promontory.frontend.json.QueryValueJson} writes query
 * results with it, {@link io.promontory.frontend.json.JsonTree} everything small, and {@link
 * io.promontory.frontend.json.Envelope} the object around them. What is written leaves the process
 * as the buffer fills: an answer of any size takes the memory of one buffer.
 */
@NullMarked
package io.promontory.frontend.json;

import org.jspecify.annotations.NullMarked;
