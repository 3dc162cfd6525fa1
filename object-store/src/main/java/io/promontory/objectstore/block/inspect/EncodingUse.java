package io.promontory.objectstore.block.inspect;

/**
 * Chunks of one encoding.
 *
 * @param bytes of their payloads
 */
public record EncodingUse(String encoding, long chunks, long samples, long bytes) {}
