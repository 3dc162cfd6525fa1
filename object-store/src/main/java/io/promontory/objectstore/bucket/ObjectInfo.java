package io.promontory.objectstore.bucket;

import java.time.Instant;

/**
 * An object without its content.
 *
 * @param size bytes
 * @param lastModified when it was written last, as the bucket's clock has it
 * @param tag differs from that of what was written under the key before (an entity tag, RFC 9110
 *     section 8.8.3); compare, never interpret
 */
public record ObjectInfo(String key, long size, Instant lastModified, String tag) {}
