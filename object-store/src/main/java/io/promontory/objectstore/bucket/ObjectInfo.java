package io.promontory.objectstore.bucket;

import java.time.Instant;

/**
 * An object without its content.
 *
 * @param size bytes
 * @param lastModified when it was written last, as the bucket's clock has it
 */
public record ObjectInfo(String key, long size, Instant lastModified) {}
